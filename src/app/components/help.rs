//! The help: what the categories mean, which keys there are, and where the work is kept.

use super::cases::borderline_cases;
use super::codebook::definitions;
use super::dialog::{Dialog, close};
use super::keeping::promise;
use crate::desk::{Ask, Shown, Wish};
use crate::keymap::{DEFAULTS, Keymap};
use crate::messages;
use glossator_core::codebook::Codebook;
use yew::prelude::*;

/// The help.
pub fn help(keymap: &Keymap, codebook: &Codebook, ask: &Ask, on_closed: Callback<()>) -> Html {
    let changeable = DEFAULTS.iter().map(|(_, name, _)| {
        let keys: Vec<String> = keymap.in_use(name).iter().map(|key| messages::key(key)).collect();
        (any_of(&keys), messages::command(name))
    });
    let print = |keys: &str| keys.split(' ').map(messages::key).collect::<Vec<_>>().join(" ");
    let fixed = messages::fixed_keys().into_iter().map(|(keys, meaning)| (print(keys), meaning));
    // The dialog gives the focus back first, so that it can come back there from the presentation.
    let present = ask.reform(|event: MouseEvent| {
        close(&event);
        Wish::Present
    });
    let way = |name: &'static str, wish: fn() -> Wish| {
        let onclick = ask.reform(move |_: MouseEvent| wish());
        html! { <button type="button" class="link" {onclick}>{ name }</button> }
    };
    html! {
        <Dialog title={messages::help()} {on_closed}>
            <h3>{ messages::what_to_mark() }</h3>
            { definitions(&Codebook::new(codebook.entries().into_iter().filter(|entry| !entry.is_retired()))) }
            <p>{ messages::may_overlap() }</p>
            { borderline_cases(codebook) }
            <p class="ways">
                { way(messages::take_the_tour(), || Wish::Tour(Some(0))) }
                { way(messages::change_categories(), || Wish::Show(Shown::Codebook)) }
                { way(messages::summary_of_shown(), || Wish::Show(Shown::Summary)) }
                { way(messages::earlier_states(), || Wish::Show(Shown::Versions)) }
                <button type="button" class="link" onclick={present}>{ messages::present() }</button>
            </p>
            <h3>{ messages::keys() }</h3>
            <table class="keys">
                <tbody>
                    { for changeable.chain(fixed).filter(|(keys, _)| !keys.is_empty()).map(|(keys, meaning)| html! {
                        <tr><th scope="row">{ keys_of(&keys) }</th><td>{ meaning }</td></tr>
                    }) }
                </tbody>
            </table>
            <h3>{ messages::your_work() }</h3>
            <p>{ messages::your_work_is_here() }</p>
            { promise() }
        </Dialog>
    }
}

/// Keys as keys: "Ctrl+Z" is two.
fn keys_of(keys: &str) -> Html {
    keys.split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| {
            // No key is called in lower case.
            if word.starts_with(|first: char| first.is_ascii_lowercase()) {
                return html! { <>{ " " }{ word.to_owned() }{ " " }</> };
            }
            word.split('+')
                .enumerate()
                .map(|(at, key)| html! { <>{ if at > 0 { "+" } else { " " } }<kbd>{ key.to_owned() }</kbd></> })
                .collect()
        })
        .collect()
}

/// "N or Enter".
pub fn any_of(keys: &[String]) -> String {
    keys.join(&[" ", messages::or(), " "].concat())
}
