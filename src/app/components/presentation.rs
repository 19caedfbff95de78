//! What the page says while the article is shown to a class: which categories are shown, with their colour, pattern and
//! key, and the note of the annotation that was chosen.

use super::icon::{Icon, icon};
use crate::desk::presenting::{BAR, can_fill, fill_screen, is_full};
use crate::desk::{Ask, Desk, Wish, focus_later};
use crate::messages;
use glossator_core::annotation::Category;
use glossator_core::state::Action;
use std::rc::Rc;
use yew::prelude::*;

/// The line at the bottom of the screen.
pub fn presentation(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let (ui, codebook, keymap) = (desk.ui(), desk.document().codebook.clone(), desk.keymap());
    let Some(presentation) = &ui.presenting else { return Html::default() };
    let kbd = |key: &str| match key {
        "" => Html::default(),
        key => html! { <kbd aria-hidden="true">{ messages::key(key) }</kbd> },
    };
    let category = |category: &Category| {
        let (wanted, key) = (category.clone(), keymap.key_of(&codebook, category));
        let shown = presentation.shown.iter().any(|name| name == category.as_str());
        html! {
            <button
                type="button"
                class={codebook.look(category)}
                aria-pressed={shown.to_string()}
                onclick={ask.reform(move |_: MouseEvent| Wish::Reveal(wanted.clone()))}
            >
                <i aria-hidden="true"></i><span>{ messages::category(&codebook, category) }</span>{ kbd(&key) }
            </button>
        }
    };
    let note = desk.chosen().filter(|it| !it.annotation.note.trim().is_empty()).map(|it| {
        let close = {
            let ask = ask.clone();
            move |_: MouseEvent| {
                ask.emit(Wish::Do(Action::Focus(None)));
                // The button is gone with the note.
                focus_later(BAR.to_owned());
            }
        };
        html! {
            <div class={classes!("note", codebook.look(&it.annotation.category))}>
                <p dir="auto"><i aria-hidden="true"></i>{ &it.annotation.note }</p>
                <button
                    type="button"
                    class="close"
                    aria-label={messages::close_annotation()}
                    onclick={close}
                >
                    { icon(Icon::Close) }
                </button>
            </div>
        }
    });
    html! {
        <section id={BAR} class="presentation" tabindex="-1" aria-label={messages::presentation()}>
            { for note }
            <div class="row">
                if presentation.shown.is_empty() {
                    <p>{ messages::no_category_shown() }</p>
                }
                { for desk.presentable().iter().map(category) }
                if can_fill() && !is_full() {
                    <button type="button" class="out" onclick={Callback::from(|_: MouseEvent| fill_screen())}>
                        { messages::full_screen() }
                    </button>
                }
                <button type="button" class="out" onclick={ask.reform(|_: MouseEvent| Wish::Present)}>
                    { messages::end_presentation() }{ kbd(&keymap.first("out")) }
                </button>
            </div>
        </section>
    }
}
