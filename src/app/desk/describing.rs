//! What is said of an annotation besides its note, as far as the words around it suggest it.

use super::{Desk, Wish};
use crate::browser::clock;
use crate::messages;
use glossator_core::annotation::{Annotation, Category, Iri};
use glossator_core::article::Article;
use glossator_core::attribute::{attributes_of, is_unsaid, mention, speaker_of};
use glossator_core::attribution::attribution_in;
use glossator_core::state::Action;
use glossator_core::text::TextRange;
use serde_json::Value;
use std::rc::Rc;

/// Who speaks in words of the article and how, as attributes by name, the speaker first. What somebody said already is
/// not said again; empty where nothing is suggested.
pub fn suggestion(article: &Article, annotation: &Annotation, words: TextRange) -> Vec<(&'static str, Value)> {
    let Some(speaker) = speaker_of(&annotation.category) else { return Vec::new() };
    let text = &article.text;
    let Some(found) = attribution_in(article, words) else { return Vec::new() };
    let mut who = mention(text, found.speaker);
    if let (Value::Object(who), Some(Value::Object(known))) = (&mut who, annotation.attributes.get(speaker)) {
        // What another tool said of the speaker stays.
        let others: Vec<_> = known.iter().filter(|(key, _)| !who.contains_key(*key)).collect();
        who.extend(others.into_iter().map(|(key, value)| (key.clone(), value.clone())));
    }
    let mut all = vec![(speaker, who)];
    if annotation.category == Category::Quote {
        all.push(("cue", text.slice(found.cue).into()));
        all.push(("directness", if found.is_direct { "direct" } else { "indirect" }.into()));
    }
    all.retain(|(key, _)| is_unsaid(annotation, key));
    all
}

impl Desk {
    /// Takes over who speaks, or opens the card for a person to write it in.
    pub(super) fn name_speaker(self: &Rc<Self>, id: Iri) {
        let (document, anchors) = (self.document(), self.anchors());
        let Some(anchored) = anchors.anchored.iter().find(|it| it.annotation.id == id) else { return };
        let annotation = &anchored.annotation;
        let Some(words) = anchored.anchors.iter().find_map(|anchor| anchor.range()) else { return };
        let found = suggestion(&document.article, annotation, words);
        let said: Vec<String> = found
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| messages::said(key, value.get("text").or(Some(value)).and_then(Value::as_str)))
            .collect();
        if found.is_empty() {
            let named = speaker_of(&annotation.category).is_none_or(|key| !is_unsaid(annotation, key));
            self.say(if named { messages::named_already() } else { messages::no_speaker() }.to_owned());
            if !named && !attributes_of(&annotation.category).is_empty() {
                self.carry_out(Wish::Write(id));
            }
            return;
        }
        let attributes = found.into_iter().map(|(key, value)| (key.into(), Some(value))).collect();
        self.act(Action::Describe { id, attributes, visit: None, at: clock::now() });
        self.say(said.join(", "));
    }
}
