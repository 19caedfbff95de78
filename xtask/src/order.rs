//! Puts the functions of a program into an order in which it packs well: each beside one that is like it. What packs it
//! says "as there, so far back", and that is said in fewer bits the nearer it is. The page's program becomes two hundredths
//! smaller by it, packed; what it does is the same.

use crate::Result;
use std::collections::{BTreeSet, HashMap};
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// Bytes that have to be the same in two functions to count as something in common: 3 and 5 pack less well.
const RUN: usize = 4;

/// What is in more functions than that tells none of them from another.
const COMMON: usize = 1000;

/// A program with a name for each of its functions that says its place, for `wasm-opt --reorder-functions-by-name`. What
/// is given must have no names.
pub fn named_by_place(wasm: &[u8]) -> Result<Vec<u8>> {
    let (imported, bodies) = functions(wasm).map_err(|error| format!("The program cannot be read: {error}."))?;
    let mut places = vec![0; bodies.len()];
    for (place, function) in by_likeness(&bodies).into_iter().enumerate() {
        places[function] = place;
    }
    let mut names = NameMap::new();
    for (function, place) in (imported..).zip(places) {
        names.append(function, &format!("{place:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut named = wasm.to_vec();
    section.append_to(&mut named);
    Ok(named)
}

/// How many functions are imported, and the code of the others.
fn functions(wasm: &[u8]) -> wasmparser::Result<(u32, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// The order: the longest function first, and after each the one that is most like it, and like those before it, of those
/// left; the longest of them where none is.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<BTreeSet<&[u8]>> = bodies.iter().map(|body| body.windows(RUN).collect()).collect();
    let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, runs) in runs.iter().enumerate() {
        for run in runs {
            holders.entry(run).or_default().push(function);
        }
    }
    holders.retain(|_, holders| holders.len() <= COMMON);
    let mut left: BTreeSet<(usize, usize)> = bodies.iter().map(|body| body.len()).zip(0..).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut shared = vec![0.0_f64; bodies.len()];
    let mut next = left.last().copied();
    while let Some((length, function)) = next {
        left.remove(&(length, function));
        order.push(function);
        // Those before the last one count too, each a third as much as the next.
        shared.iter_mut().for_each(|shared| *shared /= 3.0);
        for other in runs[function].iter().filter_map(|run| holders.get(run)).flatten() {
            shared[*other] += 1.0;
        }
        // Between the share of the candidate and the number of runs: one alone prefers tiny functions, the other huge ones.
        let likeness = |&(length, other): &(usize, usize)| {
            (shared[other] > 0.0).then(|| (shared[other] / (length as f64).powf(0.7), length, other))
        };
        let best = left.iter().filter_map(likeness).max_by(|a, b| a.0.total_cmp(&b.0));
        next = best.map(|(_, length, other)| (length, other)).or(left.last().copied());
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bodies: &[&str], expected: &[usize]) {
        let bodies: Vec<&[u8]> = bodies.iter().map(|body| body.as_bytes()).collect();
        assert_eq!(by_likeness(&bodies), expected);
    }

    #[test]
    fn what_is_alike_stands_together() {
        check(&[], &[]);
        check(&["abcdefgh", "12345678", "xabcdefg", "12345679"], &[3, 1, 2, 0]);
        // What is like nothing comes too, also where it is too short to be compared.
        check(&["abcdefgh", "x", "", "12345678"], &[3, 0, 1, 2]);
    }

    #[test]
    fn every_function_has_a_place() {
        // (module (import "a" "b" (func)) (func) (func unreachable))
        let module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x07\x01\x01a\x01b\0\0\x03\x03\x02\0\0\x0a\x08\x02\x02\0\x0b\x03\0\0\x0b";
        let named = named_by_place(module).unwrap();
        assert!(named.starts_with(module));
        let names = String::from_utf8_lossy(&named[module.len()..]).into_owned();
        // The first function of its own is number 1, as the import is number 0; the longer one comes first.
        assert!(names.contains("\u{1}\u{6}000001\u{2}\u{6}000000"), "{names:?}");
        assert!(named_by_place(b"\0asm\x02").is_err());
    }
}
