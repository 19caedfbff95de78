//! The tour: five steps, each a few words beside the thing on the page that they are about. It is no modal dialog: what
//! it tells of is tried out at once, beside it.

use super::icon::{Icon, icon};
use crate::browser::pixels;
use crate::desk::{Ask, Wish};
use crate::hooks::on_layout::OnLayout;
use crate::messages;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use glossator_core::annotation::Iri;
use glossator_core::text::TextRange;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement, KeyboardEvent, window};
use yew::prelude::*;

/// How many steps there are.
pub const STEPS: usize = 5;

/// Pixels between the thing and the words about it, and between them and the edge of the window.
const GAP: f64 = 12.0;

/// The first may be the line with the author.
const PARAGRAPH: &str = ".reader p[data-block] ~ p[data-block]";

/// What each step points at: the first of a line that can be seen, of each line. The box stands at the first line's.
const THINGS: [&[&[&str]]; STEPS] = [
    &[&[PARAGRAPH, ".reader p[data-block]", ".reader"]],
    &[&[".selection-bar", PARAGRAPH, ".reader p[data-block]", ".reader"]],
    &[&[".card.lit", ".card", PARAGRAPH, ".reader p[data-block]", ".reader"]],
    &[&[".filter-row button[aria-expanded]:not(.none)", ".filter-row"], &[".strip"]],
    &[&[".tool.main"], &[".tool:nth-last-child(2)"]],
];

/// The attribute of what is pointed at: it is no class, for classes are drawn anew.
const POINTED: &str = "data-pointed";

/// What the tour shows.
#[derive(Properties, PartialEq)]
pub struct TourProps {
    /// The step, counted from 0.
    pub step: usize,
    /// The keys of claim, quote and opinion, where there are these.
    pub keys: Option<[String; 3]>,
    /// What changes which things there are: the selection, the annotation in focus, how many there are.
    pub seen: (Option<TextRange>, Option<Iri>, usize),
    /// The language that it speaks.
    pub language: &'static str,
    /// How it asks for something.
    pub ask: Ask,
}

/// The step of the tour.
#[component]
pub fn Tour(props: &TourProps) -> Html {
    let node = use_node_ref();
    use_effect_with((), {
        let (node, ask) = (node.clone(), props.ask.clone());
        move |()| {
            let came_from = std::rc::Rc::new(std::cell::RefCell::new(None::<HtmlElement>));
            let begin = {
                let (node, came_from) = (node.clone(), came_from.clone());
                // Once a dialog that it was asked for in has given the focus back.
                Timeout::new(0, move || {
                    let Some(tour) = node.cast::<HtmlElement>() else { return };
                    let active = window().and_then(|window| window.document()?.active_element());
                    *came_from.borrow_mut() = active.and_then(|it| it.dyn_into().ok());
                    // What is not shown takes no focus.
                    show(&node);
                    let _ = tour.focus();
                })
            };
            let on_key = listen("keydown", true, move |event| leave_by_key(event, &ask));
            move || {
                drop((begin, on_key));
                point_at(&[]);
                give_focus_back(&node, came_from.take());
            }
        }
    });
    use_effect_with((props.step, props.seen.clone()), {
        let node = node.clone();
        move |(step, _): &(usize, _)| {
            let step = *step;
            let turn = {
                let node = node.clone();
                // What is drawn in the same turn is to be pointed at.
                Timeout::new(0, move || {
                    show(&node);
                    keep_focus(&node);
                    let found = point_at(THINGS[step]);
                    if let Some(thing) = found.filter(|thing| !in_sight(&thing.get_bounding_client_rect())) {
                        thing.scroll_into_view_with_bool(true);
                    }
                    stand(&node, step);
                })
            };
            let layout = OnLayout::new(None, {
                let node = node.clone();
                move || _ = stand(&node, step)
            });
            let request = layout.request.clone();
            let on_scroll = listen("scroll", false, move |_| request());
            let request = layout.request.clone();
            let on_focus = listen("focusin", false, move |_| request());
            move || drop((turn, layout, on_scroll, on_focus))
        }
    });
    let (step, last) = (props.step, props.step + 1 == STEPS);
    let words = messages::tour_words(step, props.keys.as_ref());
    let go = |to: Option<usize>| props.ask.reform(move |_: MouseEvent| Wish::Tour(to));
    // What is selected stays selected.
    let keep = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div
            ref={node}
            class="tour"
            role="dialog"
            popover="manual"
            tabindex="-1"
            aria-labelledby="tour-title"
            aria-describedby="tour-words"
            onmousedown={keep}
        >
            <div class="tour-head">
                <h2 id="tour-title">{ messages::tour_title(step) }</h2>
                <button type="button" class="close" aria-label={messages::leave_tour()} onclick={go(None)}>
                    { icon(Icon::Close) }
                </button>
            </div>
            <p id="tour-words">{ words }</p>
            <div class="tour-foot">
                <span>{ messages::of(step + 1, STEPS) }</span>
                if step > 0 {
                    <button key="back" type="button" onclick={go(Some(step - 1))}>{ messages::tour_back() }</button>
                }
                // The same button all along, so that it keeps the focus.
                <button key="next" type="button" class="main" onclick={go(Some(step + 1).filter(|_| !last))}>
                    { if last { messages::done() } else { messages::tour_next() } }
                </button>
            </div>
        </div>
    }
}

