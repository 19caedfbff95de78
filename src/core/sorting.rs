//! One sort for all. The standard library's is compiled anew for every type and every comparison, which would be a
//! tenth of the whole page; this one sorts indices and is compiled once.

use std::cmp::Ordering;

/// Sorts `items`; equal ones keep their order.
///
/// ```
/// let mut words = vec!["pear", "fig", "apple", "kiwi"];
/// glossator_core::sorting::sort(&mut words, |one, other| one.len().cmp(&other.len()));
/// assert_eq!(words, ["fig", "pear", "kiwi", "apple"]);
/// ```
pub fn sort<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|one, other| compare(&items[one], &items[other]));
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|index| taken[index].take()));
}

/// Sorts `items` and takes away what equals the one before it.
pub fn sort_and_dedup<T: Ord>(items: &mut Vec<T>) {
    sort(items, T::cmp);
    items.dedup();
}

fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_like_the_standard_library(items in prop::collection::vec((0u8..9, 0u8..9), 0..60)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort(&mut ours, |one, other| one.0.cmp(&other.0));
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, theirs);
        }
    }
}
