//! Merging other people's annotations into mine.
//!
//! What is here is of two kinds. What a person made here, changed here or had from the start *stands*: no merge
//! changes a byte of it. What came by a merge and is still as it came ([`Annotation::merged`]) is a *guest*.
//!
//! What a merge gives depends on two sets alone: on what stands, and on all guests that ever came. So it does not matter
//! in which order files are merged, or how often:
//!
//! 1. A guest that says nothing new is left out. Of those that say the same (an author, a category, the same words,
//!    note, tags and attributes, under whatever ids) the one of the highest rank stays, and none beside one that
//!    stands. One that only marks is left out beside one that says something of the same mark and is no older; and one
//!    that nobody decided about beside one that says the same, is no older, and was accepted or rejected.
//! 2. Of the guests of one id, the one of the highest rank has the id, unless something has it that stands. The others
//!    get ids derived from what they say: whoever merges them gets the same ones.
//!
//! Rank is the revision, then the date, then the content. A file may claim any revision and any date: among guests that
//! wins it an id, beside which the other version is still there, and against what stands it wins nothing.
//!
//! What a person decides about conflicts comes before both: a version that is refused or replaced is taken out, and what
//! it alone outdid is not outdone.
//!
//! Both rules pick the greatest of a set, which is why they may be applied to a part of it first. Had a merge to go by
//! the order in which things came, two people who merge the same files would go apart, and each next merge would
//! double what differs.

use crate::anchor::anchor_within;
use crate::annotation::{Annotation, AnnotationSet, Iri, Person, Timestamp, Unknown};
use crate::article::{ArticleBuilder, Metadata};
use crate::attribute::{decision, undecided};
use crate::document::Document;
use crate::effort::Effort;
use crate::file;
use crate::selector::TextQuoteSelector;
use crate::sorting::sort;
use crate::text::Text;
use crate::transaction::{Change, Origin, Transaction};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// What a merge does, before it is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The step to take; undoing it takes the whole merge back.
    pub transaction: Transaction,
    /// Annotations that come new.
    pub added: usize,
    /// Annotations that came before as marks alone, and of which something is said now.
    pub renewed: usize,
    /// Annotations whose id I have with other content, and of which both are kept.
    pub kept_both: usize,
    /// Annotations whose id I have with other content, and which are taken in place of mine.
    pub taken: usize,
    /// Annotations that say nothing that is not here already.
    pub same: usize,
    /// All whose id I have with other content, in the order of the text.
    pub conflicts: Vec<Conflict>,
}

/// The same annotation twice, with other content.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// As it is here.
    pub mine: Rc<Annotation>,
    /// As it comes.
    pub theirs: Rc<Annotation>,
    /// Which of the documents that are merged have it as it is here.
    pub alike: Vec<usize>,
    /// Which of them have it as it comes.
    pub from: Vec<usize>,
}

/// What becomes of a conflict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Both are kept.
    #[default]
    Both,
    /// Theirs does not come.
    Mine,
    /// Theirs comes in place of mine.
    Theirs,
}

/// What is proposed for each conflict: both, but of two versions that differ in what was decided about them alone the
/// later one, for nobody wants the same words twice.
pub fn proposed(conflicts: &[Conflict]) -> Vec<Keep> {
    let keep = |conflict: &Conflict| {
        let (mine, theirs) = (&*conflict.mine, &*conflict.theirs);
        match differ_at_most_in_decision(mine, theirs) {
            true if theirs.revision > mine.revision => Keep::Theirs,
            true => Keep::Mine,
            false => Keep::Both,
        }
    };
    conflicts.iter().map(keep).collect()
}

/// What merging `incoming` into `local` does, where both versions are kept of whatever differs.
pub fn merge(local: &Document, incoming: &[&Document]) -> Merge {
    merge_deciding(local, incoming, &|_| Vec::new())
}

/// What merging does, where `decide` says what becomes of each conflict. Of those that it says nothing of, both are kept.
pub fn merge_deciding(local: &Document, incoming: &[&Document], decide: &dyn Fn(&[Conflict]) -> Vec<Keep>) -> Merge {
    Merging::new(local, incoming).finish(decide)
}

/// A merge on its way: of many annotations, what they say is worked out some at a time, so that nothing else waits for
/// all of them.
///
/// ```
/// use glossator_core::{annotation::*, article::plain_text, document::Document, merge::*};
/// let document = Document::new(Iri::new("urn:uuid:1"), plain_text::parse("Words."), Timestamp(0));
/// let mut merging = Merging::new(&document, &[&document]);
/// while !merging.step(100) {}
/// assert_eq!(merging.finish(&|_| Vec::new()), merge(&document, &[&document]));
/// ```
pub struct Merging<'a> {
    local: &'a Document,
    /// Those that are not looked at yet, with which of the documents they come in: the last one first.
    waiting: Vec<(&'a Rc<Annotation>, Option<usize>)>,
    effort: Effort,
    nowhere: Document,
    guests: Vec<Version>,
    standing: Vec<Version>,
    /// Which of the guests say something new, once all are looked at.
    stays: Option<Vec<bool>>,
}

