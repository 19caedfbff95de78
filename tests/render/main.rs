//! Components rendered to HTML on the host: what they say, without a browser.
#![cfg(not(target_arch = "wasm32"))]

mod open_file;
mod reader;
mod styles;
mod tools;
mod words;

use yew::{BaseComponent, Html, LocalServerRenderer, Properties, component};

/// The HTML of a component.
fn html<C>(props: C::Properties) -> String
where
    C: BaseComponent,
{
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let set = tokio::task::LocalSet::new();
    set.block_on(&runtime, LocalServerRenderer::<C>::with_props(props).hydratable(false).render())
}

/// A piece of a page as HTML.
fn rendered(piece: Html) -> String {
    #[derive(Properties, PartialEq)]
    struct PieceProps {
        children: Html,
    }

    #[component]
    fn Piece(props: &PieceProps) -> Html {
        props.children.clone()
    }

    html::<Piece>(PieceProps { children: piece })
}

/// The text content of HTML, as a browser would give it.
fn text_content(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').expect("the end of a tag").1;
    }
    text.push_str(rest);
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2F;", "/"), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (entity, char)| text.replace(entity, char))
}
