//! As much of HTTP/1.1 as serving files to browsers on this machine takes: a thread for each
//! connection, which stays open; no bodies in requests.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

/// The longest head of a request that is read.
const LONGEST_HEAD: u64 = 64 * 1024;

/// What is sent back.
pub struct Response {
    /// 200, 404, …
    pub status: u16,
    /// Besides the content's length, which is written for every response.
    pub headers: Vec<(&'static str, String)>,
    /// The content; for HEAD only its length is told.
    pub body: Vec<u8>,
}

/// Answers every connection, each request by `answer(method, target)`, until the process ends.
pub fn serve(listener: &TcpListener, answer: impl Fn(&str, &str) -> Response + Send + Sync + 'static) {
    let answer = Arc::new(answer);
    for stream in listener.incoming().flatten() {
        let answer = Arc::clone(&answer);
        // A browser that goes away in the middle is no concern of anyone.
        std::thread::spawn(move || drop(converse(&stream, &*answer)));
    }
}

fn converse(stream: &TcpStream, answer: &dyn Fn(&str, &str) -> Response) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    while let Some(request) = read(&mut reader)? {
        let response = answer(&request.method, &request.target);
        writer.write_all(&written(&request, &response))?;
        if request.last {
            break;
        }
    }
    Ok(())
}

/// The part of a request that counts here.
#[derive(Debug, PartialEq)]
struct Request {
    method: String,
    target: String,
    /// Whether nothing more is read from this connection.
    last: bool,
}

/// Reads one request's head; none if the connection has ended or speaks something else.
fn read(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut head = reader.take(LONGEST_HEAD);
    let mut line = String::new();
    head.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next()) else {
        return Ok(None);
    };
    let mut request = Request {
        method: method.to_owned(),
        target: target.to_owned(),
        last: !version.eq_ignore_ascii_case("HTTP/1.1"),
    };
    loop {
        line.clear();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let Some((name, value)) = line.split_once(':') else { break };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        // What has a body is refused anyway, and the body is not waited for.
        let body = name == "transfer-encoding" || (name == "content-length" && value != "0");
        request.last |= body || (name == "connection" && value.eq_ignore_ascii_case("close"));
    }
    Ok(Some(request))
}

fn written(request: &Request, response: &Response) -> Vec<u8> {
    let reason = match response.status {
        200 => "OK",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "",
    };
    let mut head = format!("HTTP/1.1 {} {reason}\r\nContent-Length: {}\r\n", response.status, response.body.len());
    for (name, value) in &response.headers {
        head += &format!("{name}: {value}\r\n");
    }
    if request.last {
        head += "Connection: close\r\n";
    }
    let mut bytes = (head + "\r\n").into_bytes();
    if request.method != "HEAD" {
        bytes.extend_from_slice(&response.body);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Option<Request> {
        read(&mut text.as_bytes()).unwrap()
    }

    #[test]
    fn connections_stay_open_unless_they_must_not() {
        let last = |text: &str| request(text).unwrap().last;
        assert!(!last("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        assert!(!last("GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"));
        assert!(last("GET / HTTP/1.0\r\n\r\n"));
        assert!(last("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"));
        assert!(last("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"));
    }

    #[test]
    fn what_is_no_request_ends_the_connection() {
        assert_eq!(request(""), None);
        assert_eq!(request("\r\n"), None);
        assert_eq!(request("GET / HTTP/1.1\r\nHost: cut off"), None);
    }

    #[test]
    fn many_connections_at_once_are_answered() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            serve(&listener, |_, target| Response { status: 200, headers: vec![], body: target.as_bytes().to_vec() });
        });
        // All open before the first is used, as browsers do ahead of need.
        let streams: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(address).unwrap()).collect();
        for (number, mut stream) in streams.iter().enumerate().rev() {
            for _ in 0..2 {
                write!(stream, "GET /{number} HTTP/1.1\r\n\r\n").unwrap();
                let expected =
                    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n/{number}", 1 + number.to_string().len());
                let mut found = vec![0; expected.len()];
                stream.read_exact(&mut found).unwrap();
                assert_eq!(String::from_utf8(found).unwrap(), expected);
            }
        }
    }

    #[test]
    fn head_tells_the_length_alone() {
        let response = Response { status: 200, headers: vec![], body: b"page".to_vec() };
        let head = request("HEAD / HTTP/1.1\r\n\r\n").unwrap();
        assert_eq!(written(&head, &response), b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
    }
}