impl<'a> Merging<'a> {
    /// Sets out.
    pub fn new(local: &'a Document, incoming: &[&'a Document]) -> Self {
        let here = local.annotations.iter().map(|annotation| (annotation, None));
        let comes = |(at, document): (usize, &&'a Document)| {
            document.annotations.iter().map(move |annotation| (annotation, Some(at))).collect::<Vec<_>>()
        };
        let mut waiting: Vec<_> = here.chain(incoming.iter().enumerate().flat_map(comes)).collect();
        waiting.reverse();
        let (guests, standing) = (Vec::new(), Vec::new());
        Self { local, waiting, effort: Effort::looking(), nowhere: nowhere(), guests, standing, stays: None }
    }

    /// Looks at so many annotations or, after the last one, at all of them together. Whether that is done.
    pub fn step(&mut self, count: usize) -> bool {
        if self.waiting.is_empty() {
            self.stays.get_or_insert_with(|| say_something_new(&self.guests, &self.standing));
            return true;
        }
        for (annotation, from) in self.waiting.drain(self.waiting.len().saturating_sub(count)..).rev() {
            let version = Version::of(annotation, &self.local.article.text, &self.nowhere, from, &self.effort);
            let is_guest = annotation.merged || from.is_some();
            if is_guest { self.guests.push(version) } else { self.standing.push(version) }
        }
        false
    }

    /// What the merge does. What was not looked at yet is looked at now.
    pub fn finish(mut self, decide: &dyn Fn(&[Conflict]) -> Vec<Keep>) -> Merge {
        while !self.step(usize::MAX) {}
        finish(self.local, self.guests, self.standing, self.stays.unwrap_or_default(), decide)
    }
}

fn finish(
    local: &Document,
    mut guests: Vec<Version>,
    mut standing: Vec<Version>,
    mut stays: Vec<bool>,
    decide: &dyn Fn(&[Conflict]) -> Vec<Keep>,
) -> Merge {
    let disputed = disputed(&guests, &stays, local);
    let disputed_ids: HashSet<&Iri> = disputed.iter().map(|at| guests[*at].meets(local)).collect();
    let all = guests.iter().chain(&standing);
    let here: HashMap<&Iri, &Version> = all
        .filter(|it| it.is_here() && disputed_ids.contains(&it.annotation.id))
        .map(|it| (&it.annotation.id, it))
        .collect();
    let said = disputed.iter().map(|at| &guests[*at]).chain(here.values().copied());
    let mut files: HashMap<&str, Vec<usize>> = said.map(|it| (&*it.content, Vec::new())).collect();
    for guest in &guests {
        if let (Some(files), Some(from)) = (files.get_mut(&*guest.content), guest.from) {
            files.push(from);
        }
    }
    let files = |it: &Version| files.get(&*it.content).cloned().unwrap_or_default();
    let conflict = |at: &usize| {
        let theirs = &guests[*at];
        let mine = *here.get(theirs.meets(local))?;
        let (alike, from) = (files(mine), files(theirs));
        Some(Conflict { mine: mine.annotation.clone(), theirs: theirs.annotation.clone(), alike, from })
    };
    let conflicts: Vec<Conflict> = disputed.iter().filter_map(conflict).collect();
    let decided = decide(&conflicts);
    let of = |wanted: Keep| {
        let keep = |number: usize| decided.get(number).copied().unwrap_or_default();
        disputed.iter().enumerate().filter(move |(number, _)| keep(*number) == wanted).map(|(_, at)| &guests[*at])
    };
    let taken: HashSet<Iri> = of(Keep::Theirs).map(|it| it.meets(local).clone()).collect();
    // By what it says: the same does not come under another id instead.
    let refused: HashSet<String> = of(Keep::Mine).map(|it| it.content.clone()).collect();
    if !taken.is_empty() || !refused.is_empty() {
        // What is replaced does not come back with a file that has it too.
        let replaced: HashSet<(Iri, String)> =
            taken.iter().filter_map(|id| here.get(id)).map(|it| (it.original.clone(), it.content.clone())).collect();
        let goes = |it: &Version| match it.is_here() {
            true => taken.contains(&it.annotation.id),
            false => refused.contains(&it.content) || replaced.contains(&(it.original.clone(), it.content.clone())),
        };
        guests.retain(|it| !goes(it));
        standing.retain(|it| !goes(it));
        stays = say_something_new(&guests, &standing);
    }
    let was: HashMap<&Iri, bool> = guests
        .iter()
        .zip(&stays)
        .filter(|(it, _)| it.is_here())
        .map(|(it, stays)| (&it.annotation.id, *stays))
        .collect();
    let said_before: HashSet<&str> = guests.iter().filter(|it| it.is_here()).map(|it| &*it.content).collect();
    let mut merge = Merge {
        transaction: Transaction::new(Vec::new(), Origin::Import),
        added: 0,
        renewed: 0,
        kept_both: 0,
        taken: 0,
        same: 0,
        conflicts: Vec::new(),
    };
    let mut replaced: HashSet<&Iri> = HashSet::new();
    for (guest, stays) in guests.iter().zip(&stays).filter(|(guest, _)| !guest.is_here()) {
        let id = guest.meets(local);
        if !stays || said_before.contains(&*guest.content) {
            // At most a later date, or another name of the same person.
            merge.same += 1;
        } else if was.get(id) == Some(&false) {
            merge.renewed += 1;
        } else if taken.contains(id) && replaced.insert(id) {
            merge.taken += 1;
        } else if local.annotations.get(id).is_some() {
            merge.kept_both += 1;
        } else {
            merge.added += 1;
        }
    }
    let coming: Vec<&Version> = guests.iter().zip(&stays).filter(|(_, stays)| **stays).map(|(it, _)| it).collect();
    let stand: HashSet<&Iri> = standing.iter().map(|it| &it.annotation.id).collect();
    let placed = placed(coming, &stand);

    for before in local.annotations.iter().filter(|it| !stand.contains(&it.id)) {
        let after = placed.get(&before.id);
        if after != Some(before) {
            let change = Change { before: Some(before.clone()), after: after.cloned() };
            merge.transaction.changes.push(change);
        }
    }
    let new = placed.iter().filter(|it| local.annotations.get(&it.id).is_none());
    merge.transaction.changes.extend(new.map(|it| Change { before: None, after: Some(it.clone()) }));
    merge.conflicts = conflicts;
    merge
}

