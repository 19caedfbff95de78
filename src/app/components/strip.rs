//! The whole article in a strip at the edge of the window: a tick for each annotation that is shown, what of it is in
//! the window, and the way to what is not. The strip is for the eye and the pointer; the two buttons are for all.

use crate::browser::clock;
use crate::browser::pixels;
use crate::browser::selection;
use crate::desk::{Anchors, Ask, Wish};
use crate::hooks::on_layout::OnLayout;
use crate::hooks::overview::{Extent, Overview, WIDTH};
use crate::messages;
use crate::shared::Shared;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use glossator_core::article::Article;
use glossator_core::codebook::Codebook;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, window};
use yew::prelude::*;

/// What the strip shows.
#[derive(Properties, PartialEq)]
pub struct StripProps {
    /// The article's element.
    pub reader_node: NodeRef,
    /// The article.
    pub article: Shared<Article>,
    /// The annotations that are shown.
    pub anchors: Anchors,
    /// How categories look.
    pub codebook: Codebook,
    /// How it asks for something.
    pub ask: Ask,
}

/// Blocks that are measured at most, which takes a few milliseconds; what lies between two is where it would be if all
/// letters were of one size.
const MEASURED: usize = 500;

/// Milliseconds without a new layout until it is measured: shorter than a person waits for, longer than from frame to frame.
const REST: u32 = 60;

/// What was measured last, so that scrolling measures nothing.
#[derive(Default)]
struct Measured {
    overview: Overview,
    /// Pixels from the top of the page to the article's.
    top: f64,
    /// The strip's top and bottom in the window: what lies between is in sight.
    room: (f64, f64),
}

impl Measured {
    /// From where to where the article is in sight, in pixels from its top.
    fn in_sight(&self) -> (i32, i32) {
        let scrolled = window().and_then(|window| window.scroll_y().ok()).unwrap_or(0.0) - self.top;
        ((scrolled + self.room.0) as i32, (scrolled + self.room.1) as i32)
    }

    fn height(&self) -> i32 {
        (self.room.1 - self.room.0) as i32
    }
}

