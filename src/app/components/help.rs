//! The help: what the categories mean, which keys there are, and where the work is kept.

use super::block::pattern;
use super::dialog::Dialog;
use crate::keymap::{DEFAULTS, Keymap};
use crate::messages::{self, KEYS, category, command};
use glossator_core::annotation::Category;
use yew::prelude::*;

const MEANINGS: [(Category, &str); 3] = [
    (
        Category::Claim,
        "Something that can be true or false, whether it was checked or not: “The Senate voted 107 to 0.”",
    ),
    (Category::Quote, "Somebody’s words, repeated as theirs: “This training is about our capabilities,” she said."),
    (Category::Opinion, "A judgement, a wish, a guess or a feeling: “It would be naive to expect it.”"),
];

/// The help.
pub fn help(keymap: &Keymap, on_closed: Callback<()>) -> Html {
    let changeable = DEFAULTS.iter().map(|(_, name, _)| {
        let keys: Vec<String> = keymap.in_use(name).iter().map(|key| messages::key(key)).collect();
        (keys.join(" or "), command(name))
    });
    let fixed = KEYS.iter().map(|(keys, meaning)| ((*keys).to_owned(), *meaning));
    html! {
        <Dialog title="Help" {on_closed}>
            <h3>{ "What to mark" }</h3>
            <dl class="meanings">
                { for MEANINGS.iter().map(|(it, meaning)| html! {
                    <div class={pattern(it)}>
                        <dt><i aria-hidden="true"></i>{ category(it) }</dt>
                        <dd>{ *meaning }</dd>
                    </div>
                }) }
            </dl>
            <p>{ "Marks may overlap: a claim inside a quote is both." }</p>
            <h3>{ "Keys" }</h3>
            <table class="keys">
                <tbody>
                    { for changeable.chain(fixed).filter(|(keys, _)| !keys.is_empty()).map(|(keys, meaning)| html! {
                        <tr><th scope="row">{ keys_of(&keys) }</th><td>{ meaning }</td></tr>
                    }) }
                </tbody>
            </table>
            <h3>{ "Your work" }</h3>
            <p>{ "Everything stays in this browser, on this device. Nothing is sent anywhere. To pass your work on, or to \
                  keep a copy, export it: the file holds the article and all annotations, and opens in any Glossator." }</p>
        </Dialog>
    }
}

/// Keys as keys: "Ctrl+Z" is two.
fn keys_of(keys: &str) -> Html {
    keys.split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| match word {
            "or" | "with" | "these" => html! { <>{ " " }{ word.to_owned() }{ " " }</> },
            chord => chord
                .split('+')
                .enumerate()
                .map(|(at, key)| html! { <>{ if at > 0 { "+" } else { " " } }<kbd>{ key.to_owned() }</kbd></> })
                .collect(),
        })
        .collect()
}