/// Which of the guests say something new of an id that I have, in the order of the text.
fn disputed(guests: &[Version], stays: &[bool], local: &Document) -> Vec<usize> {
    let here = || guests.iter().zip(stays).filter(|(it, _)| it.is_here());
    let said_before: HashSet<&str> = here().map(|(it, _)| &*it.content).collect();
    let outdone: HashSet<&Iri> = here().filter(|(_, stays)| !**stays).map(|(it, _)| &it.annotation.id).collect();
    let is_disputed = |at: &usize| {
        let (it, id) = (&guests[*at], guests[*at].meets(local));
        let comes = stays[*at] && !it.is_here() && !said_before.contains(&*it.content);
        comes && !outdone.contains(id) && local.annotations.get(id).is_some()
    };
    let mut disputed: Vec<usize> = (0..guests.len()).filter(is_disputed).collect();
    sort(&mut disputed, |one, other| {
        let place = |at: &usize| (guests[*at].start, guests[*at].meets(local), &guests[*at].content);
        place(one).cmp(&place(other))
    });
    disputed
}

/// Which of the guests say something that neither another guest says nor, for those that come, what stands.
fn say_something_new(guests: &[Version], standing: &[Version]) -> Vec<bool> {
    let stands: HashSet<&str> = standing.iter().map(|it| &*it.content).collect();
    let ids: HashSet<&Iri> = standing.iter().map(|it| &it.annotation.id).collect();
    // One that was changed here since it came has the id that it came under.
    let renamed = |it: &Version| !ids.is_empty() && ids.contains(&it.derived_id());
    let known = |it: &Version| !it.is_here() && (stands.contains(&*it.content) || renamed(it));
    let mut best: HashMap<&str, usize> = HashMap::new();
    for (at, guest) in guests.iter().enumerate().filter(|(_, guest)| !known(guest)) {
        let best = best.entry(&guest.content).or_insert(at);
        // Nobody else says it so far. To rank is to write out, which takes longer than all else here.
        if *best == at {
            continue;
        }
        // Of equals the one that is here, which is among the first; else whichever file comes first, the same.
        let other = &guests[*best];
        let ahead = || !other.is_here() && guest.annotation.id < other.annotation.id;
        match guest.rank(other) {
            Ordering::Greater => *best = at,
            Ordering::Equal if ahead() => *best = at,
            _ => {}
        }
    }
    let best_guests = || best.values().map(|at| &guests[*at]);
    let said: fn(&Version) -> Option<&str> = |it| (!it.only_marks).then_some(&it.mark);
    let decided: fn(&Version) -> Option<&str> = |it| it.undecided.as_deref();
    let (newest_guest, newest_standing) = (newest(&mut best_guests(), said), newest(&mut standing.iter(), said));
    let (decided_guest, decided_standing) =
        (newest(&mut best_guests(), decided), newest(&mut standing.iter(), decided));
    let stays = |(at, it): (usize, &Version)| {
        let than =
            |newest: &HashMap<&str, u64>, what: &str| newest.get(what).is_some_and(|at| it.annotation.revision <= *at);
        let comes = !it.is_here();
        let outdone = it.only_marks && (than(&newest_guest, &it.mark) || comes && than(&newest_standing, &it.mark))
            || it.undecided.is_none()
                && (than(&decided_guest, &it.content) || comes && than(&decided_standing, &it.content));
        best.get(&*it.content) == Some(&at) && !outdone
    };
    guests.iter().enumerate().map(stays).collect()
}

/// The newest revision of those of which `what` says something, by what it says.
fn newest<'a>(
    versions: &mut dyn Iterator<Item = &'a Version>,
    what: fn(&Version) -> Option<&str>,
) -> HashMap<&'a str, u64> {
    let mut newest: HashMap<&str, u64> = HashMap::new();
    for it in versions {
        if let Some(what) = what(it) {
            let newest = newest.entry(what).or_default();
            *newest = it.annotation.revision.max(*newest);
        }
    }
    newest
}

