//! Any document in every format: a document in the notation, or a file of ours.

use crate::{file, notation};
use glossator_core::annotation::Timestamp;
use glossator_core::document::Document;
use glossator_core::export::FORMATS;
use glossator_core::file::SIZE_MAX;
use glossator_core::import::{Input, read};
use serde_json::Value;

/// Where our own file stands in a page.
const DATA_BLOCK: &str = "<script type=\"application/ld+json\" id=\"glossator\">";

const TAGS: &str = " html head meta title style body header main article section footer h1 h2 h3 h4 h5 h6 p pre \
                    blockquote ul ol li table tr td dl dt dd a em strong code mark sup span bdi time ";

const ATTRIBUTES: &str = " lang charset http-equiv content name dir class id title href rel aria-label start datetime ";

/// What a spreadsheet might run.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

pub fn run(bytes: &[u8]) {
    match glossator_core::file::read(bytes) {
        Ok(file) => everywhere(&file.document),
        Err(_) => {
            let document = notation::document(&String::from_utf8_lossy(bytes));
            file::comes_back(&document);
            everywhere(&document);
        }
    }
}

/// What holds of `document` in every format.
pub fn everywhere(document: &Document) {
    for format in &FORMATS {
        assert!(format.losses(document).iter().all(|loss| !loss.to_string().is_empty()));
        let files = format.write(document, "0.1.0");
        assert_eq!(files.len(), format.files.len());
        for file in &files {
            assert!(!file.name.is_empty() && file.name.len() <= 255, "{:?}", file.name);
            assert!(
                !file.name.contains(['/', '\\', ':', '\0', '\n']) && !file.name.starts_with('.'),
                "{:?}",
                file.name
            );
        }
        let content = files.last().map_or("", |file| file.content.as_str());
        let rows = || content.lines().map(json);
        match format.key {
            "glossator" | "pages" | "claim-review" => drop(json(content)),
            "html" => page(content, document),
            "csv" => table(content, document),
            "brat" => standoff(&files[0].content, content),
            "cas" => cas(&json(content)),
            "doccano" => rows().for_each(|row| {
                let text = row["text"].as_str().expect("text");
                list(&row["label"]).iter().for_each(|span| drop(slice(text, &span[0], &span[1])));
            }),
            "spacy" => rows().for_each(|row| {
                let text = row["text"].as_str().expect("text");
                list(&row["spans"]).iter().for_each(|span| drop(slice(text, &span["start"], &span["end"])));
            }),
            "hugging-face" => rows().for_each(|row| {
                let text = row["text"].as_str().expect("text");
                for span in list(&row["spans"]) {
                    assert_eq!(span["text"], slice(text, &span["start"], &span["end"]));
                }
            }),
            "label-studio" => tasks(&json(content)),
            "bio" => tokens(content),
            "markdown" => assert!(!content.is_empty()),
            other => panic!("nothing is known of {other}"),
        }
    }
}

