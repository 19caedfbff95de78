//! The icons of the tools: strokes on a grid of 20, drawn in the colour of the text.

use yew::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// An arrow back.
    Undo,
    /// An arrow forth.
    Redo,
    /// Books on a shelf.
    Articles,
    /// A page with a plus.
    New,
    /// A folder.
    Open,
    /// An arrow out of a tray.
    Export,
    /// Sheets over each other.
    Formats,
    /// Two sliders.
    Settings,
    /// A question mark.
    Help,
    /// A cross.
    Close,
}

/// An icon beside words that say the same: hidden from assistive technology.
pub fn icon(icon: Icon) -> Html {
    let path = match icon {
        Icon::Undo => "M7.5 4.5 4 8l3.5 3.5M4.5 8H12a4 4 0 0 1 0 8H8",
        Icon::Redo => "M12.5 4.5 16 8l-3.5 3.5M15.5 8H8a4 4 0 0 0 0 8h4",
        Icon::Articles => "M4 4v12M8 4v12M11.5 4.5l4 11.2M3 16h14",
        Icon::New => "M11 3H5v14h10V7l-4-4v4h4M10 9.5v5M7.5 12h5",
        Icon::Open => "M3 15.5V5h5l1.5 2H17v8.5H3Z",
        Icon::Export => "M10 12.5V3.5M6.5 7 10 3.5 13.5 7M4 11.5v5h12v-5",
        Icon::Formats => "M7 3.5h9v10H7ZM4 6.5v10h9",
        Icon::Settings => "M3 6.5h8M15 6.5h2M13 4.5v4M3 13.5h3M10 13.5h7M8 11.5v4",
        Icon::Help => "M7.2 7.4c.2-1.7 1.4-2.6 2.9-2.6 1.6 0 2.8 1 2.8 2.5 0 2.2-2.9 2.2-2.9 4.4M10 14.6v.4",
        Icon::Close => "M5.5 5.5l9 9M14.5 5.5l-9 9",
    };
    html! {
        <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
            <path d={path} />
        </svg>
    }
}
