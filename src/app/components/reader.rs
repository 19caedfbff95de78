//! The article, set like a page of a book. Its text content is the article's text, character for character.
//!
//! A long article is drawn in sections: its beginning at once, then as much as there is time for, so that neither the
//! first screen waits for the last nor a key press for either. Sections are drawn in their order; what is drawn is always
//! the article up to some block.

use super::section::{self, Section, sections};
use crate::browser::selection;
use crate::shared::Shared;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use glossator_core::annotation::Iri;
use glossator_core::article::Article;
use glossator_core::codebook::Codebook;
use glossator_core::direction::Direction;
use glossator_core::highlight::Run;
use glossator_core::sorting::sort;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, window};
use yew::prelude::*;

/// Sections that are drawn at once: some screens full, and all of most articles; where very much is marked, still no long
/// task.
const FIRST: usize = 4;

/// Milliseconds for one turn of drawing: with the layout that follows it stays below the 50 of a long task.
const TURN: f64 = 12.0;

/// Sections in a turn at most, for where the clock is too coarse to tell how long they took.
const MOST: usize = 16;

/// What the reader shows.
#[derive(Properties, PartialEq)]
pub struct ReaderProps {
    /// The element, for those who measure it.
    pub node: NodeRef,
    /// The article.
    pub article: Shared<Article>,
    /// For each block the runs over it.
    pub runs: Shared<Vec<Shared<Vec<Run>>>>,
    /// How categories look.
    pub codebook: Codebook,
    /// The annotation in focus.
    pub focused: Option<Iri>,
    /// The block up to which the article is needed now.
    #[prop_or_default]
    pub reach: usize,
    /// A click on it, for the marks.
    pub onclick: Callback<MouseEvent>,
    /// A key in it, for the text cursor.
    pub onkeydown: Callback<KeyboardEvent>,
    /// It was left.
    pub onblur: Callback<FocusEvent>,
}

/// The article.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    let plan = use_memo(props.article.clone(), |article| Plan {
        runs: Direction::of_most(article.text.as_str()),
        sections: sections(article),
    });
    let drawn = use_drawn(&plan, props);
    let runs = use_runs(&plan, props);
    let section = |blocks: &Range<usize>| {
        let runs: Vec<Shared<Vec<Run>>> = runs.get(blocks.clone()).map(<[_]>::to_vec).unwrap_or_default();
        let lit = props.focused.clone().filter(|id| runs.iter().any(|runs| runs.iter().any(|run| run.id == *id)));
        html! {
            <Section
                key={blocks.start}
                article={props.article.clone()}
                blocks={blocks.clone()}
                around={plan.runs}
                {runs}
                codebook={props.codebook.clone()}
                {lit}
                apart={plan.sections.len() > FIRST}
            />
        }
    };
    html! {
        // An article that does not say its language is of none that is known: the page's is not its own.
        // Translators and extensions that change the text would break every position in it.
        <article
            ref={props.node.clone()}
            class="reader notranslate"
            translate="no"
            dir={plan.runs.as_str()}
            lang={props.article.metadata.language.clone()}
            tabindex="0"
            aria-label={props.article.name().to_owned()}
            onclick={props.onclick.clone()}
            onkeydown={props.onkeydown.clone()}
            onblur={props.onblur.clone()}
        >
            { for plan.sections[..drawn].iter().map(section) }
        </article>
    }
}

/// How the article is drawn.
struct Plan {
    /// Which way it runs.
    runs: Direction,
    /// The blocks of its sections.
    sections: Vec<Range<usize>>,
}

/// How many sections are drawn: those that are needed now, and more from turn to turn.
#[hook]
fn use_drawn(plan: &Rc<Plan>, props: &ReaderProps) -> usize {
    let all = plan.sections.len();
    let (drawn, pace) = (use_state(|| FIRST), use_mut_ref(|| Pace { begun: 0.0, some: 1 }));
    let mut now = *drawn;
    if now < all {
        let lit = props
            .focused
            .as_ref()
            .and_then(|id| props.runs.iter().rposition(|runs| runs.iter().any(|run| run.id == *id)));
        let needed = props.reach.max(lit.unwrap_or_default());
        now = now.max(plan.sections.partition_point(|blocks| blocks.start <= needed));
    }
    let now = now.min(all);
    use_effect_with(now, {
        let (plan, article, node) = (plan.clone(), props.article.clone(), props.node.clone());
        move |_| foretell(&plan, &article, &node)
    });
    use_effect_with((now, all), move |&(now, all)| {
        let going_on = (now < all).then(|| {
            let some = pace.borrow_mut().next();
            let all_of_it = drawn.clone();
            going_on(move || drawn.set(now + some), pace, move || all_of_it.set(all))
        });
        move || drop(going_on)
    });
    now
}

