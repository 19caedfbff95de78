//! What is known about a new article, to be corrected.

use crate::browser::{clock, worker};
use crate::messages;
use glossator_core::article::Metadata;
use glossator_core::file::is_address;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

/// What a person wrote over what was found; `None` follows the text. In the order of the fields: title, author, date,
/// address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections([Option<String>; 4]);

impl Corrections {
    /// What the fields show: as corrected, else as found.
    fn over(&self, found: &Metadata) -> [String; 4] {
        let found = [found.title.clone(), found.author.clone(), clock::date(&found.date), found.address.clone()];
        let mut shown = found;
        for (shown, correction) in shown.iter_mut().zip(&self.0) {
            if let Some(correction) = correction {
                shown.clone_from(correction);
            }
        }
        shown
    }

    /// What another program says of a text; empty where it says nothing.
    pub fn said(title: &str, address: &str) -> Self {
        let said = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        Self([said(title), None, None, said(address)])
    }

    /// As they are shown over what is found, for a text in which it may not be found again.
    pub fn keeping(&self, found: &Metadata) -> Self {
        Self(self.over(found).map(|field| (!field.is_empty()).then_some(field)))
    }

    /// What is found, corrected. A date that is typed is read by the worker.
    ///
    /// # Errors
    /// In a sentence, if the worker cannot be asked.
    pub async fn applied(&self, found: &Metadata) -> Result<Metadata, String> {
        let [title, author, _, address] = self.over(found).map(|field| field.trim().to_owned());
        // What was found is a date already, in whatever language it is shown.
        let date = match &self.0[2] {
            None => found.date.clone(),
            Some(typed) => worker::iso_date(typed.trim()).await?,
        };
        let address = if is_address(&address) { address } else { String::new() };
        Ok(Metadata { title, author, date, address, language: found.language.clone() })
    }
}

/// The fields.
pub fn facts(found: &Metadata, corrections: &Corrections, set: &Callback<Corrections>) -> Html {
    let shown = corrections.over(found);
    let names = [
        (messages::title(), messages::none_found()),
        (messages::author(), messages::none_found()),
        (messages::date_name(), messages::none_found()),
        (messages::address(), "https://"),
    ];
    let odd_address = !shown[3].trim().is_empty() && !is_address(shown[3].trim());
    let input = |(index, ((name, placeholder), value)): (usize, ((&'static str, &'static str), String))| {
        let (set, corrections) = (set.clone(), corrections.clone());
        let oninput = Callback::from(move |event: InputEvent| {
            let mut next = corrections.clone();
            next.0[index] = Some(event.target_unchecked_into::<HtmlInputElement>().value());
            set.emit(next);
        });
        html! {
            <label>
                <span>{ name }</span>
                <input type="text" {placeholder} autocomplete="off" dir="auto" {value} {oninput} />
            </label>
        }
    };
    html! {
        <>
            <div class="facts">{ for names.into_iter().zip(shown).enumerate().map(input) }</div>
            if odd_address {
                <p class="hint" role="status">{ messages::address_left_out() }</p>
            }
        </>
    }
}
