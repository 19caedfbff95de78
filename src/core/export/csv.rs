//! A table: one row an annotation. RFC 4180 with a byte order mark, without which spreadsheets take UTF-8 for
//! something else. Every cell is in quotation marks, whatever a country takes for its separator.
//!
//! **A cell is never a formula.** Spreadsheets run what begins with `=`, `+`, `-` or `@`, full-width or not, and look
//! past tabs and line ends before it; such a cell gets an apostrophe before it, which shows it as text.

use super::mark::{code_points, marks};
use super::words::{annotator, attributes};
use crate::document::Document;

const COLUMNS: [&str; 14] = [
    "article",
    "address",
    "id",
    "category",
    "start",
    "end",
    "exact",
    "attributes",
    "note",
    "tags",
    "annotator",
    "created",
    "modified",
    "places",
];

pub(super) fn write(document: &Document) -> String {
    let article = &document.article;
    let mut out = String::from('\u{feff}');
    row(&mut out, &COLUMNS.map(str::to_owned));
    for mark in marks(document) {
        let annotation = &mark.annotation;
        let extent = mark.extent().map(|extent| code_points(&article.text, extent));
        let number = |pick: fn((u64, u64)) -> u64| extent.map_or_else(String::new, |extent| pick(extent).to_string());
        let places: Vec<String> = mark
            .ranges
            .iter()
            .map(|&range| code_points(&article.text, range))
            .map(|(start, end)| format!("{start}:{end}"))
            .collect();
        let said: Vec<String> =
            attributes(annotation).into_iter().map(|(name, words)| format!("{name}: {words}")).collect();
        let cells = [
            article.name().to_owned(),
            article.metadata.address.clone(),
            annotation.id.to_string(),
            annotation.category.as_str().to_owned(),
            number(|(start, _)| start),
            number(|(_, end)| end),
            mark.words(&article.text),
            said.join("\n"),
            annotation.note.clone(),
            annotation.tags.join("; "),
            annotator(annotation).to_owned(),
            annotation.created.to_string(),
            annotation.modified.to_string(),
            places.join(" "),
        ];
        row(&mut out, &cells);
    }
    out
}

/// Any table, the first row of which has the names of the columns.
///
/// ```
/// use glossator_core::export::csv::table;
/// assert_eq!(table(&[vec!["a".to_owned(), "=“b”, \"c\"".to_owned()]]), "\u{feff}\"a\",\"'=“b”, \"\"c\"\"\"\r\n");
/// ```
pub fn table(rows: &[Vec<String>]) -> String {
    let mut out = String::from('\u{feff}');
    rows.iter().for_each(|cells| row(&mut out, cells));
    out
}

/// The same as text, to be pasted into a spreadsheet: tabs between the cells, and none in them. Pasted cells are run as
/// well, so that they get the same apostrophe.
///
/// ```
/// use glossator_core::export::csv::tabbed;
/// assert_eq!(tabbed(&[vec!["a\n b".to_owned(), "+1".to_owned()]]), "a b\t'+1\n");
/// ```
pub fn tabbed(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for cells in rows {
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                out.push('\t');
            }
            let words: Vec<&str> = cell.split_whitespace().collect();
            let line = words.join(" ");
            if is_formula(&line) {
                out.push('\'');
            }
            out.push_str(&line);
        }
        out.push('\n');
    }
    out
}

fn row(out: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push('"');
        if is_formula(cell) {
            out.push('\'');
        }
        for char in cell.chars() {
            match char {
                '"' => out.push_str("\"\""),
                // Some readers end the file at it.
                '\0' => out.push(char::REPLACEMENT_CHARACTER),
                other => out.push(other),
            }
        }
        out.push('"');
    }
    out.push_str("\r\n");
}

/// Whether a spreadsheet might run the cell.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"] {
            assert!(is_formula(cell), "{cell:?}");
        }
        for cell in ["", "a=1", "'=1", " 1", "“=1”", "–1", "1"] {
            assert!(!is_formula(cell), "{cell:?}");
        }
    }
}