/// How much is done in a turn.
struct Pace {
    /// When the last one began, by the clock.
    begun: f64,
    /// Sections.
    some: usize,
}

impl Pace {
    /// Sections in the next turn, by how long those of the last one took.
    fn next(&mut self) -> usize {
        let took = clock() - self.begun;
        self.some = if took < TURN { (self.some * 2).min(MOST) } else { (self.some / 2).max(1) };
        self.some
    }
}

/// Goes on in another turn, until what is returned is dropped; with all of it at once for paper.
fn going_on(next: impl FnOnce() + 'static, pace: Rc<RefCell<Pace>>, all: impl FnOnce() + 'static) -> Going {
    let printed = window().map(|window| EventListener::once(&window, "beforeprint", move |_| all()));
    let next = Timeout::new(0, move || {
        pace.borrow_mut().begun = clock();
        next();
    });
    Going { _next: next, _printed: printed }
}

struct Going {
    _next: Timeout,
    _printed: Option<EventListener>,
}

/// The runs as they are drawn. Where many sections have other ones at once, as when all is shown again, those near what is
/// in sight have them now, and the others from turn to turn.
#[hook]
fn use_runs(plan: &Rc<Plan>, props: &ReaderProps) -> Shared<Vec<Shared<Vec<Run>>>> {
    let (shown, again) = (use_mut_ref(|| props.runs.clone()), use_force_update());
    let pace = use_mut_ref(|| Pace { begun: 0.0, some: FIRST });
    let (old, mut behind) = (shown.borrow().clone(), 0);
    if old != props.runs {
        let holds_lit = |blocks: &Range<usize>| {
            let has = |id: &Iri| props.runs[blocks.clone()].iter().any(|runs| runs.iter().any(|run| run.id == *id));
            props.focused.as_ref().is_some_and(has)
        };
        let first = props.node.cast::<Element>().and_then(|reader| selection::first_below(&reader, 0.0)).unwrap_or(0);
        let first = plan.sections.partition_point(|blocks| blocks.end <= first as usize);
        let changed = plan
            .sections
            .iter()
            .enumerate()
            .filter(|(_, blocks)| old.get((*blocks).clone()) != props.runs.get((*blocks).clone()));
        let changed = changed.map(|(at, blocks)| if holds_lit(blocks) { (0, at) } else { (at.abs_diff(first), at) });
        let mut changed: Vec<(usize, usize)> = changed.collect();
        let some = pace.borrow().some;
        let mut runs = props.runs.clone();
        if changed.len() > some {
            sort(&mut changed, |one, other| one.cmp(other));
            let mut mixed = old.to_vec();
            for (_, at) in &changed[..some] {
                let blocks = plan.sections[*at].clone();
                mixed[blocks.clone()].clone_from_slice(&props.runs[blocks]);
            }
            runs = Shared(Rc::new(mixed));
            behind = changed.len() - some;
        }
        shown.replace(runs);
    }
    let runs = shown.borrow().clone();
    use_effect_with((behind, runs.clone()), move |(behind, _)| {
        if *behind == 0 {
            pace.borrow_mut().some = FIRST;
        }
        let going_on = (*behind > 0).then(|| {
            pace.borrow_mut().next();
            let (at_once, unbound) = (again.clone(), pace.clone());
            let all = move || {
                unbound.borrow_mut().some = usize::MAX;
                at_once.force_update();
            };
            going_on(move || again.force_update(), pace, all)
        });
        move || drop(going_on)
    });
    runs
}

/// Says how high the parts of a long article may be that are not laid out yet.
fn foretell(plan: &Plan, article: &Article, node: &NodeRef) {
    let Some(parts) = node.cast::<Element>().map(|reader| selection::parts(&reader)) else { return };
    // From the last one back to those that know.
    for (at, blocks) in plan.sections.iter().enumerate().rev() {
        let Some(part) = parts.item(at as u32) else { continue };
        let style = part.unchecked_into::<HtmlElement>().style();
        if style.length() > 0 {
            return;
        }
        let height = section::height(article, blocks);
        let _ = style.set_property("contain-intrinsic-block-size", &format!("auto {height}em"));
    }
}

/// In milliseconds.
fn clock() -> f64 {
    // Where it is rendered on the host there is none.
    if cfg!(target_arch = "wasm32") { js_sys::Date::now() } else { 0.0 }
}
