//! Two versions of some words: what they begin and end with alike, and what differs between.

/// Two texts, word by word.
pub struct Compared<'a> {
    /// What both begin with.
    pub before: Vec<&'a str>,
    /// What the first one has then.
    pub one: Vec<&'a str>,
    /// What the second one has instead.
    pub other: Vec<&'a str>,
    /// What both end with.
    pub after: Vec<&'a str>,
}

/// Compares two texts.
pub fn compared<'a>(one: &'a str, other: &'a str) -> Compared<'a> {
    let (mut one, mut other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let shorter = one.len().min(other.len());
    let front = (0..shorter).take_while(|&at| one[at] == other[at]).count();
    let back = (0..shorter - front).take_while(|&at| one[one.len() - 1 - at] == other[other.len() - 1 - at]).count();
    let after = one.split_off(one.len() - back);
    other.truncate(other.len() - back);
    let other = other.split_off(front);
    let rest = one.split_off(front);
    Compared { before: one, one: rest, other, after }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, expected: [&str; 4]) {
        let it = compared(one, other);
        assert_eq!([it.before, it.one, it.other, it.after].map(|words| words.join(" ")), expected);
    }

    #[test]
    fn what_differs_stands_between_what_does_not() {
        check("a b c", "a x c", ["a", "b", "x", "c"]);
        check("a b", "a b", ["a b", "", "", ""]);
        check("a a", "a", ["a", "a", "", ""]);
        check("b", "a b", ["", "", "a", "b"]);
        check("", "a", ["", "", "a", ""]);
        check("a", "b", ["", "a", "b", ""]);
    }
}
