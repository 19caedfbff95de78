//! Which blocks of the article are in sight or near it. Draws nothing.

use crate::browser::selection;
use crate::hooks::on_layout::OnLayout;
use crate::shared::Shared;
use gloo::events::EventListener;
use glossator_core::article::Article;
use std::ops::Range;
use std::rc::Rc;
use web_sys::{Element, window};
use yew::prelude::*;

/// Heights of the window above and below it that are near.
const NEAR: f64 = 1.0;

/// Ranges begin and end at multiples of it: what comes with the next one is little, and comes within a frame.
const STEP: usize = 2;

/// What is looked at.
#[derive(Properties, PartialEq)]
pub struct SightProps {
    /// The article's element.
    pub reader_node: NodeRef,
    /// The article: with another one, the element is another one.
    pub article: Shared<Article>,
    /// Gets the blocks that are in sight, whenever they are others than before; all of them while the page is printed.
    pub on_sight: Callback<Range<usize>>,
}

/// Watches.
#[component]
pub fn Sight(props: &SightProps) -> Html {
    use_effect_with(
        (props.reader_node.clone(), props.article.clone(), props.on_sight.clone()),
        |(node, article, on_sight)| {
            let (blocks, on_sight) = (article.blocks.len(), on_sight.clone());
            let reader = node.cast::<Element>();
            let look = {
                let (reader, on_sight) = (reader.clone(), on_sight.clone());
                move || {
                    if let Some(range) = reader.as_ref().and_then(|reader| in_sight(reader, blocks)) {
                        on_sight.emit(range);
                    }
                }
            };
            let layout = Rc::new(OnLayout::new(reader.as_ref(), look));
            (layout.request)();
            let scrolled = layout.clone();
            let listeners = window().map(|window| {
                let on_scroll = EventListener::new(&window, "scroll", move |_| (scrolled.request)());
                let on_print = EventListener::new(&window, "beforeprint", move |_| on_sight.emit(0..blocks));
                let printed = layout.clone();
                let on_printed = EventListener::new(&window, "afterprint", move |_| (printed.request)());
                (on_scroll, on_print, on_printed)
            });
            move || drop((listeners, layout))
        },
    );
    Html::default()
}

fn in_sight(reader: &Element, blocks: usize) -> Option<Range<usize>> {
    let height = window()?.inner_height().ok()?.as_f64()?;
    let first_below = |limit: f64| selection::first_below(reader, limit).map(|block| block as usize);
    Some(range(first_below(-NEAR * height)?, first_below((1.0 + NEAR) * height)?, blocks))
}

/// The range from the first block to the last one, in steps.
fn range(first: usize, last: usize, blocks: usize) -> Range<usize> {
    // Below the last block there may be cards still.
    let first = first.min(blocks.saturating_sub(1));
    let (from, to) = (first / STEP * STEP, (last / STEP + 1) * STEP);
    from.min(blocks)..to.min(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_go_in_steps_and_hold_what_is_in_sight() {
        assert_eq!(range(0, 5, 100), 0..6);
        assert_eq!(range(7, 8, 100), 6..10);
        assert_eq!(range(9, 99, 99), 8..99);
        assert_eq!(range(0, 0, 0), 0..0);
        assert_eq!(range(16, 16, 16), 14..16);
    }
}