fn listen(name: &'static str, capture: bool, then: impl Fn(&Event) + 'static) -> Option<EventListener> {
    let phase = if capture { EventListenerPhase::Capture } else { EventListenerPhase::Bubble };
    let options = EventListenerOptions { phase, passive: !capture };
    let page = window()?.document()?;
    Some(EventListener::new_with_options(&page, name, options, move |event| then(event)))
}

/// Escape leaves from anywhere but a field or another dialog, which it closes.
fn leave_by_key(event: &Event, ask: &Ask) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    let within = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let elsewhere = within.and_then(|it| it.closest("input,textarea,select,dialog").ok().flatten()).is_some();
    if key.key() == "Escape" && !key.is_composing() && !elsewhere {
        event.prevent_default();
        event.stop_propagation();
        ask.emit(Wish::Tour(None));
    }
}

fn give_focus_back(node: &NodeRef, came_from: Option<HtmlElement>) {
    let Some(page) = window().and_then(|window| window.document()) else { return };
    let (tour, active) = (node.cast::<Element>(), page.active_element());
    if !tour.is_some_and(|tour| tour.contains(active.as_deref())) {
        return;
    }
    let kept = came_from.filter(|it| it.is_connected() && it.tag_name() != "BODY");
    let text = || page.query_selector(".reader").ok().flatten().and_then(|it| it.dyn_into().ok());
    if let Some(element) = kept.or_else(text) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// The first step has no way back, so the button that led to it took the focus along.
fn keep_focus(node: &NodeRef) {
    let page = window().and_then(|window| window.document());
    let lost = page.and_then(|page| page.active_element()).is_none_or(|it| it.tag_name() == "BODY");
    if let Some(tour) = node.cast::<HtmlElement>().filter(|_| lost) {
        let _ = tour.focus();
    }
}

fn show(node: &NodeRef) {
    if let Some(tour) = node.cast::<HtmlElement>()
        && !tour.matches(":popover-open").unwrap_or(true)
    {
        let _ = tour.show_popover();
    }
}

/// Gives a rim to what there is of `things`, and takes it from all else. Gives the first.
fn point_at(things: &[&[&str]]) -> Option<Element> {
    let page = window()?.document()?;
    let pointed = page.query_selector_all(&["[", POINTED, "]"].concat()).ok()?;
    for index in 0..pointed.length() {
        if let Some(element) = pointed.item(index).and_then(|it| it.dyn_into::<Element>().ok()) {
            let _ = element.remove_attribute(POINTED);
        }
    }
    let mut first = None;
    for line in things {
        let element = line.iter().find_map(|selector| page.query_selector(selector).ok()?.filter(is_seen));
        if let Some(element) = element {
            let _ = element.set_attribute(POINTED, "");
            first = first.or(Some(element));
        }
    }
    first
}

fn is_seen(element: &Element) -> bool {
    let rect = element.get_bounding_client_rect();
    rect.width() > 0.0 && rect.height() > 0.0
}

fn in_sight(rect: &DomRect) -> bool {
    let height = window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or_default();
    rect.top() >= 0.0 && rect.top() < height * 0.6
}

/// Puts the box to the right of what it is about, where it covers no text; below or above it where there is no room, and
/// at the bottom of the window else.
fn stand(node: &NodeRef, step: usize) -> Option<()> {
    let tour = node.cast::<HtmlElement>()?;
    let window = window()?;
    let page = window.document()?;
    let thing = THINGS[step][0].iter().find_map(|selector| page.query_selector(selector).ok()?.filter(is_seen))?;
    let at = thing.get_bounding_client_rect();
    let (width, height) = (window.inner_width().ok()?.as_f64()?, window.inner_height().ok()?.as_f64()?);
    let (own_width, own_height) = (f64::from(tour.offset_width()), f64::from(tour.offset_height()));
    let lowest = height - own_height - GAP;
    let beside = at.right() + GAP;
    let has_room = beside + own_width + GAP <= width;
    let top = match (at.bottom() + GAP, at.top() - GAP - own_height) {
        _ if has_room => at.top().min(lowest),
        (below, _) if below <= lowest => below,
        (_, above) if above >= GAP => above,
        _ => lowest,
    };
    let left = if has_room { beside } else { at.left().min(width - own_width - GAP).max(GAP) };
    // What has the focus elsewhere is in sight (WCAG 2.4.11): the box makes way, and where a low window leaves no place
    // for it, the page is scrolled so that there is one.
    let focused = page.active_element().filter(|it| !tour.contains(Some(it)) && it.tag_name() != "BODY");
    let covers = |top: f64| {
        focused.as_ref().map(Element::get_bounding_client_rect).is_some_and(|it| {
            let across = it.left() < left + own_width && it.right() > left;
            across && it.height() < own_height && it.top() < top + own_height && it.bottom() > top
        })
    };
    let top = match [top, lowest, GAP].into_iter().find(|top| !covers(*top)) {
        Some(free) => free,
        None => {
            focused.iter().for_each(|it| it.scroll_into_view_with_bool(true));
            lowest
        }
    };
    let style = tour.style();
    style.set_property("--left", &pixels(left)).ok()?;
    style.set_property("--top", &pixels(top.max(GAP))).ok()
}
