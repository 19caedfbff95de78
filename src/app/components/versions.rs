//! A new version of the open article: what becomes of the annotations, and the versions before it.

use super::dialog::{Dialog, close};
use super::snapshots::Snapshots;
use crate::browser::clock;
use crate::browser::storage::Storage;
use crate::browser::worker::{self, Proposal};
use crate::desk::{Ask, Wish};
use crate::messages;
use crate::shared::Shared;
use glossator_core::anchor::anchor;
use glossator_core::annotation::{Annotation, Timestamp};
use glossator_core::article::Article;
use glossator_core::comparison::{Comparison, Fate, compare};
use glossator_core::document::{Document, Earlier};
use glossator_core::file;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Bytes of an earlier version, and of what changed, that are shown at once: some pages.
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

/// What is said where there is no room for all earlier versions once `article` is the one that is read.
pub fn no_room(document: &Document, article: &Rc<Article>) -> Html {
    let sentence = left_out(document.edition().dropped_for(article));
    sentence.map(|sentence| html! { <p class="hint">{ sentence }</p> }).unwrap_or_default()
}

fn left_out(dropped: usize) -> Option<String> {
    (dropped > 0).then(|| messages::versions_left_out(dropped))
}

/// What the dialog needs.
#[derive(Properties, PartialEq)]
pub struct VersionsProps {
    /// What is open.
    pub document: Shared<Document>,
    /// Where earlier states are kept.
    pub storage: Storage,
    /// How it asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The versions before this one, each of which one can go back to.
#[component]
pub fn Versions(props: &VersionsProps) -> Html {
    let trouble = use_state_eq(|| None::<String>);
    let earlier = &props.document.earlier;
    let row = |(at, version): (usize, &Earlier)| {
        let next = earlier.get(at + 1).map_or(&props.document.article, |next| &next.article);
        let (document, ask, trouble) = (props.document.clone(), props.ask.clone(), trouble.clone());
        let article = Shared(version.article.clone());
        let back = Callback::from(move |event: MouseEvent| {
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
        });
        // A file may not say it.
        let until = match version.replaced {
            Timestamp(0) => messages::date_unknown().to_owned(),
            replaced => messages::until(&clock::day_and_time(replaced)),
        };
        html! {
            <Version key={version.article.hash()} article={Shared(version.article.clone())} next={Shared(next.clone())} {until}>
                { no_room(&props.document, &version.article) }
                <button type="button" onclick={back}>{ messages::go_back() }</button>
            </Version>
        }
    };
    html! {
        <Dialog title={messages::earlier_versions()} class="wide" on_closed={props.on_closed.clone()}>
            if let Some(sentence) = &*trouble {
                <p class="hint" role="alert">{ sentence }</p>
            }
            if !earlier.is_empty() {
                <p class="hint">{ messages::earlier_versions_hint() }</p>
                <ul class="versions" role="list">{ for earlier.iter().enumerate().rev().map(row) }</ul>
            }
            <Snapshots document={props.document.clone()} storage={props.storage.clone()} ask={props.ask.clone()} />
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct VersionProps {
    article: Shared<Article>,
    /// The version that took its place.
    next: Shared<Article>,
    until: String,
    children: Html,
}

/// A version. What the next one changed is worked out when one looks.
#[component]
fn Version(props: &VersionProps) -> Html {
    let open = use_state_eq(|| false);
    let on_toggle = {
        let open = open.clone();
        Callback::from(move |_: Event| open.set(true))
    };
    let shown = use_memo((*open, props.article.clone(), props.next.clone()), |(open, article, next)| {
        if *open { changes(&compare(article, next, SHOWN)) } else { Html::default() }
    });
    html! {
        <li>
            <details ontoggle={on_toggle}>
                <summary>{ &props.until }</summary>
                <h3>{ messages::next_changed() }</h3>
                { (*shown).clone() }
                <details>
                    <summary>{ messages::text_of_version() }</summary>
                    <p class="text" dir="auto">{ beginning(props.article.text.as_str()) }</p>
                </details>
                { props.children.clone() }
            </details>
        </li>
    }
}

fn changes(comparison: &Comparison) -> Html {
    if comparison == &Comparison::default() {
        return html! { <p class="hint">{ messages::same_words() }</p> };
    }
    let part = |(fate, words): &(Fate, String)| match fate {
        Fate::Kept => html! { words },
        Fate::Removed => html! { <del>{ words }</del> },
        Fate::Added => html! { <ins>{ words }</ins> },
    };
    html! {
        <>
            <ul class="changes" role="list" tabindex="0" aria-label={messages::changed_paragraphs()}>
                { for comparison.paragraphs.iter().map(|paragraph| html! { <li dir="auto">{ for paragraph.iter().map(part) }</li> }) }
            </ul>
            if comparison.more > 0 {
                <p class="hint">{ messages::more_paragraphs(comparison.more) }</p>
            }
        </>
    }
}

/// As much of a text as is shown.
fn beginning(text: &str) -> &str {
    let text = text.trim();
    &text[..text.floor_char_boundary(SHOWN)]
}

#[cfg(test)]
mod tests {
    use super::{Outlook, left_out};

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

    #[test]
    fn what_is_left_out_is_said() {
        assert_eq!(left_out(0), None);
        assert!(left_out(1).is_some_and(|it| it.contains("of the oldest, 1 is left out")));
        assert!(left_out(3).is_some_and(|it| it.contains("of the oldest, 3 are left out")));
    }
}
