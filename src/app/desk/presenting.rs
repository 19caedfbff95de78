//! The article shown to a class: large, without names, and one category's annotations after the other's. Nothing is
//! changed meanwhile, and afterwards all is as it was.

use super::{Desk, Wish};
use crate::browser::selection;
use crate::messages;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use glossator_core::annotation::{Category, Iri};
use glossator_core::filter::toggle;
use glossator_core::highlight::Anchored;
use glossator_core::state::Action;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, window};

/// What the page's element wears meanwhile, for `styles/presentation.css`.
const WORN: &str = "data-presenting";

/// What is shown of the article while it is presented.
pub struct Presentation {
    /// The categories that are revealed, by their names in a file.
    pub shown: Vec<String>,
    /// Whether it is being printed: paper is as always.
    on_paper: bool,
    before: Before,
    _listeners: Vec<EventListener>,
}

/// What comes back afterwards.
struct Before {
    /// Pixels from the top of the page.
    scrolled: f64,
    focused: Option<Iri>,
    marker: Option<Category>,
    element: Option<HtmlElement>,
}

impl Presentation {
    /// Of what the filter shows, the categories that are shown alone; all where there is none.
    pub(super) fn revealed(&self) -> Option<Vec<String>> {
        (!self.on_paper).then(|| self.shown.clone())
    }
}

impl Desk {
    /// The categories that can be revealed: those that are offered, and what else there is.
    pub fn presentable(&self) -> Vec<Category> {
        let mut all = self.document().codebook.offered();
        for it in self.all_anchored().iter() {
            if !all.contains(&it.annotation.category) {
                all.push(it.annotation.category.clone());
            }
        }
        all
    }

    /// The annotation that was chosen, if it is shown.
    pub fn chosen(&self) -> Option<Rc<Anchored>> {
        let focused = self.state().session.focused.clone()?;
        self.anchors().anchored.iter().find(|it| it.annotation.id == focused).cloned()
    }

    /// Shows the article to a class.
    pub(super) fn present(self: &Rc<Self>) {
        let Some(window) = window() else { return };
        let page = window.document();
        let before = Before {
            scrolled: window.scroll_y().unwrap_or_default(),
            focused: self.state().session.focused.clone(),
            marker: self.ui().marker.clone(),
            element: page.as_ref().and_then(|page| page.active_element()?.dyn_into().ok()),
        };
        self.act(Action::Focus(None));
        self.deselect();
        // The same words are at the top afterwards.
        self.keep_place();
        let listeners = ["beforeprint", "afterprint"].map(|name| {
            let desk = self.clone();
            EventListener::new(&window, name, move |_| desk.print(name == "beforeprint"))
        });
        let full = page.as_ref().map(|page| {
            let desk = self.clone();
            // The browser keeps Esc for itself while it fills the screen.
            EventListener::new(page, "fullscreenchange", move |_| {
                if is_full() {
                    desk.redraw();
                    // Its button is gone.
                    return super::focus::later(BAR.to_owned());
                }
                let desk = desk.clone();
                Timeout::new(0, move || desk.stop_presenting()).forget();
            })
        });
        let _listeners = listeners.into_iter().chain(full).collect();
        self.change(|ui| {
            (ui.shown, ui.open, ui.stack, ui.marker, ui.held, ui.tour) = (None, None, None, None, None, None);
            ui.presenting = Some(Presentation { shown: Vec::new(), on_paper: false, before, _listeners });
        });
        if let Some(root) = page.and_then(|page| page.document_element()) {
            let _ = root.set_attribute(WORN, "");
        }
        self.find_place_later();
        super::focus::later(BAR.to_owned());
        self.say(messages::presentation_begun(&self.keys_to_reveal()));
    }

    /// "1 for Claim", as many as have a key.
    fn keys_to_reveal(&self) -> Vec<String> {
        let (keymap, codebook) = (self.keymap(), self.document().codebook.clone());
        let offered = codebook.offered().into_iter();
        let keys = offered.map(|it| (keymap.key_of(&codebook, &it), messages::category(&codebook, &it)));
        let keys = keys.filter(|(key, _)| !key.is_empty());
        keys.map(|(key, name)| messages::key_for(&messages::key(&key), &name)).collect()
    }

