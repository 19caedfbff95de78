//! Links to an annotation, and an annotation as a quotation with its source.

use super::{Desk, Open, Wish, filtering};
use crate::browser::{address, clipboard};
use crate::messages;
use glossator_core::annotation::{Annotation, Iri};
use glossator_core::article::{Article, date};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// The name in the address.
const NAME: &str = "annotation";

/// The annotation that the address names.
fn linked() -> Option<Iri> {
    address::pairs().into_iter().find(|(name, _)| name == NAME).map(|(_, id)| Iri::new(id))
}

impl Desk {
    /// Shows what the address asks for.
    pub(super) fn follow_address(self: &Rc<Self>) {
        if self.ui().presenting.is_some() {
            return;
        }
        if Self::is_brought_something() {
            return self.receive_what_waits();
        }
        let linked = linked();
        self.set_filter(filtering::from_address());
        if let Some(id) = linked {
            self.follow(id);
        }
    }

    fn follow(self: &Rc<Self>, id: Iri) {
        self.change(|ui| ui.troubles.retain(|trouble| trouble != messages::link_leads_nowhere()));
        match self.document().annotations.get(&id) {
            Some(_) => self.go_to(id),
            None => self.carry_out(Wish::Seek(id)),
        }
    }

    fn go_to(self: &Rc<Self>, id: Iri) {
        self.keep_in_sight(&id);
        self.focus_card(id);
    }

    /// Opens the document on this device that has the annotation, and goes to it there.
    pub(super) async fn seek(self: &Rc<Self>, id: &Iri) {
        let view = filtering::from_address();
        let Some(document) = self.while_waiting(self.document_with(id)).await else {
            return self.trouble(messages::link_leads_nowhere().to_owned());
        };
        self.open(&document).await;
        if self.document().annotations.get(id).is_some() {
            self.set_filter(view);
            self.go_to(id.clone());
        }
    }

    async fn document_with(&self, id: &Iri) -> Option<Iri> {
        for entry in self.storage.library().await.ok()?.entries.iter().filter(|entry| entry.count > 0) {
            let loaded = self.storage.load(&entry.id).await;
            if loaded.is_ok_and(|it| it.is_some_and(|it| it.document.annotations.get(id).is_some())) {
                return Some(entry.id.clone());
            }
        }
        None
    }

    /// Puts a link to an annotation, or its words with their source, on the clipboard.
    pub(super) fn copy(self: &Rc<Self>, id: Iri, as_link: bool) {
        let document = self.document();
        let Some(annotation) = document.annotations.get(&id) else { return };
        let (text, done) = match as_link {
            true => (address::with(&[(NAME, id.as_str())]), messages::link_copied()),
            false => (quotation(annotation, &document.article), messages::quotation_copied()),
        };
        let desk = self.clone();
        spawn_local(async move {
            if clipboard::write(&text).await {
                // Unless something else was opened meanwhile.
                desk.change(|ui| {
                    if matches!(&ui.open, Some((open, Open::More { .. })) if *open == id) {
                        ui.open = Some((id, Open::More { done }));
                    }
                });
                desk.say(done.to_owned());
            } else {
                desk.trouble(messages::cannot_copy(&text));
            }
        });
    }
}

/// “words” — author, title, date, address.
fn quotation(annotation: &Annotation, article: &Article) -> String {
    let (metadata, words) = (&article.metadata, annotation.quote());
    let words = match words.starts_with('“') && words.ends_with('”') {
        true => words,
        false => format!("“{words}”"),
    };
    let date = if metadata.date.is_empty() { String::new() } else { date::display(&metadata.date) };
    let source = [metadata.author.clone(), article.name().to_owned(), date, metadata.address.clone()];
    let source: Vec<String> = source.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{words} — {}", source.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use glossator_core::annotation::{Category, Timestamp};
    use glossator_core::article::plain_text;
    use glossator_core::document::Document;
    use glossator_core::state::{Action, State};
    use glossator_core::text::TextRange;

    fn check(text: &str, facts: [&str; 3], words: &str, expected: &str) {
        let mut article = plain_text::parse(text);
        let [author, date, address] = facts.map(str::to_owned);
        article.metadata.title = "A Vote".to_owned();
        (article.metadata.author, article.metadata.date, article.metadata.address) = (author, date, address);
        let start = text.find(words).expect("the words");
        let state = State::new(Document::new(Iri::new("urn:x:d"), article, Timestamp(0)).into());
        let state = state.update(Action::Mark {
            id: Iri::new("urn:x:a"),
            category: Category::Claim,
            ranges: vec![TextRange::new(start, start + words.len())],
            creator: None,
            at: Timestamp(1),
        });
        let annotation = state.document.annotations.iter().next().expect("an annotation");
        assert_eq!(quotation(annotation, &state.document.article), expected);
    }

    #[test]
    fn a_quotation_has_its_source() {
        check(
            "The Senate voted on it.",
            ["Ada", "2025-02-14", "https://example.org/vote"],
            "Senate voted",
            "“Senate voted” — Ada, A Vote, 14 February 2025, https://example.org/vote",
        );
        check("The Senate voted on it.", ["", "", ""], "voted", "“voted” — A Vote");
        // Words that stand in quotation marks get no second ones.
        check("She said “no, never” twice.", ["", "", ""], "“no, never”", "“no, never” — A Vote");
    }
}