fn json(content: &str) -> Value {
    serde_json::from_str(content).unwrap_or_else(|error| panic!("{error}: {content}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> usize {
    value.as_u64().expect("a number") as usize
}

/// The words at code points, of which there are some.
fn slice(text: &str, start: &Value, end: &Value) -> String {
    let (start, end) = (number(start), number(end));
    assert!(start < end && end <= text.chars().count(), "{start}..{end} of {text:?}");
    text.chars().skip(start).take(end - start).collect()
}

fn tasks(tasks: &Value) {
    for task in list(tasks) {
        let text = task["data"]["text"].as_str().expect("text");
        let results = task["annotations"][0]["result"].as_array().expect("results");
        for value in results.iter().filter(|it| it["type"] == "labels").map(|it| &it["value"]) {
            assert_eq!(value["text"], slice(text, &value["start"], &value["end"]));
        }
    }
}

fn cas(cas: &Value) {
    let structures = list(&cas["%FEATURE_STRUCTURES"]);
    let text = structures[0]["sofaString"].as_str().expect("text");
    let units: Vec<u16> = text.encode_utf16().collect();
    for structure in structures.iter().filter(|it| it.get("begin").is_some()) {
        let (begin, end) = (number(&structure["begin"]), number(&structure["end"]));
        assert!(begin <= end && end <= units.len());
        assert!(String::from_utf16(&units[begin..end]).is_ok(), "half a pair: {begin}..{end} of {text:?}");
    }
}

/// Each line of text-bound annotations says its words, and no word of the article is a line of its own.
fn standoff(text: &str, lines: &str) {
    let chars: Vec<char> = text.chars().collect();
    for line in lines.split_terminator('\n') {
        let fields: Vec<&str> = line.split('\t').collect();
        assert!(line.starts_with(['T', 'A', '#', 'R', 'E', '*']), "{line:?}");
        if !line.starts_with('T') {
            continue;
        }
        assert_eq!(fields.len(), 3, "{line:?}");
        let places = fields[1].split_once(' ').expect("a type").1;
        let words: Vec<String> = places
            .split(';')
            .map(|place| {
                let place = notation::numbers(place);
                assert!(place[0] < place[1] && place[1] <= chars.len(), "{line:?} of {text:?}");
                chars[place[0]..place[1]].iter().collect()
            })
            .collect();
        assert!(words.iter().all(|part| !part.contains('\n')), "{line:?}");
        assert_eq!(words.join(" "), fields[2]);
    }
}

/// As many cells in each row as in the first.
fn tokens(table: &str) {
    let mut widths = table.split_terminator('\n').filter(|line| !line.is_empty()).map(|line| line.split('\t').count());
    let width = widths.next().unwrap_or_default();
    assert!(widths.all(|other| other == width), "{table:?}");
}

fn table(table: &str, document: &Document) {
    let rows = rows(table.strip_prefix('\u{feff}').expect("a byte order mark"));
    assert_eq!(rows.len(), document.annotations.len() + 1);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(FORMULA), "{cell:?}");
    }
}

/// RFC 4180, where every cell is quoted.
fn rows(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = table.chars().peekable();
    let mut quoted = false;
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => {
                assert!(quoted, "{char:?} outside of quotation marks");
                cell.push(char);
            }
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty());
    rows
}

/// A page runs nothing and fetches nothing, its tags are ours and closed, and it opens here again.
fn page(page: &str, document: &Document) {
    let (before, rest) = page.split_once(DATA_BLOCK).expect("a data block");
    let (data, after) = rest.split_once("</script>").expect("its end");
    assert!(!data.contains('<'), "the data block may end early");
    let (head, rest) = before.split_once("<style>").expect("a style");
    let (style, body) = rest.split_once("</style>").expect("its end");
    assert!(!style.contains("url(") && !style.contains("@import"));
    let mut open = Vec::new();
    for part in [head, body, after] {
        markup(part, &mut open);
    }
    assert_eq!(open, Vec::<&str>::new(), "tags are left open");
    if page.len() as u64 <= SIZE_MAX {
        let read = read(&[Input { name: "a.html", bytes: page.as_bytes() }]).expect("a page of ours");
        let documents = read.into_documents(None, Timestamp(0)).expect("a document");
        assert_eq!(documents, std::slice::from_ref(document));
    }
}

fn markup<'a>(html: &'a str, open: &mut Vec<&'a str>) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').unwrap_or_else(|| panic!("a tag without an end: {:?}", &rest[at..]));
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if tag == "!doctype html" {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed out of order");
            continue;
        }
        let (name, said) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(TAGS.contains(&format!(" {name} ")), "<{tag}>");
        if name != "meta" {
            open.push(name);
        }
        attributes(said);
    }
}

fn attributes(said: &str) {
    let mut rest = said;
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').expect("a quotation mark");
        let name = name.trim();
        assert!(ATTRIBUTES.contains(&format!(" {name} ")), "{name:?} in {said:?}");
        if name == "href" {
            let leads = value.to_ascii_lowercase();
            assert!(["#", "http://", "https://", "mailto:"].iter().any(|start| leads.starts_with(start)), "{value:?}");
        }
        rest = after;
    }
    assert_eq!(rest.trim(), "");
}