/// The guests under their ids, none of which is one of those in `stand`.
fn placed(mut guests: Vec<&Version>, stand: &HashSet<&Iri>) -> AnnotationSet {
    sort(&mut guests, |one, other| one.original.cmp(&other.original).then_with(|| other.rank(one)));
    let first = |at: usize| at == 0 || guests[at - 1].original != guests[at].original;
    let has_id: Vec<bool> = (0..guests.len()).map(|at| first(at) && !stand.contains(&guests[at].original)).collect();
    let mut taken: HashSet<Iri> = stand.iter().map(|id| (*id).clone()).collect();
    taken.extend(guests.iter().zip(&has_id).filter(|(_, has_id)| **has_id).map(|(it, _)| it.original.clone()));
    let place = |(guest, has_id): (&&Version, &bool)| {
        let mut id = guest.original.clone();
        if !has_id {
            id = guest.derived_id();
            // Nobody gets such an id by chance. A file may have it on purpose, or of a tool that lost what it copies.
            while !taken.insert(id.clone()) {
                id = file::derived_id(&id, &guest.content);
            }
        }
        let copy_of = (id != guest.original).then(|| guest.original.clone());
        let there = &guest.annotation;
        if there.merged && there.id == id && there.copy_of == copy_of {
            return there.clone();
        }
        Rc::new(Annotation { id, copy_of, merged: true, ..(**there).clone() })
    };
    guests.iter().zip(&has_id).map(place).collect()
}

/// An annotation as merging sees it.
struct Version {
    annotation: Rc<Annotation>,
    /// Which of the documents that are merged it comes in; none for what is here already.
    from: Option<usize>,
    /// The id that it first had.
    original: Iri,
    /// Where it begins in the text.
    start: usize,
    /// Which words somebody marked as what.
    mark: String,
    /// That, and what is said of it.
    content: String,
    /// The content without what was decided about it, where somebody decided.
    undecided: Option<String>,
    /// Whether nothing is said of it.
    only_marks: bool,
}

impl Version {
    /// What there is no room to look for counts as not found.
    fn of(annotation: &Rc<Annotation>, text: &Text, nowhere: &Document, from: Option<usize>, effort: &Effort) -> Self {
        let original = annotation.copy_of.clone().unwrap_or_else(|| annotation.id.clone());
        let mut it = Annotation { copy_of: None, merged: false, ..(**annotation).clone() };
        let (mut places, mut start, mut found) = (String::new(), usize::MAX, true);
        for target in &mut it.targets {
            match anchor_within(text, target, effort).and_then(|anchor| anchor.range()) {
                Some(range) => {
                    places.push_str(&format!("{} {} ", range.start, range.end));
                    start = start.min(range.start);
                    // The same words, however they are described.
                    target.quote = TextQuoteSelector::default();
                    target.position = None;
                }
                None => found = false,
            }
        }
        let author = match &mut it.creator {
            Some(Person { id: Some(id), name, .. }) => {
                name.clear();
                Some(id.to_string())
            }
            Some(Person { name, .. }) if !name.trim().is_empty() => Some(name.clone()),
            _ => None,
        };
        // Nobody is not the same author as nobody, and what is not found is not in the same place.
        let author = author.filter(|_| found).unwrap_or_else(|| format!("of {original}"));
        let mark = format!("{places}\0{}\0{author}", it.category.as_str());
        it.id = nowhere.id.clone();
        (it.created, it.modified, it.revision) = Default::default();
        let plain = |target: &crate::selector::Target| target.other_selectors.is_empty() && target.unknown.is_empty();
        let only_marks = it.note.is_empty()
            && it.tags.is_empty()
            && it.attributes.is_empty()
            && it.unknown == Unknown::default()
            && it.creator.as_ref().is_none_or(|person| person.unknown.is_empty())
            && it.targets.iter().all(plain);
        let content = |it: &Annotation| format!("{mark}\0{}", file::write_annotation(it, nowhere));
        let with_all = content(&it);
        let without = decision(annotation).map(|_| {
            undecided(&mut it);
            content(&it)
        });
        Self {
            annotation: annotation.clone(),
            from,
            original,
            start,
            content: with_all,
            mark,
            undecided: without,
            only_marks,
        }
    }

    fn is_here(&self) -> bool {
        self.from.is_none()
    }

    /// The id under which it may be here with other content: its own, or that of what it is a copy of.
    fn meets<'a>(&'a self, local: &Document) -> &'a Iri {
        let id = &self.annotation.id;
        if local.annotations.get(id).is_some() { id } else { &self.original }
    }

    fn derived_id(&self) -> Iri {
        file::derived_id(&self.original, &self.content)
    }

    /// Which of two versions is the higher one. It must not depend on where either stands, and only equals may tie.
    fn rank(&self, other: &Self) -> Ordering {
        let change = |it: &Self| (it.annotation.revision, it.annotation.modified);
        let by_change = change(self).cmp(&change(other));
        by_change.then_with(|| self.content.cmp(&other.content)).then_with(|| self.whole().cmp(&other.whole()))
    }

    /// All of it, but for the id that it has here.
    fn whole(&self) -> String {
        let it = Annotation { id: self.original.clone(), copy_of: None, merged: false, ..(*self.annotation).clone() };
        file::write_annotation(&it, &nowhere())
    }
}

