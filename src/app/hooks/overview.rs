//! Where the annotations are in the whole article: what the strip draws, and how many are out of sight.
//!
//! Places are worked out from the layout of the blocks, as if the letters of a block lay evenly in it: that is right to
//! a line or two, and need not look at ten thousand marks.

use glossator_core::sorting::{sort, sort_and_dedup};

/// Pixels between two ticks: what is nearer is one.
const PITCH: i32 = 5;

/// Pixels that a tick is wide; several in one place share them.
pub const WIDTH: i32 = 12;

/// Ticks in one place at most: narrower ones would not show their pattern.
const COLUMNS: i32 = 3;

/// An annotation, in pixels from the top of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The class of its category's colour and pattern.
    pub class: &'static str,
    /// Where its words begin.
    pub top: i32,
    /// Where they end.
    pub bottom: i32,
}

/// All that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// In the order of their tops.
    extents: Vec<Extent>,
    /// Their bottoms with their numbers, in order.
    bottoms: Vec<(i32, usize)>,
    /// The article's height in pixels.
    height: i32,
}

impl Overview {
    /// Of annotations in reading order.
    pub fn new(extents: Vec<Extent>, height: i32) -> Self {
        let mut bottoms: Vec<(i32, usize)> = extents.iter().map(|it| it.bottom).zip(0..).collect();
        sort(&mut bottoms, |one, other| one.cmp(other));
        Self { extents, bottoms, height: height.max(1) }
    }

    /// The article's height in pixels.
    pub fn height(&self) -> i32 {
        self.height
    }

    /// How many end above `top`, and the number of the nearest of them.
    pub fn above(&self, top: i32) -> (usize, Option<usize>) {
        let count = self.bottoms.partition_point(|(bottom, _)| *bottom < top);
        (count, count.checked_sub(1).map(|at| self.bottoms[at].1))
    }

    /// How many begin below `bottom`, and the number of the nearest of them.
    pub fn below(&self, bottom: i32) -> (usize, Option<usize>) {
        let first = self.extents.partition_point(|it| it.top <= bottom);
        (self.extents.len() - first, Some(first).filter(|first| *first < self.extents.len()))
    }

    /// The ticks on a strip that is `room` pixels high: by class, the path that draws them all. The shape is the
    /// category's pattern, for those who do not see its colour.
    pub fn ticks(&self, room: i32) -> Vec<(&'static str, String)> {
        let mut paths: Vec<(&'static str, String)> = Vec::new();
        // By row, the classes in it.
        let mut places: Vec<(i32, usize)> = Vec::new();
        let last = (room / PITCH - 1).max(0);
        for extent in &self.extents {
            let class = paths.iter().position(|(class, _)| *class == extent.class).unwrap_or_else(|| {
                paths.push((extent.class, String::new()));
                paths.len() - 1
            });
            let row = i64::from(extent.top.max(0)) * i64::from(room) / i64::from(self.height * PITCH);
            places.push(((row as i32).min(last), class));
        }
        sort_and_dedup(&mut places);
        for row in places.chunk_by(|one, other| one.0 == other.0) {
            let columns = (row.len() as i32).min(COLUMNS);
            let step = WIDTH / columns;
            for (column, (at, class)) in (0..columns).zip(row) {
                // A gap parts it from its neighbour.
                let width = if columns > 1 { step - 1 } else { step };
                let (class, path) = &mut paths[*class];
                tick(path, class, column * step, at * PITCH + PITCH / 2, width);
            }
        }
        paths
    }
}

fn tick(path: &mut String, class: &str, x: i32, y: i32, width: i32) {
    match class.rsplit(' ').next().unwrap_or_default() {
        "solid" => path.push_str(&format!("M{x} {y}h{width}")),
        "dotted" => {
            // Where there is little room, the dots stand closer.
            for x in (x..x + width - 1).step_by(if width < WIDTH { 3 } else { 4 }) {
                path.push_str(&format!("M{x} {y}h2"));
            }
        }
        "wavy" => {
            path.push_str(&format!("M{x} {}", y + 1));
            for at in 0..width / 2 {
                path.push_str(if at % 2 == 0 { "l2-3" } else { "l2 3" });
            }
        }
        "double" => path.push_str(&format!("M{x} {}h{width}m-{width} 3h{width}", y - 1)),
        _ => {
            let dash = (width - 2) / 2;
            path.push_str(&format!("M{x} {y}h{dash}m2 0h{dash}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Annotations as (category, top, bottom) in an article of 1000 pixels.
    fn overview(extents: &[(&'static str, i32, i32)]) -> Overview {
        Overview::new(extents.iter().map(|&(class, top, bottom)| Extent { class, top, bottom }).collect(), 1000)
    }

    #[test]
    fn what_is_out_of_sight_is_counted_and_the_nearest_is_known() {
        let all = overview(&[("solid", 0, 900), ("solid", 10, 20), ("dotted", 30, 60), ("solid", 500, 510)]);
        assert_eq!(all.above(0), (0, None));
        assert_eq!(all.above(60), (1, Some(1)));
        // What reaches into sight is not out of it.
        assert_eq!(all.above(505), (2, Some(2)));
        assert_eq!(all.above(1000), (4, Some(0)));
        assert_eq!(all.below(5), (3, Some(1)));
        assert_eq!(all.below(30), (1, Some(3)));
        assert_eq!(all.below(500), (0, None));
        assert_eq!(Overview::default().above(9), (0, None));
    }

    fn check(extents: &[(&'static str, i32, i32)], expected: &[(&str, &str)]) {
        let ticks = overview(extents).ticks(100);
        let ticks: Vec<(&str, &str)> = ticks.iter().map(|(class, path)| (*class, path.as_str())).collect();
        assert_eq!(ticks, expected);
    }

    #[test]
    fn a_category_has_a_shape() {
        check(&[("solid", 0, 9)], &[("solid", "M0 2h12")]);
        check(&[("dotted", 0, 9)], &[("dotted", "M0 2h2M4 2h2M8 2h2")]);
        check(&[("wavy", 500, 509)], &[("wavy", "M0 53l2-3l2 3l2-3l2 3l2-3l2 3")]);
        check(&[("dashed", 1000, 1000)], &[("dashed", "M0 97h5m2 0h5")]);
    }

    #[test]
    fn ticks_in_one_place_share_it_and_the_same_are_one() {
        check(&[("solid", 0, 9), ("solid", 20, 30)], &[("solid", "M0 2h12")]);
        check(&[("solid", 0, 9), ("dotted", 20, 30)], &[("solid", "M0 2h5"), ("dotted", "M6 2h2M9 2h2")]);
    }

    #[test]
    fn many_annotations_are_as_many_ticks_as_there_is_room_for() {
        let many: Vec<_> = (0..10_000).map(|at| ("solid", at / 10, at / 10 + 1)).collect();
        let ticks = overview(&many).ticks(100);
        assert_eq!(ticks[0].1.matches('M').count(), 20);
    }
}
