//! The tools: one quiet line, in which the save state is the only thing that speaks.

use super::icon::{Icon, icon};
use crate::browser::clock;
use crate::messages;
use glossator_core::state::SaveState;
use yew::prelude::*;

/// What a tool asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Take the last step back.
    Undo,
    /// Make it again.
    Redo,
    /// The list of articles.
    Articles,
    /// A new article.
    New,
    /// A file.
    Open,
    /// A download.
    Export,
    /// The help.
    Help,
}

/// What the tools show.
pub struct Tools {
    /// The name of the open article.
    pub title: AttrValue,
    /// How safe the work is.
    pub save_state: SaveState,
    /// Whether storage keeps anything at all.
    pub keeps: bool,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to redo.
    pub can_redo: bool,
    /// A tool was used.
    pub on_tool: Callback<Tool>,
}

/// The tools.
pub fn tools(props: &Tools) -> Html {
    let tool = |tool: Tool, shape: Icon, name: &'static str, short: &'static str, enabled: bool| {
        let onclick = props.on_tool.reform(move |_: MouseEvent| tool);
        // Not `disabled`: a button that is switched off while it has the focus would lose it.
        let press = if enabled { onclick } else { Callback::noop() };
        html! {
            <button
                type="button"
                class={classes!("tool", (tool == Tool::Export).then_some("main"))}
                aria-label={name}
                aria-disabled={(!enabled).then_some("true")}
                title={title(tool)}
                onclick={press}
            >
                { icon(shape) }<span>{ short }</span>
            </button>
        }
    };
    let state = messages::save_state(&props.save_state, props.keeps, clock::time_of_day);
    let trouble = state.starts_with("Not");
    let detail = match &props.save_state {
        SaveState::NotSaved(reason) => Some(reason.clone()),
        _ => None,
    };
    html! {
        <header class="tools">
            <span class="name">{ "Glossator" }</span>
            <span class="title" title={props.title.clone()}>{ &props.title }</span>
            <span
                class={classes!("save-state", trouble.then_some("trouble"), (props.save_state == SaveState::Saving).then_some("busy"))}
                role="status"
                aria-label="Save state"
                title={detail}
            >
                { state }
            </span>
            <div class="buttons" role="group" aria-label="Tools">
                { tool(Tool::Undo, Icon::Undo, "Undo", "Undo", props.can_undo) }
                { tool(Tool::Redo, Icon::Redo, "Redo", "Redo", props.can_redo) }
                { tool(Tool::Articles, Icon::Articles, "Articles", "Articles", true) }
                { tool(Tool::New, Icon::New, "New article", "New", true) }
                { tool(Tool::Open, Icon::Open, "Open file", "Open", true) }
                { tool(Tool::Help, Icon::Help, "Help", "Help", true) }
                { tool(Tool::Export, Icon::Export, "Export", "Export", true) }
            </div>
        </header>
    }
}

fn title(tool: Tool) -> &'static str {
    match tool {
        Tool::Undo => "Undo (Ctrl+Z)",
        Tool::Redo => "Redo (Ctrl+Shift+Z)",
        Tool::Articles => "All articles on this device",
        Tool::New => "New article: paste or type a text",
        Tool::Open => "Open a Glossator file",
        Tool::Export => "Download the article with all annotations as a file",
        Tool::Help => "Help (?)",
    }
}
