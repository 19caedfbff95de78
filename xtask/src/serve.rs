//! `serve`: the page on this machine, with the headers that a web server should send.

use crate::http::{self, Response};
use crate::{Result, build, policy, project};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PORT: u16 = 8080;

/// What the verb was asked for.
#[derive(Debug, Default, PartialEq)]
struct Options {
    port: Option<u16>,
    open: bool,
    no_build: bool,
}

/// The verb.
pub fn serve(args: &[String]) -> Result<()> {
    let options = options(args)?;
    let root = project::root()?;
    let dist = if options.no_build { build::present(&root)? } else { build::bring_up_to_date(&root)? };
    let listener = listen(options.port)?;
    let address = listener.local_addr().map_err(|error| format!("The port cannot be read: {error}."))?;
    let url = format!("http://{address}/");
    println!("Glossator is at {url} until Ctrl-C.");
    if options.open {
        open(&url);
    }
    http::serve(&listener, move |method, target| answer(method, target, &dist));
    Ok(())
}

fn options(args: &[String]) -> Result<Options> {
    let mut options = Options::default();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--open" => options.open = true,
            "--no-build" => options.no_build = true,
            "--port" => {
                let number = args.next().and_then(|number| number.parse().ok());
                options.port = Some(number.ok_or("`--port` needs a number from 0 to 65535; 0 takes any free one.")?);
            }
            other => {
                return Err(format!("`serve` takes --port N, --open and --no-build, not `{other}`."));
            }
        }
    }
    Ok(options)
}

/// The port asked for and no other; if none was, the usual one or the next that is free.
fn listen(port: Option<u16>) -> Result<TcpListener> {
    match port {
        Some(port) => TcpListener::bind(("127.0.0.1", port))
            .map_err(|_| format!("Port {port} is taken: choose another with --port, or --port 0 for any free one.")),
        None => (PORT..PORT + 100)
            .find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok())
            .ok_or_else(|| format!("No port from {PORT} on is free: try `cargo xtask serve --port 0`.")),
    }
}

/// The answer to one request, all of it.
fn answer(method: &str, target: &str, dist: &Path) -> Response {
    let (status, file, body) = content(method, target, dist);
    let mut headers = policy::headers(&file);
    if status == 405 {
        headers.push(("Allow", "GET, HEAD".to_owned()));
    }
    Response { status, headers, body }
}

/// Status, file name and content.
fn content(method: &str, target: &str, dist: &Path) -> (u16, String, Vec<u8>) {
    if !matches!(method, "GET" | "HEAD") {
        return (405, "error.txt".to_owned(), b"Only GET and HEAD are answered here.\n".to_vec());
    }
    match file(target).and_then(|file| Some((std::fs::read(path(dist, &file)?).ok()?, file))) {
        Some((body, file)) => (200, file, body),
        None => (404, "error.txt".to_owned(), b"There is no such file.\n".to_vec()),
    }
}

/// The file that a URL asks for, relative to `dist/`.
fn file(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let path = decoded(path.strip_prefix('/')?)?;
    let plain = path.split('/').all(|part| !matches!(part, "." | "..") && !part.contains(['\\', ':', '\0']));
    plain.then(|| if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path })
}

/// Undoes percent-encoding.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

/// Where a file is, if it is within `dist/` even after links are followed.
fn path(dist: &Path, file: &str) -> Option<PathBuf> {
    let dist = dist.canonicalize().ok()?;
    let path = dist.join(file).canonicalize().ok()?;
    (path.starts_with(&dist) && path.is_file()).then_some(path)
}

fn open(url: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let quiet = Command::new(opener).arg(url).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if quiet.is_err() {
        println!("No browser could be opened: open that address yourself.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(args: &[&str]) -> Result<Options> {
        options(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read() {
        assert_eq!(parsed(&[]), Ok(Options::default()));
        let all = Options { port: Some(0), open: true, no_build: true };
        assert_eq!(parsed(&["--port", "0", "--no-build", "--open"]), Ok(all));
        assert!(parsed(&["--port"]).is_err());
        assert!(parsed(&["--port", "70000"]).is_err());
        assert!(parsed(&["--prot", "1"]).unwrap_err().contains("--prot"));
    }

    #[test]
    fn a_url_names_a_file_within_the_folder() {
        assert_eq!(file("/"), Some("index.html".to_owned()));
        assert_eq!(file("/?source=pwa#a"), Some("index.html".to_owned()));
        assert_eq!(file("/icons/a%20b.png?v=1"), Some("icons/a b.png".to_owned()));
        for bad in
            ["", "index.html", "/../Cargo.toml", "/a/%2e%2e/%2e%2e/x", "/..%2fx", "/a\\..\\x", "/c:/x", "/%zz", "/%f"]
        {
            assert_eq!(file(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_what_is_there_is_answered() {
        let folder = std::env::temp_dir().join(format!("glossator-serve-{}", std::process::id()));
        project::write(&folder.join("dist/index.html"), "page").unwrap();
        project::write(&folder.join("secret"), "secret").unwrap();
        let dist = folder.join("dist");
        let status = |method, url| answer(method, url, &dist).status;
        let statuses = [
            status("GET", "/"),
            status("HEAD", "/index.html"),
            status("POST", "/"),
            status("GET", "/missing.js"),
            status("GET", "/../secret"),
            status("GET", "/%2e%2e/secret"),
            status("GET", "//etc/hostname"),
        ];
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(statuses, [200, 200, 405, 404, 404, 404, 404]);
    }

    #[test]
    fn a_taken_port_is_said_plainly() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(listen(Some(port)).unwrap_err().contains("is taken"));
        assert!(listen(None).is_ok());
    }
}
