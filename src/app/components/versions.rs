//! A new version of the open article: what becomes of the annotations, and the versions before it.

use super::dialog::close;
use crate::browser::clock;
use crate::browser::worker::{self, Proposal};
use crate::desk::{Ask, Wish};
use crate::messages;
use crate::shared::Shared;
use glossator_core::anchor::anchor;
use glossator_core::annotation::{Annotation, Timestamp};
use glossator_core::article::Article;
use glossator_core::document::Document;
use glossator_core::file;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Bytes of an earlier version that are shown at once: some pages.
const SHOWN: usize = 20_000;

/// What becomes of the annotations of a document in another text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// How many there are.
    pub annotations: usize,
    /// How many may stand in other words.
    pub changed: usize,
    /// How many are not found at all.
    pub lost: usize,
}

impl Outlook {
    /// In sentences.
    pub fn sentence(&self) -> String {
        let stand = self.annotations - self.changed - self.lost;
        let undecided = match (self.changed, self.lost) {
            _ if self.annotations == 0 => return messages::none_to_carry().to_owned(),
            (0, 0) if self.annotations == 1 => return messages::one_carried().to_owned(),
            (0, 0) => return messages::all_carried(self.annotations),
            (changed, 0) => messages::carried_changed(changed),
            (0, lost) => messages::carried_lost(lost),
            (changed, lost) => messages::carried_both(changed, lost),
        };
        messages::some_carried(self.annotations, stand, &undecided)
    }
}

/// The annotations of a document as they are to be on another version of its article, and what became of them.
pub async fn carried_over(
    document: &Document,
    article: &Shared<Article>,
) -> Result<(Vec<Rc<Annotation>>, Outlook), String> {
    let header = |article: Rc<Article>| worker::header_of(document, article);
    let records = document.annotations.iter().map(|it| file::write_annotation(it, document)).collect();
    let carried = worker::carry_over(&header(document.article.clone()), &header(article.0.clone()), records).await?;
    let is_found =
        |it: &&Rc<Annotation>| it.targets.iter().all(|target| anchor(&article.text, target).range().is_some());
    let found = carried.annotations.iter().filter(is_found).count();
    let annotations = document.annotations.len();
    // What is found in one segment and may stand in other words in another is undecided.
    let changed = Proposal::annotations(&carried.proposals).min(annotations - found);
    let outlook = Outlook { annotations, changed, lost: annotations - found - changed };
    Ok((carried.annotations, outlook))
}

/// The versions before this one, each of which one can go back to.
pub fn versions(document: &Shared<Document>, ask: &Ask, trouble: &UseStateHandle<Option<String>>) -> Html {
    if document.earlier.is_empty() {
        return Html::default();
    }
    let row = |version: &glossator_core::document::Earlier| {
        let (document, ask, trouble) = (document.clone(), ask.clone(), trouble.clone());
        let article = Shared(version.article.clone());
        let back = {
            let article = article.clone();
            Callback::from(move |event: MouseEvent| {
                let (document, ask, trouble) = (document.clone(), ask.clone(), trouble.clone());
                let article = article.clone();
                spawn_local(async move {
                    match carried_over(&document, &article).await {
                        Ok((carried, _)) if close(&event) => {
                            ask.emit(Wish::Replace(article, Shared(Rc::new(carried))));
                        }
                        Ok(_) => {}
                        Err(sentence) => trouble.set(Some(sentence)),
                    }
                });
            })
        };
        // A file may not say it.
        let until = match version.replaced {
            Timestamp(0) => messages::date_unknown().to_owned(),
            replaced => messages::until(&clock::day_and_time(replaced)),
        };
        html! {
            <li>
                <details>
                    <summary>{ until }</summary>
                    <p class="text" dir="auto">{ beginning(article.text.as_str()) }</p>
                    <button type="button" onclick={back}>{ messages::go_back() }</button>
                </details>
            </li>
        }
    };
    html! {
        <section class="versions" aria-label={messages::earlier_versions()}>
            <h3>{ messages::earlier_versions() }</h3>
            <ul role="list">{ for document.earlier.iter().rev().map(row) }</ul>
        </section>
    }
}

/// As much of a text as is shown.
fn beginning(text: &str) -> &str {
    let text = text.trim();
    &text[..text.floor_char_boundary(SHOWN)]
}

#[cfg(test)]
mod tests {
    use super::Outlook;

    fn check(annotations: usize, changed: usize, lost: usize, expected: &str) {
        let sentence = Outlook { annotations, changed, lost }.sentence();
        assert!(sentence.starts_with(expected), "{sentence}");
    }

    #[test]
    fn what_becomes_of_the_annotations_is_said() {
        check(0, 0, 0, "There are no annotations");
        check(1, 0, 0, "The annotation is found");
        check(5, 0, 0, "All 5 annotations are found");
        check(5, 1, 0, "Of 5 annotations, 4 found in this text, 1 may stand in other words.");
        check(5, 1, 2, "Of 5 annotations, 2 found in this text, 1 may stand in other words, 2 not found.");
    }
}
