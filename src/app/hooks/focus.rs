//! The browser's focus, and the place of the annotation in focus on the screen.

use gloo::timers::callback::Timeout;
use glossator_core::annotation::Iri;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, window};
use yew::prelude::*;

/// Pixels at the top and the bottom of the window where the tools and the sheet may cover the text.
const COVERED: (f64, f64) = (70.0, 90.0);

/// Gives the focus to an element without scrolling to it.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Gives the focus to the element of that id once the page is drawn.
pub fn focus_later(id: String) {
    Timeout::new(0, move || {
        let element = window().and_then(|window| window.document()?.get_element_by_id(&id));
        if let Some(element) = element.and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok()) {
            focus(&element);
        }
    })
    .forget();
}

/// Scrolls the text of the annotation in focus into view, if it is not.
#[hook]
pub fn use_focus_in_view(reader: &NodeRef, focused: &Option<Iri>) {
    let reader = reader.clone();
    use_effect_with(focused.clone(), move |focused| {
        if let Some(focused) = focused {
            reveal(&reader, focused);
        }
    });
}

fn reveal(reader: &NodeRef, id: &Iri) -> Option<()> {
    let reader = reader.cast::<Element>()?;
    let quoted = id.as_str().replace('\\', "\\\\").replace('"', "\\\"");
    let mark = reader.query_selector(&format!("mark[data-annotation=\"{quoted}\"]")).ok()??;
    let rect = mark.get_bounding_client_rect();
    let height = window()?.inner_height().ok()?.as_f64()?;
    if rect.top() < COVERED.0 || rect.top() > height - COVERED.1 {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        mark.scroll_into_view_with_scroll_into_view_options(&options);
    }
    Some(())
}