/// What is drawn.
#[derive(Clone, Default, PartialEq)]
struct Drawn {
    height: i32,
    ticks: Vec<(&'static str, String)>,
}

/// The strip.
#[component]
pub fn Strip(props: &StripProps) -> Html {
    let (node, frame) = (use_node_ref(), use_node_ref());
    let measured = use_mut_ref(Measured::default);
    let drawn = use_state_eq(Drawn::default);
    // How many are above and below.
    let counts = use_state_eq(|| (0, 0));
    let shown = use_mut_ref(|| (props.article.clone(), props.anchors.clone(), props.codebook.clone()));
    *shown.borrow_mut() = (props.article.clone(), props.anchors.clone(), props.codebook.clone());
    let look = {
        let (frame, measured, counts) = (frame.clone(), measured.clone(), counts.setter());
        Rc::new(move || {
            let measured = measured.borrow();
            let (from, to) = measured.in_sight();
            counts.set((measured.overview.above(from).0, measured.overview.below(to).0));
            move_frame(&frame, &measured, from, to);
        })
    };
    let layout = use_mut_ref(|| None::<OnLayout>);
    // Whether other annotations are shown than when it was drawn last.
    let changed = use_memo((), |()| Cell::new(true));
    use_effect_with((), {
        let (node, reader, layout) = (node.clone(), props.reader_node.clone(), layout.clone());
        let changed = changed.clone();
        let (measured, drawn, look) = (measured.clone(), drawn.setter(), look.clone());
        move |()| {
            let on_scroll = {
                let look = look.clone();
                window().map(|window| EventListener::new(&window, "scroll", move |_| look()))
            };
            let strip = node.cast::<Element>();
            let draw = Rc::new({
                let strip = strip.clone();
                move || {
                    let (article, anchors, codebook) = shown.borrow().clone();
                    if let (Some(strip), Some(reader)) = (&strip, reader.cast::<Element>()) {
                        *measured.borrow_mut() = measure(strip, &reader, &article, &anchors, &codebook);
                        let measured = measured.borrow();
                        let height = measured.height();
                        drawn.set(Drawn { height, ticks: measured.overview.ticks(height) });
                    }
                    look();
                }
            });
            // After the frame: what is done in the text is to be seen at once, and it here a moment later. What is laid out
            // anew is measured when it rests: a long article that is scrolled for the first time is, from frame to frame.
            let (soon, at_rest) = (RefCell::new(None), RefCell::new(None));
            *layout.borrow_mut() = Some(OnLayout::new(strip.as_ref(), move || {
                let again = draw.clone();
                let (due, wait) = if changed.take() { (&soon, 0) } else { (&at_rest, REST) };
                due.replace(Some(Timeout::new(wait, move || again())));
            }));
            move || drop(on_scroll)
        }
    });
    use_effect_with((props.article.clone(), props.anchors.clone(), props.codebook.clone()), {
        let layout = layout.clone();
        move |_| {
            changed.set(true);
            if let Some(layout) = &*layout.borrow() {
                (layout.request)();
            }
        }
    });
    // Of the page that is left, nothing is measured any more.
    use_effect_with((), move |()| move || drop(layout.take()));

    let go = |above: bool| {
        let (ask, measured, anchors) = (props.ask.clone(), measured.clone(), props.anchors.clone());
        Callback::from(move |_: MouseEvent| {
            let nearest = {
                let measured = measured.borrow();
                let (from, to) = measured.in_sight();
                if above { measured.overview.above(from).1 } else { measured.overview.below(to).1 }
            };
            if let Some(it) = nearest.and_then(|at| anchors.anchored.get(at)) {
                ask.emit(Wish::FocusCard(it.annotation.id.clone()));
            }
        })
    };
    let button = |is_above: bool, count: usize| {
        let (class, sign, place, name): (_, _, _, fn(usize) -> String) = match is_above {
            true => ("above", "↑ ", messages::above(), messages::annotations_above),
            false => ("below", "↓ ", messages::below(), messages::annotations_below),
        };
        // The noun is heard alone, so that what is seen is part of what is heard.
        html! {
            <button type="button" {class} hidden={count == 0} title={name(count)} onclick={go(is_above)}>
                <span aria-hidden="true">{ sign }</span>{ clock::number(count) }
                <span class="spoken">{ " " }{ messages::annotation_noun(count) }</span>
                <span class="where">{ " " }{ place }</span>
            </button>
        }
    };
    let (on_down, on_move) = (scroll(&node, &measured, true), scroll(&node, &measured, false));
    let size = format!("0 0 {WIDTH} {}", drawn.height);
    // Without a way to anything there is nothing in it for who does not see it.
    let leads = counts.0 + counts.1 > 0;
    html! {
        <div class="overview" role={leads.then_some("navigation")} aria-label={leads.then(messages::overview)}>
            <div ref={node} class="strip" aria-hidden="true" onpointerdown={on_down} onpointermove={on_move}>
                <svg viewBox={size} width={WIDTH.to_string()} height={drawn.height.to_string()} focusable="false">
                    { for drawn.ticks.iter().map(|(class, path)| html! { <path key={*class} class={*class} d={path.clone()} /> }) }
                </svg>
                <div ref={frame} class="frame"></div>
            </div>
            { button(true, counts.0) }
            { button(false, counts.1) }
        </div>
    }
}

fn measure(strip: &Element, reader: &Element, article: &Article, anchors: &Anchors, codebook: &Codebook) -> Measured {
    let base = reader.get_bounding_client_rect();
    let room = strip.get_bounding_client_rect();
    let scrolled = window().and_then(|window| window.scroll_y().ok()).unwrap_or(0.0);
    // By byte, pixels from the top: of some blocks, or of the parts of a long article, and of the end of what is drawn.
    let mut known: Vec<(usize, f64)> = Vec::with_capacity(MEASURED + 1);
    let parts = selection::parts(reader);
    if let Some(blocks) = selection::blocks(reader) {
        let elements = if parts.length() > 0 { &parts } else { &blocks };
        let step = (elements.length() as usize).div_ceil(MEASURED).max(1);
        for element in (0..elements.length()).step_by(step).filter_map(|at| elements.item(at)) {
            let element: Element = element.unchecked_into();
            let block = selection::first_of(&element).and_then(|block| article.blocks.get(block as usize));
            known.extend(block.map(|it| (it.range.start, element.get_bounding_client_rect().top() - base.top())));
        }
        let last = (blocks.length() as usize).min(article.blocks.len()).checked_sub(1);
        known.extend(last.map(|last| (article.blocks[last].range.end, base.height())));
    }
    let place = |byte: usize| {
        let after = known.partition_point(|(from, _)| *from <= byte).min(known.len().checked_sub(1)?);
        let ((from, top), (to, bottom)) = (known[after.saturating_sub(1)], known[after]);
        let share = byte.saturating_sub(from) as f64 / (to - from).max(1) as f64;
        (byte <= to).then_some((top + (bottom - top) * share) as i32)
    };
    let extents = anchors.anchored.iter().map_while(|it| {
        // Those that are not found come last.
        let extent = it.extent()?;
        Some(Extent {
            class: codebook.look(&it.annotation.category),
            top: place(extent.start)?,
            bottom: place(extent.end)?,
        })
    });
    Measured {
        overview: Overview::new(extents.collect(), base.height() as i32),
        top: base.top() + scrolled,
        room: (room.top(), room.bottom()),
    }
}

fn move_frame(frame: &NodeRef, measured: &Measured, from: i32, to: i32) {
    let (room, height) = (measured.height(), measured.overview.height());
    let place = |at: i32| f64::from(at.clamp(0, height)) * f64::from(room) / f64::from(height);
    if let Some(frame) = frame.cast::<HtmlElement>() {
        let style = frame.style();
        let _ = style.set_property("top", &pixels(place(from)));
        let _ = style.set_property("height", &pixels((place(to) - place(from)).max(6.0)));
    }
}

/// A press or a drag on the strip puts that place of the article in the middle of the window.
fn scroll(node: &NodeRef, measured: &Rc<RefCell<Measured>>, down: bool) -> Callback<PointerEvent> {
    let (node, measured) = (node.clone(), measured.clone());
    Callback::from(move |event: PointerEvent| {
        if event.buttons() & 1 == 0 {
            return;
        }
        // What is dragged stays the strip's, wherever the pointer is.
        if down && let Some(strip) = node.cast::<Element>() {
            let _ = strip.set_pointer_capture(event.pointer_id());
        }
        event.prevent_default();
        let measured = measured.borrow();
        let (top, bottom) = measured.room;
        let share = (f64::from(event.client_y()) - top) / (bottom - top).max(1.0);
        let place = measured.top + share * f64::from(measured.overview.height());
        if let Some(window) = window() {
            window.scroll_to_with_x_and_y(0.0, place - f64::midpoint(top, bottom));
        }
    })
}