    /// Carries out what does not change anything.
    pub(super) fn while_presenting(self: &Rc<Self>, wish: Wish) {
        let chosen = self.chosen();
        match wish {
            Wish::Present if is_full() => {
                // What is told of that ends the presentation.
                if let Some(page) = window().and_then(|window| window.document()) {
                    page.exit_fullscreen();
                }
            }
            Wish::Present => self.stop_presenting(),
            Wish::Reveal(category) => self.reveal(&category),
            // Without the focus: there are no cards to have it.
            Wish::Step(forth) => {
                let focused = self.state().session.focused.clone();
                if let Some(id) = self.anchors().step(focused.as_ref(), forth) {
                    self.light(id);
                }
            }
            Wish::FocusCard(id) => {
                self.change(|ui| ui.stack = None);
                self.light(id);
            }
            // What is chosen, and what was typed before and is kept only now.
            Wish::Click(..)
            | Wish::CloseStack
            | Wish::Typing(_)
            | Wish::Do(Action::Focus(_) | Action::Select(_) | Action::Write { .. } | Action::Describe { .. }) => {
                self.carry_out_now(wish);
            }
            Wish::Move(_) | Wish::BeginSelection | Wish::SaySelected | Wish::SelectSentence | Wish::SelectQuotation => {
                self.with_documents_now(wish);
            }
            _ => {}
        }
        let now = self.chosen().filter(|now| chosen.is_none_or(|it| it.annotation.id != now.annotation.id));
        if let Some(now) = now {
            let annotation = &now.annotation;
            let name = messages::category(&self.document().codebook, &annotation.category);
            self.say(messages::chosen_while_presenting(&name, &annotation.quote(), annotation.note.trim()));
        }
    }

    fn light(self: &Rc<Self>, id: Iri) {
        self.act(Action::Focus(Some(id.clone())));
        self.reveal_later(id);
    }

    fn deselect(self: &Rc<Self>) {
        self.extending.set(false);
        if self.state().session.selection.is_some() {
            self.act(Action::Select(None));
            selection::clear();
        }
    }

    /// Shows the annotations of a category, or hides them.
    fn reveal(self: &Rc<Self>, category: &Category) {
        let mut count = None;
        self.change(|ui| {
            let Some(presentation) = &mut ui.presenting else { return };
            let name = category.as_str().to_owned();
            let show = !presentation.shown.contains(&name);
            toggle(&mut presentation.shown, name, show);
            count = show.then_some(0);
        });
        if let Some(count) = &mut count {
            *count = self.anchors().anchored.iter().filter(|it| it.annotation.category == *category).count();
        }
        // A key must not reach what is not seen.
        if self.state().session.focused.is_some() && self.chosen().is_none() {
            self.act(Action::Focus(None));
        }
        let name = messages::category(&self.document().codebook, category);
        self.say(match count {
            Some(count) => messages::revealed(&name, count),
            None => messages::hidden_again(&name),
        });
    }

    /// Shows on paper what is shown without a presentation, and then again on the screen what is presented.
    fn print(&self, on_paper: bool) {
        self.change(|ui| ui.presenting.iter_mut().for_each(|it| it.on_paper = on_paper));
    }

    /// The page as it was.
    fn stop_presenting(self: &Rc<Self>) {
        let mut ended = None;
        self.change(|ui| ended = ui.presenting.take());
        let Some(Presentation { before, _listeners, .. }) = ended else { return };
        if let Some(root) = window().and_then(|window| window.document()?.document_element()) {
            let _ = root.remove_attribute(WORN);
        }
        self.change(|ui| (ui.stack, ui.marker) = (None, before.marker));
        self.deselect();
        // It is where it was: it need not be put on the screen.
        let state = Rc::new(self.state().update(Action::Focus(before.focused)));
        *self.state.borrow_mut() = state;
        self.say(messages::presentation_ended().to_owned());
        let scrolled = before.scrolled;
        let element = before.element;
        Timeout::new(0, move || {
            if let Some(element) = element.filter(|it| it.is_connected()) {
                super::focus::focus(&element);
            }
            if let Some(window) = window() {
                window.scroll_to_with_x_and_y(0.0, scrolled);
            }
        })
        .forget();
        self.receive_what_waits();
    }
}

/// The id of the line that says what is shown.
pub const BAR: &str = "presentation";

/// Whether the page fills the screen.
pub fn is_full() -> bool {
    window().and_then(|window| window.document()?.fullscreen_element()).is_some()
}

/// Asks the browser to fill the screen. It may refuse.
pub fn fill_screen() {
    let root: Option<Element> = window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root {
        let _ = root.request_fullscreen();
    }
}

/// Whether the browser can fill the screen.
pub fn can_fill() -> bool {
    window().and_then(|window| window.document()).is_some_and(|page| page.fullscreen_enabled())
}
