//! Other tools' files, two of them with a line `=====` between: what is made of them is a document like any other.

use crate::{export, file, notation};
use glossator_core::annotation::{Category, Timestamp};
use glossator_core::article::{Article, plain_text};
use glossator_core::import::{Foreign, Input, read};
use std::rc::Rc;

/// What annotations without an article are put on.
const ARTICLE: &str = "Ferry 🚢 to run through the winter\n\nThe board voted 5–4 on Monday. “It is a lifeline,” said \
                       Zoë. The boat is late, e\u{301} and the boat is late.\n";

pub fn run(bytes: &[u8]) {
    let foreign = match std::str::from_utf8(bytes).map(|text| notation::parts(text, "=====")) {
        Ok(parts) if parts.len() == 2 => {
            let [one, other] = [0, 1].map(|at| Input { name: "a.txt", bytes: parts[at].as_bytes() });
            read(&[one, other])
        }
        _ => read(&[Input { name: "a.json", bytes }]),
    };
    let Ok(mut foreign) = foreign else { return };
    assert!(foreign.problems.iter().all(|problem| !problem.to_string().is_empty()));
    // What a person may do in the preview: each label is changed, left alone or taken for nothing.
    for (index, label) in foreign.labels.iter_mut().enumerate() {
        match (index + bytes.len()) % 3 {
            0 => label.category = Some(Category::Claim),
            1 => label.category = None,
            _ => {}
        }
    }
    let article: Rc<Article> = Rc::new(plain_text::parse(ARTICLE));
    taken(foreign.clone(), None);
    taken(foreign, Some(&article));
}

fn taken(foreign: Foreign, onto: Option<&Rc<Article>>) {
    let count = foreign.annotations();
    let whole = onto.is_none();
    let Ok(documents) = foreign.into_documents(onto, Timestamp(1_782_000_000_000)) else { return };
    if whole {
        let made: usize = documents.iter().map(|document| document.annotations.len()).sum();
        assert_eq!(made, count, "an annotation was lost or invented");
    }
    for document in &documents {
        file::comes_back(document);
        export::everywhere(document);
    }
}
