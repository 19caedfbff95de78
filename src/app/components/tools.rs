//! The tools: one quiet line, in which the save state is the only thing that speaks.

use super::icon::{Icon, icon};
use crate::browser::clock;
use crate::desk::{Ask, Brought, OURS, Shown, Wish};
use crate::keymap::Keymap;
use crate::messages;
use glossator_core::state::{Action, SaveState};
use yew::prelude::*;

/// What the tools show.
pub struct Tools {
    /// The name of the open article.
    pub title: AttrValue,
    /// How safe the work is.
    pub save_state: SaveState,
    /// Where else the work is.
    pub copy_state: Html,
    /// Whether storage keeps anything at all.
    pub keeps: bool,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to redo.
    pub can_redo: bool,
    /// What the person at this device is called.
    pub me: String,
    /// Which key does what.
    pub keymap: Keymap,
    /// How they ask for something.
    pub ask: Ask,
}

/// The tools.
pub fn tools(props: &Tools) -> Html {
    let tool = |icon_of: Icon, [name, short, title]: [&str; 3], onclick: Option<Callback<MouseEvent>>| {
        // Not `disabled`: a button that is switched off while it has the focus would lose it.
        let disabled = onclick.is_none().then_some("true");
        html! {
            <button
                type="button"
                class={if icon_of == Icon::Export { "tool main" } else { "tool" }}
                aria-label={name.to_owned()}
                aria-disabled={disabled}
                title={title.to_owned()}
                {onclick}
            >
                { icon(icon_of) }<span>{ short.to_owned() }</span>
            </button>
        }
    };
    let with_key = |name: &str, command: &str| match props.keymap.first(command) {
        key if key.is_empty() => name.to_owned(),
        key => format!("{name} ({})", messages::key(&key)),
    };
    // A function that makes the wish and no wish that is cloned: that would be the clone of every wish there is.
    let ask = |wish: fn() -> Wish| Some(props.ask.reform(move |_: MouseEvent| wish()));
    let undo = ask(|| Wish::Do(Action::Undo)).filter(|_| props.can_undo);
    let redo = ask(|| Wish::Do(Action::Redo)).filter(|_| props.can_redo);
    let new = ask(|| Wish::Show(Shown::NewArticle(Brought::Nothing)));
    let (settings, help) = (ask(|| Wish::Show(Shown::Settings)), ask(|| Wish::Show(Shown::Help)));
    let me = props.me.clone();
    let export = Some(props.ask.reform(move |_: MouseEvent| Wish::Export(OURS.to_owned(), me.clone())));
    let state = messages::save_state(&props.save_state, props.keeps, clock::time_of_day);
    let trouble = !props.keeps || matches!(props.save_state, SaveState::NotSaved(_));
    let detail = match &props.save_state {
        SaveState::NotSaved(reason) => Some(reason.clone()),
        _ => None,
    };
    html! {
        <header class="tools">
            <span class="name">{ "Glossator" }</span>
            <span class="title" dir="auto" title={props.title.clone()}>{ &props.title }</span>
            <span class="safety"><span
                class={classes!("save-state", trouble.then_some("trouble"), (props.save_state == SaveState::Saving).then_some("busy"))}
                role="status"
                aria-label={messages::save_state_name()}
                title={detail}
            >
                { state }
            </span>{ props.copy_state.clone() }</span>
            <div class="buttons" role="group" aria-label={messages::tools()}>
                { tool(Icon::Undo, [messages::undo(), messages::undo(), &with_key(messages::undo(), "undo")], undo) }
                { tool(Icon::Redo, [messages::redo(), messages::redo(), &with_key(messages::redo(), "redo")], redo) }
                { tool(Icon::Articles, [messages::articles(), messages::articles(), messages::articles_title()], ask(|| Wish::List)) }
                { tool(Icon::New, [messages::new_article(), messages::new_article_short(), messages::new_article_title()], new) }
                { tool(Icon::Open, [messages::open_file(), messages::open_file_short(), messages::open_file_title()], ask(|| Wish::Pick)) }
                { tool(Icon::Settings, [messages::settings(), messages::settings(), messages::settings_title()], settings) }
                { tool(Icon::Help, [messages::help(), messages::help(), &with_key(messages::help(), "help")], help) }
                { tool(Icon::Formats, [messages::other_formats(), messages::other_formats_short(), messages::other_formats_title()], ask(|| Wish::ShowFormats)) }
                { tool(Icon::Export, [messages::export(), messages::export(), messages::export_title()], export) }
            </div>
        </header>
    }
}