/// A document to write annotations of: they are the same in everybody's copy of an article, whenever it was taken in.
fn nowhere() -> Document {
    let article = ArticleBuilder::default().finish(Metadata::default());
    Document::new(Iri::new("urn:x-glossator:any"), article, Timestamp(0))
}

/// The same annotation under an id of its own, which its content decides.
pub fn other_version(annotation: &Annotation, document: &Document) -> Annotation {
    let content = file::write_annotation(annotation, document);
    let id = file::derived_id(&annotation.id, &content);
    Annotation { id, copy_of: Some(annotation.id.clone()), merged: false, ..annotation.clone() }
}

/// Whether a person would find no difference but in what was decided about them: of two such decisions one holds, and
/// the words need not stand there twice.
pub fn differ_at_most_in_decision(one: &Annotation, other: &Annotation) -> bool {
    let bare = |annotation: &Annotation| {
        let mut it = annotation.clone();
        undecided(&mut it);
        it
    };
    says_the_same(&bare(one), &bare(other))
}

/// Whether a person would find no difference: all is equal but the counting of versions, and the name that a person of
/// the same id goes by.
pub fn says_the_same(one: &Annotation, other: &Annotation) -> bool {
    let comparable = |annotation: &Annotation| Annotation {
        id: one.id.clone(),
        creator: annotation.creator.as_ref().map(|person| match person.id {
            Some(_) => Person { name: String::new(), ..person.clone() },
            None => person.clone(),
        }),
        copy_of: None,
        merged: false,
        modified: one.modified,
        revision: one.revision,
        ..annotation.clone()
    };
    comparable(one) == comparable(other)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::annotation::Category;
    use crate::article::BlockKind;
    use crate::attribute::Decision;
    use crate::fixtures::annotation;
    use crate::selector::describe;
    use crate::text::TextRange;
    use proptest::prelude::*;

    const TEXT: &str = "one two six";

    /// Documents in a small notation. `a=x` is an annotation with id a and note x; `a<b7/B2q=x` is a copy of b at
    /// revision 7, in which Ben marks the second word as a quote. Without all that, nobody marks the first as a claim.
    /// `a=x+` is one that somebody accepted, `a=x-` one that was rejected.
    pub(crate) fn document(notation: &str) -> Document {
        let mut article = ArticleBuilder::default();
        article.push(BlockKind::Paragraph, TEXT);
        let mut document = Document::new(Iri::new("urn:uuid:0"), article.finish(Metadata::default()), Timestamp(0));
        for item in notation.split_whitespace() {
            let (mark, note) = item.split_once('=').expect("a note");
            let (name, made) = mark.split_once('/').unwrap_or((mark, "-1c"));
            let [author, word, category] = made.as_bytes() else { panic!("{made}") };
            let (id, revision) = name.split_at(name.find(|char: char| char.is_ascii_digit()).unwrap_or(name.len()));
            let (id, original) = id.split_once('<').map_or((id, None), |(id, original)| (id, Some(original)));
            let start = usize::from(word - b'1') * 4;
            let mut it = (*annotation(&format!("urn:x:{id}"), Category::Claim)).clone();
            it.revision = revision.parse().unwrap_or_default();
            it.modified = Timestamp(it.revision.try_into().unwrap_or(i64::MAX));
            it.copy_of = original.map(|id| Iri::new(format!("urn:x:{id}")));
            it.creator = (*author != b'-').then(|| {
                let id = Iri::new(format!("urn:x:{}", char::from(*author)));
                Person { id: Some(id), ..Person::default() }
            });
            it.targets = vec![describe(&document.article.text, TextRange::new(start, start + 3))];
            if *category == b'q' {
                it.category = Category::Quote;
            }
            let note = match note.strip_suffix(['+', '-']) {
                None => note,
                Some(rest) => {
                    Decision::ALL[usize::from(note.ends_with('-'))].put(&mut it);
                    rest
                }
            };
            note.clone_into(&mut it.note);
            document.annotations.insert(Rc::new(it));
        }
        document
    }

    fn merged(local: &Document, incoming: &[&Document]) -> Document {
        decided(local, incoming, Keep::Both)
    }

    fn decided(local: &Document, incoming: &[&Document], keep: Keep) -> Document {
        let mut result = local.clone();
        let all = |conflicts: &[Conflict]| vec![keep; conflicts.len()];
        merge_deciding(local, incoming, &all).transaction.apply(&mut result.annotations);
        result
    }

    /// What there is, as `id=note`, sorted; ids that are derived as `of <id>`.
    pub(crate) fn shown(document: &Document) -> String {
        let short = |id: &Iri| id.as_str().trim_start_matches("urn:x:").to_owned();
        let item = |it: &Rc<Annotation>| {
            let sign = match decision(it) {
                None => "",
                Some(Decision::Accepted) => "+",
                Some(Decision::Rejected) => "-",
            };
            match &it.copy_of {
                Some(original) => format!("of-{}={}{sign}", short(original), it.note),
                None => format!("{}={}{sign}", short(&it.id), it.note),
            }
        };
        let mut items: Vec<String> = document.annotations.iter().map(item).collect();
        items.sort();
        items.join(" ")
    }

    /// `mine` with `theirs` merged into it is `expected`, and how many were added, kept in both versions, and the same.
    fn check(mine: &str, theirs: &str, expected: &str, added: usize, kept_both: usize, same: usize) {
        let (mine, theirs) = (document(mine), document(theirs));
        let outcome = merge(&mine, &[&theirs]);
        let counts = (outcome.added, outcome.kept_both, outcome.same);
        assert_eq!((&*shown(&merged(&mine, &[&theirs])), counts), (expected, (added, kept_both, same)));
    }

    #[test]
    fn what_is_new_comes_and_what_is_known_stays() {
        check("a=1 b=2", "b=2 c=3", "a=1 b=2 c=3", 1, 0, 1);
        check("a=1", "a=2", "a=1 of-a=2", 0, 1, 0);
        check("", "a=1", "a=1", 1, 0, 0);
        check("a=1", "", "a=1", 0, 0, 0);
    }

    #[test]
    fn the_same_under_another_id_is_no_second_one() {
        check("a/A1c=x", "b/A1c=x", "a=x", 0, 0, 1);
        check("a/A1c=x", "b9/A1c=x", "a=x", 0, 0, 1);
        check("", "a/A1c=x b/A1c=x", "b=x", 1, 0, 1);
        // It says nothing more; the other way round it does.
        check("a/A1c=x", "b/A1c=", "a=x", 0, 0, 1);
        check("a/A1c=", "b/A1c=x", "a= b=x", 1, 0, 0);
        // Another note, author, place or category is no duplicate, and nobody is not the same author as nobody.
        check("a/A1c=x", "b/A1c=y", "a=x b=y", 1, 0, 0);
        check("a/A1c=", "b/B1c=", "a= b=", 1, 0, 0);
        check("a/A1c=", "b/A2c=", "a= b=", 1, 0, 0);
        check("a/A1c=", "b/A1q=", "a= b=", 1, 0, 0);
        check("a/-1c=", "b/-1c=", "a= b=", 1, 0, 0);
    }

    #[test]
    fn an_older_version_that_only_marks_is_nothing_new_and_a_note_taken_back_is() {
        check("a1/A1c=x", "a/A1c=", "a=x", 0, 0, 1);
        check("a1/A1c=x", "a2/A1c=", "a=x of-a=", 0, 1, 0);
    }

    #[test]
    fn what_was_decided_about_is_not_doubled_by_its_file() {
        check("a1/A1c=x+", "a/A1c=x", "a=x+", 0, 0, 1);
        check("", "b/A1c=x a1/A1c=x-", "a=x-", 1, 0, 1);
        // Of other words, or of a decision taken back since, it is another version.
        check("a1/A1c=x+", "a/A1c=y", "a=x+ of-a=y", 0, 1, 0);
        check("a1/A1c=x+", "a2/A1c=x", "a=x+ of-a=x", 0, 1, 0);
        check("a1/A1c=x+", "a1/A1c=x-", "a=x+ of-a=x-", 0, 1, 0);
        check("a/A1c=x", "a1/A1c=x+", "a=x of-a=x+", 0, 1, 0);
        // Of which the later one is proposed.
        let proposal = |mine: &str, theirs: &str| proposed(&merge(&document(mine), &[&document(theirs)]).conflicts);
        assert_eq!(proposal("a/A1c=x", "a1/A1c=x+"), [Keep::Theirs]);
        assert_eq!(proposal("a2/A1c=x-", "a1/A1c=x+"), [Keep::Mine]);
        assert_eq!(proposal("a2/A1c=x-", "a1/A1c=y-"), [Keep::Both]);
    }

    #[test]
    fn what_came_by_a_merge_is_brought_up_to_date() {
        let later = merge(&merged(&document(""), &[&document("a/A1c=x")]), &[&document("a1/A1c=x")]);
        assert_eq!((later.renewed, later.same, later.transaction.changes.len()), (0, 1, 1));
        let once = merged(&document("b=mine"), &[&document("a/A1c=")]);
        let outcome = merge(&once, &[&document("a1/A1c=x")]);
        assert_eq!((outcome.renewed, outcome.added, outcome.conflicts.len()), (1, 0, 0));
        assert_eq!(shown(&merged(&once, &[&document("a1/A1c=x")])), "a=x b=mine");
    }

    #[test]
    fn one_decides_what_becomes_of_a_conflict() {
        for (keep, expected) in [(Keep::Both, "a=1 b=2 of-a=3"), (Keep::Mine, "a=1 b=2"), (Keep::Theirs, "a=3 b=2")] {
            let (mine, theirs) = (document("a=1 b=2"), document("a=3 b=2"));
            assert_eq!(shown(&decided(&mine, &[&theirs], keep)), expected);
            // And of one that came by a merge before.
            let guest = merged(&document(""), &[&mine]);
            let kept = if keep == Keep::Both { "a=3 b=2 of-a=1" } else { expected };
            assert_eq!(shown(&decided(&guest, &[&theirs], keep)), kept);
        }
        let (mine, theirs) = (document("a=1 b=2"), document("a=3 b=4"));
        let first = |conflicts: &[Conflict]| {
            assert_eq!(conflicts.iter().map(|it| &*it.theirs.note).collect::<Vec<_>>(), ["3", "4"]);
            vec![Keep::Theirs]
        };
        let outcome = merge_deciding(&mine, &[&theirs], &first);
        assert_eq!((outcome.taken, outcome.kept_both), (1, 1));
    }

    #[test]
    fn a_version_that_comes_home_is_recognised() {
        let (ada, ben) = (document("a=new"), document("a=old"));
        let ben = merged(&ben, &[&ada]);
        assert_eq!(ben.annotations.len(), 2);
        // Ada gets Ben's old version, and not her own new one a second time.
        assert_eq!(merged(&ada, &[&ben]).annotations.len(), 2);
    }

    #[test]
    fn what_i_changed_since_it_came_stands_and_does_not_come_again() {
        let (mine, theirs) = (document("a=1"), document("a=2"));
        let mut changed = merged(&mine, &[&theirs]);
        let copy = changed.annotations.iter().find(|it| it.copy_of.is_some()).expect("theirs").clone();
        let edited = copy.revised(Timestamp(9), |it| it.note = "mine now".to_owned());
        changed.annotations.insert(Rc::new(edited));
        assert!(merge(&changed, &[&theirs]).transaction.changes.is_empty());
    }

    #[test]
    fn no_revision_and_no_date_wins_against_what_stands() {
        let mine = document("a=1 b/A1c=2");
        let theirs = document("a18446744073709551615=0 b18446744073709551615/A1c=");
        let after = merged(&mine, &[&theirs]);
        for annotation in mine.annotations.iter() {
            assert_eq!(after.annotations.get(&annotation.id), Some(annotation));
        }
        let clock_alone = document("a18446744073709551615=1");
        assert_eq!(merge(&mine, &[&clock_alone]).same, 1);
    }

    #[test]
    fn whoever_merges_gives_the_same_ids() {
        let (mine, theirs) = (document("a=1"), document("a=2"));
        let mut article = (*mine.article).clone();
        article.metadata.address = "https://example.org/".into();
        let another = Document { created: Timestamp(9), article: Rc::new(article), ..mine.clone() };
        assert_eq!(merged(&another, &[&theirs]).annotations, merged(&mine, &[&theirs]).annotations);
    }

    #[test]
    fn what_has_a_derived_id_already_loses_nothing() {
        // A tool that does not know what is a copy of what, or somebody on purpose.
        let first = merged(&document("a=1"), &[&document("a=2")]);
        let stray = first.annotations.iter().find(|it| it.copy_of.is_some()).expect("a copy").clone();
        let mut file = document("");
        file.annotations.insert(Rc::new(Annotation { copy_of: None, note: "3".to_owned(), ..(*stray).clone() }));
        let both = [&document("a=2"), &file];
        assert_eq!(merged(&document("a=1"), &both).annotations.len(), 3);
    }

    #[test]
    fn thousands_on_one_mark_are_merged_and_merged_again() {
        let mut file = document("");
        let one = document("a/A1c=").annotations.iter().next().expect("one").clone();
        let many = |at: usize| {
            Rc::new(Annotation { id: Iri::new(format!("urn:x:{at}")), note: at.to_string(), ..(*one).clone() })
        };
        file.annotations = (0..2_000).map(many).collect();
        assert_eq!(merged(&merged(&one_mark(&one), &[&file]), &[&file]).annotations.len(), 2_001);
    }

    fn one_mark(one: &Rc<Annotation>) -> Document {
        let mut document = document("");
        document.annotations.insert(one.clone());
        document
    }

    /// Up to five annotations, of few ids, authors, places, categories and notes, so that they meet.
    pub(crate) const FILE: &str = "([a-c](<[a-c])?[0-2]?/[AB-][12][cq]=[xy]?[+-]? ){0,5}";

    proptest! {
        #[test]
        fn merging_keeps_mine_and_is_idempotent_and_undone_in_one_step(mine in FILE, before in FILE, theirs in FILE) {
            let (mine, theirs) = (document(&mine), document(&theirs));
            let local = merged(&mine, &[&document(&before)]);
            let once = merged(&local, &[&theirs]);
            for annotation in mine.annotations.iter() {
                prop_assert_eq!(once.annotations.get(&annotation.id), Some(annotation));
            }
            let again = merge(&once, &[&theirs]);
            prop_assert!(again.transaction.changes.is_empty());
            prop_assert_eq!(again.same, theirs.annotations.len());
            let mut undone = once.clone();
            merge(&local, &[&theirs]).transaction.invert(Origin::Undo).apply(&mut undone.annotations);
            prop_assert_eq!(undone, local);
        }

        #[test]
        fn the_order_of_files_does_not_matter(mine in FILE, a in FILE, b in FILE, c in FILE) {
            let (mine, files) = (document(&mine), [document(&a), document(&b), document(&c)]);
            let [a, b, c] = [&files[0], &files[1], &files[2]];
            let expected = merged(&mine, &[a, b, c]);
            for order in [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
                let result = order.iter().fold(mine.clone(), |local, file| merged(&local, &[file]));
                prop_assert_eq!(&result.annotations, &expected.annotations);
            }
            // Nor does it what somebody else merged before they passed it on.
            let passed_on = merged(a, &[b]);
            prop_assert_eq!(merged(&expected, &[&passed_on]).annotations, expected.annotations);
        }

        #[test]
        fn nothing_that_is_said_is_lost(mine in FILE, a in FILE, b in FILE) {
            let files = [document(&a), document(&b)];
            let result = merged(&document(&mine), &[&files[0], &files[1]]);
            for it in files.iter().flat_map(|file| file.annotations.iter()) {
                let says = |other: &&Rc<Annotation>| {
                    other.targets == it.targets
                        && (&other.category, &other.creator) == (&it.category, &it.creator)
                        && (it.note.is_empty() || other.note == it.note)
                        && (decision(it).is_none() || decision(other) == decision(it))
                };
                prop_assert!(result.annotations.iter().find(says).is_some(), "{:?}", it);
            }
        }

        #[test]
        fn whatever_is_decided_what_has_no_conflict_comes_and_can_be_undone(
            mine in FILE,
            theirs in FILE,
            keeps in prop::collection::vec(0u8..3, 0..6),
        ) {
            let (mine, theirs) = (document(&mine), document(&theirs));
            let decide = |_: &[Conflict]| {
                keeps.iter().map(|keep| [Keep::Both, Keep::Mine, Keep::Theirs][usize::from(*keep)]).collect()
            };
            let outcome = merge_deciding(&mine, &[&theirs], &decide);
            let mut result = mine.annotations.clone();
            outcome.transaction.apply(&mut result);
            prop_assert_eq!(result.len(), mine.annotations.len() + outcome.added + outcome.kept_both);
            outcome.transaction.invert(Origin::Undo).apply(&mut result);
            prop_assert_eq!(result, mine.annotations);
        }

        #[test]
        fn what_is_refused_does_nothing(mine in FILE, before in FILE, theirs in FILE, keeps in prop::collection::vec(any::<bool>(), 5)) {
            let (local, theirs) = (merged(&document(&mine), &[&document(&before)]), document(&theirs));
            let keep = |refused: &bool| if *refused { Keep::Mine } else { Keep::Both };
            let decide = |_: &[Conflict]| keeps.iter().map(keep).collect();
            let outcome = merge_deciding(&local, &[&theirs], &decide);
            let refused: Vec<Rc<Annotation>> =
                outcome.conflicts.iter().zip(&keeps).filter(|(_, refused)| **refused).map(|(it, _)| it.theirs.clone()).collect();
            let (text, nowhere, effort) = (&local.article.text, nowhere(), Effort::looking());
            let content = |it: &Rc<Annotation>| Version::of(it, text, &nowhere, None, &effort).content;
            let said: Vec<String> = refused.iter().map(content).collect();
            let mut rest = theirs.clone();
            rest.annotations = theirs.annotations.iter().filter(|it| !said.contains(&content(it))).cloned().collect();
            let mut result = local.annotations.clone();
            outcome.transaction.apply(&mut result);
            prop_assert_eq!(result, merged(&local, &[&rest]).annotations);
        }
    }

    #[test]
    fn a_version_that_is_refused_takes_no_mark_along() {
        // Ada's bare mark came before; of her note on it, mine is kept.
        let local = merged(&document("b=mine"), &[&document("a/A1c=")]);
        let theirs = document("b1/A1c=more");
        assert_eq!(shown(&decided(&local, &[&theirs], Keep::Mine)), "a= b=mine");
        assert_eq!(shown(&decided(&local, &[&theirs], Keep::Both)), "b=mine of-b=more");
        assert_eq!(shown(&decided(&local, &[&theirs], Keep::Theirs)), "b=more");
    }

    #[test]
    fn what_is_replaced_hides_nothing() {
        // The same words and note under another id, beside mine that goes.
        let (mine, theirs) = (document("a/A1c=x"), document("a1/A1c=y b/A1c=x"));
        assert_eq!(shown(&decided(&mine, &[&theirs], Keep::Theirs)), "a=y b=x");
        assert_eq!(shown(&decided(&mine, &[&theirs], Keep::Both)), "a=x of-a=y");
    }

    #[test]
    fn what_is_replaced_does_not_come_back_with_a_file_that_has_it_too() {
        let (ada, ben) = (document("a/A1c=x"), document("a1/A1c=y"));
        let local = merged(&document(""), &[&ada]);
        assert_eq!(shown(&decided(&local, &[&ada, &ben], Keep::Theirs)), "a=y");
        assert_eq!(shown(&decided(&ada, &[&ada, &ben], Keep::Theirs)), "a=y");
    }

    #[test]
    fn a_conflict_knows_which_files_say_it() {
        let (mine, files) = (document("a=1 b=2"), [document("a=3"), document("b=2"), document("b=4 a=3")]);
        let conflicts = merge(&mine, &[&files[0], &files[1], &files[2]]).conflicts;
        let from: Vec<(&str, &[usize], &[usize])> =
            conflicts.iter().map(|it| (&*it.theirs.note, &*it.alike, &*it.from)).collect();
        assert_eq!(from, [("3", &[][..], &[0, 2][..]), ("4", &[1], &[2])]);
    }
}
