//! How far several people agree on what the article claims, quotes and thinks: a table by category, and the places
//! where they differ, one after the other, to be decided.

use super::attributes::said;
use super::dialog::{Dialog, close};
use crate::VERSION;
use crate::browser::{clock, download};
use crate::desk::{Ask, Layer, Names, Wish};
use crate::messages;
use crate::shared::Shared;
use glossator_core::agreement::{Agreement, Difference, Pair, Place, Row, accepted, agreement};
use glossator_core::annotation::{Annotation, AnnotationSet, Iri};
use glossator_core::article::Article;
use glossator_core::attribute::{Decision, decision};
use glossator_core::document::Document;
use glossator_core::export::csv;
use glossator_core::file::{self, file_name};
use glossator_core::filter::{Author, Filter};
use glossator_core::highlight::Anchored;
use glossator_core::sorting::{sort, sort_and_dedup};
use glossator_core::state::Action;
use glossator_core::summary::per_cent;
use glossator_core::text::TextRange;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Code points around a place: enough to see what it is about.
const AROUND: usize = 160;

/// Authors whose numbers have a column each; of more, the table has one for all.
const COLUMNS: usize = 4;

/// Versions that a key accepts: 1 to 9.
const KEYS: usize = 9;

/// What the dialog shows.
#[derive(Properties, PartialEq)]
pub struct AgreementProps {
    /// What is open.
    pub document: Shared<Document>,
    /// All of its annotations, whatever the filter shows.
    pub anchored: Shared<Vec<Rc<Anchored>>>,
    /// Whose they are.
    pub layers: Vec<Layer>,
    /// What these are called.
    pub names: Names,
    /// Asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The dialog.
#[component]
pub fn AgreementDialog(props: &AgreementProps) -> Html {
    let left_out = use_state(|| all_but_most(&props.layers));
    let told = use_state(String::new);
    let place = use_state(|| 0);
    let authors: Vec<Author> =
        props.names.iter().map(|(author, _)| author.clone()).filter(|author| !left_out.contains(author)).collect();
    let found = use_memo((props.anchored.clone(), authors.clone()), |(anchored, authors)| {
        agreement(&props.document.article, &props.document.codebook, anchored, authors)
    });
    let names: Vec<String> =
        props.names.iter().filter(|(author, _)| authors.contains(author)).map(|(_, name)| name.clone()).collect();
    let several = authors.len() > 1;
    // Written when it is asked for: it may be large.
    let save = |content: Rc<dyn Fn() -> String>, media_type: &'static str, ending: &'static str| {
        let (told, name) = (told.clone(), file_name(props.document.article.name()));
        Callback::from(move |_: MouseEvent| {
            let name = name.replace("glossator.json", ending);
            told.set(match download::download(&name, media_type, &content()) {
                Ok(()) => messages::downloaded(&name),
                Err(_) => messages::download_refused().to_owned(),
            });
        })
    };
    let result = Rc::new(accepted(&props.anchored));
    let decided = props.anchored.iter().filter(|it| decision(&it.annotation) == Some(Decision::Accepted)).count();
    let whole = {
        let (document, result) = (props.document.clone(), result.clone());
        Rc::new(move || written(&document, &result))
    };
    let as_table = {
        let (document, found, names) = (props.document.clone(), found.clone(), names.clone());
        Rc::new(move || csv::table(&lines(&document, &found, &names)))
    };
    html! {
        <Dialog title={messages::agreement()} class="wide" on_closed={props.on_closed.clone()}>
            <div class="agreement">
                if props.names.len() > 2 { { annotators(props, &left_out, &place, &told) } }
                if several {
                    { table(&props.document, &found, &names) }
                    <p class="hint">
                        { messages::what_alpha_is() }
                        if found.lost > 0 { { " " }{ messages::lost_not_compared(found.lost) } }
                    </p>
                    { pairs(&found, &names) }
                    <Queue
                        document={props.document.clone()}
                        found={Shared(found.clone())}
                        names={names.clone()}
                        place={place.clone()}
                        told={told.clone()}
                        ask={props.ask.clone()}
                    />
                } else {
                    <p>{ messages::choose_two_annotators() }</p>
                }
                if decided > result.len() {
                    <p class="once">{ messages::accepted_once(decided, result.len()) }</p>
                }
                <div class="foot">
                    <p role="status">{ &*told }</p>
                    if several {
                        <button type="button" onclick={save(as_table, "text/csv", "agreement.csv")}>
                            { messages::download_as_csv() }
                        </button>
                    }
                    if !result.is_empty() {
                        <button type="button" class="main" onclick={save(whole, file::MEDIA_TYPE, "accepted.glossator.json")}>
                            { messages::download_accepted(result.len()) }
                        </button>
                    }
                </div>
            </div>
        </Dialog>
    }
}

/// The document with what was accepted alone, as a file.
fn written(document: &Document, result: &[Rc<Annotation>]) -> String {
    let annotations: AnnotationSet = result.iter().cloned().collect();
    file::write(&Document { annotations, earlier: Vec::new(), ..document.clone() }, VERSION)
}

/// Annotators that are compared unless a person says otherwise: what it takes grows with them and the annotations both,
/// and the annotators of a public page are thousands.
const COMPARED: usize = 100;

/// Who is not among those with the most annotations.
fn all_but_most(layers: &[Layer]) -> Vec<Author> {
    let mut by_count: Vec<&Layer> = layers.iter().collect();
    sort(&mut by_count, |one, other| other.count.cmp(&one.count));
    by_count.into_iter().skip(COMPARED).map(|layer| layer.author.clone()).collect()
}

fn annotators(
    props: &AgreementProps,
    left_out: &UseStateHandle<Vec<Author>>,
    place: &UseStateHandle<usize>,
    told: &UseStateHandle<String>,
) -> Html {
    let switch = |(layer, (author, name)): (&Layer, &(Author, String))| {
        let (left_out, author, place, told) = (left_out.clone(), author.clone(), place.clone(), told.clone());
        let checked = !left_out.contains(&author);
        let onchange = Callback::from(move |event: Event| {
            let mut next = (*left_out).clone();
            next.retain(|one| *one != author);
            if !event.target_unchecked_into::<HtmlInputElement>().checked() {
                next.push(author.clone());
            }
            left_out.set(next);
            place.set(0);
            told.set(String::new());
        });
        html! {
            <label><input type="checkbox" {checked} {onchange} /><span><bdi>{ name }</bdi>{ " " }<small>{ clock::number(layer.count) }</small></span></label>
        }
    };
    html! {
        <fieldset class="annotators">
            <legend>{ messages::annotators() }</legend>
            if props.layers.len() > COMPARED {
                <p class="hint">{ messages::most_are_compared(COMPARED, props.layers.len()) }</p>
            }
            { for props.layers.iter().zip(&props.names).map(switch) }
        </fieldset>
    }
}

fn table(document: &Document, found: &Agreement, names: &[String]) -> Html {
    let columns = names.len() <= COLUMNS;
    let row = |row: &Row| {
        html! {
            <tr class={document.codebook.look(&row.category)}>
                <th scope="row"><i aria-hidden="true"></i><bdi>{ messages::category(&document.codebook, &row.category) }</bdi></th>
                if columns {
                    { for row.counts.iter().map(|count| html! { <td class="one">{ clock::number(*count) }</td> }) }
                } else {
                    <td>{ clock::number(row.counts.iter().sum()) }</td>
                }
                <td>{ messages::per_cent(&per_cent(row.by_all, row.by_any)) }</td>
                <td>{ shown_alpha(row.alpha) }</td>
            </tr>
        }
    };
    html! {
        <table class={(names.len() > 2).then_some("several")}>
            <caption>{ messages::agreement_by_category() }</caption>
            <thead>
                <tr>
                    <th scope="col">{ messages::category_name() }</th>
                    if columns {
                        { for names.iter().map(|name| html! { <th scope="col" class="one"><bdi>{ name }</bdi></th> }) }
                    } else {
                        <th scope="col">{ messages::annotations_name() }</th>
                    }
                    <th scope="col">{ messages::words_alike() }</th>
                    <th scope="col">{ "α" }</th>
                </tr>
            </thead>
            <tbody>{ for found.rows.iter().map(row) }</tbody>
        </table>
    }
}

/// How far each two of several agree.
fn pairs(found: &Agreement, names: &[String]) -> Html {
    if found.pairs.is_empty() {
        return Html::default();
    }
    let row = |pair: &Pair| {
        html! {
            <tr>
                <th scope="row"><bdi>{ &names[pair.of.0] }</bdi>{ " – " }<bdi>{ &names[pair.of.1] }</bdi></th>
                <td>{ shown_alpha(pair.alpha) }</td>
            </tr>
        }
    };
    html! {
        <details class="pairs">
            <summary>{ messages::agreement_by_pair() }</summary>
            <table>
                <thead><tr><th scope="col">{ messages::annotators() }</th><th scope="col">{ "α" }</th></tr></thead>
                <tbody>{ for found.pairs.iter().map(row) }</tbody>
            </table>
            <p class="hint">{ messages::what_pairs_are() }</p>
        </details>
    }
}

fn shown_alpha(alpha: Option<i32>) -> String {
    alpha.map_or("–".to_owned(), |alpha| hundredths(alpha, messages::decimal_point()))
}

/// How the versions of a place differ, in words.
fn in_words(difference: Difference) -> &'static str {
    match difference {
        Difference::Category => messages::differ_in_category(),
        Difference::Missing => messages::differ_in_presence(),
        Difference::Extent => messages::differ_in_extent(),
        Difference::None => messages::nowhere(),
    }
}

/// A number of hundredths, with what stands between units and tenths.
fn hundredths(number: i32, point: &str) -> String {
    let (sign, number) = (if number < 0 { "−" } else { "" }, number.unsigned_abs());
    let tenths = number / 10 % 10;
    [sign, &(number / 100).to_string(), point, &tenths.to_string(), &(number % 10).to_string()].concat()
}

/// The places where annotators differ.
#[derive(Properties, PartialEq)]
struct QueueProps {
    document: Shared<Document>,
    found: Shared<Agreement>,
    names: Vec<String>,
    place: UseStateHandle<usize>,
    told: UseStateHandle<String>,
    ask: Ask,
}

#[component]
fn Queue(props: &QueueProps) -> Html {
    // The focus follows the place: what was pressed may be gone, and who hears the page is told where they are.
    let node = use_node_ref();
    let wanted = use_memo((), |()| Cell::new(false));
    use_effect({
        let (wanted, node) = (wanted.clone(), node.clone());
        move || {
            if wanted.take()
                && let Some(node) = node.cast::<HtmlElement>()
            {
                let _ = node.focus();
            }
        }
    });
    let (same, differing): (Vec<&Place>, Vec<&Place>) =
        props.found.places.iter().partition(|it| it.difference == Difference::None);
    let open: Vec<(Iri, Option<Decision>)> = same
        .iter()
        .flat_map(|it| it.annotations())
        .filter(|it| decision(it).is_none())
        .map(|it| (it.id.clone(), Some(Decision::Accepted)))
        .collect();
    let undecided = same.iter().filter(|it| !it.is_decided()).count();
    // One step for all, of which nothing decided is a part.
    let by_most: Vec<_> = differing.iter().filter(|it| it.is_untouched()).filter_map(|it| it.by_most()).collect();
    let decide = |decisions: Vec<(Iri, Option<Decision>)>, said: String| {
        let (ask, told, wanted) = (props.ask.clone(), props.told.clone(), wanted.clone());
        Callback::from(move |_: MouseEvent| {
            ask.emit(Wish::Do(Action::decide(decisions.clone(), clock::now())));
            wanted.set(true);
            told.set(said.clone());
        })
    };
    let take_back = || {
        let all = same.iter().flat_map(|it| it.annotations());
        let decided = all.filter(|it| decision(it).is_some()).map(|it| (it.id.clone(), None)).collect();
        decide(decided, messages::decisions_taken_back().to_owned())
    };
    let accept_same = decide(open.clone(), messages::same_accepted(undecided));
    let accept_most = || decide(by_most.iter().flatten().cloned().collect(), messages::same_accepted(by_most.len()));
    let decided = differing.iter().filter(|it| it.is_decided()).count();
    let shown = (*props.place).min(differing.len().saturating_sub(1));
    html! {
        <>
            <h3>{ messages::where_they_agree() }</h3>
            <p class="same">
                { messages::places_agreed(same.len(), props.found.places.len()) }
                if !open.is_empty() {
                    { " " }<button type="button" onclick={accept_same}>{ messages::accept_agreed(undecided) }</button>
                } else if !same.is_empty() {
                    { " " }{ messages::all_decided() }
                    { " " }<button type="button" class="link" onclick={take_back()}>{ messages::take_decisions_back() }</button>
                }
            </p>
            <h3>{ messages::where_they_differ() }</h3>
            if let Some(place) = differing.get(shown) {
                <p class="same">
                    <span class="hint">{ messages::places_decided(decided, differing.len()) }</span>
                    if !by_most.is_empty() {
                        { " " }<button type="button" onclick={accept_most()}>{ messages::accept_most_everywhere(by_most.len()) }</button>
                    }
                </p>
                { one(props, &differing, shown, place, &wanted, &node) }
            } else {
                <p>{ messages::nowhere() }</p>
            }
        </>
    }
}

/// One place, with everybody's version of it.
fn one(
    props: &QueueProps,
    differing: &[&Place],
    shown: usize,
    place: &Place,
    wanted: &Rc<Cell<bool>>,
    node: &NodeRef,
) -> Html {
    let go = {
        let (place, told, wanted) = (props.place.clone(), props.told.clone(), wanted.clone());
        Callback::from(move |to: Option<usize>| {
            if let Some(to) = to {
                told.set(String::new());
                place.set(to);
                wanted.set(true);
            }
        })
    };
    let before = shown.checked_sub(1);
    let after = Some(shown + 1).filter(|at| *at < differing.len());
    // What each key decides, in the order in which the versions stand.
    let ids: Vec<Iri> = place.annotations().map(|it| it.id.clone()).collect();
    let only = |at: usize| -> Vec<(Iri, Option<Decision>)> {
        let sort = |(one, id): (usize, &Iri)| {
            (id.clone(), Some(if one == at { Decision::Accepted } else { Decision::Rejected }))
        };
        ids.iter().enumerate().map(sort).collect()
    };
    let each = |decision: Option<Decision>| -> Vec<(Iri, Option<Decision>)> {
        ids.iter().map(|id| (id.clone(), decision)).collect()
    };
    // The next that nobody decided about, from here on and around.
    let next = (shown + 1..differing.len()).chain(0..shown).find(|at| !differing[*at].is_decided());
    let decide = {
        let (ask, told, at, wanted) = (props.ask.clone(), props.told.clone(), props.place.clone(), wanted.clone());
        let (undecided, is_decided) = (differing.iter().filter(|it| !it.is_decided()).count(), place.is_decided());
        Callback::from(move |(decisions, whole): (Vec<(Iri, Option<Decision>)>, bool)| {
            let back = decisions.iter().any(|(_, decision)| decision.is_none());
            ask.emit(Wish::Do(Action::decide(decisions, clock::now())));
            // Of several versions, one may be decided about after the other.
            wanted.set(back || whole);
            if back || !whole {
                told.set(String::new());
                return;
            }
            let left = undecided - usize::from(!is_decided);
            told.set(if left == 0 {
                messages::differences_decided().to_owned()
            } else {
                messages::left_to_decide(left)
            });
            if let Some(next) = next {
                at.set(next);
            }
        })
    };
    let press = |decisions: Vec<(Iri, Option<Decision>)>, whole: bool| {
        decide.reform(move |_: MouseEvent| (decisions.clone(), whole))
    };
    // A number is an author's, whether they marked something here or not: it stays the same from place to place.
    let numbers: Vec<Option<usize>> = {
        let mut count = 0;
        let number = |version: &Option<Rc<Anchored>>| {
            count += usize::from(version.is_some());
            version.as_ref().map(|_| count - 1)
        };
        place.versions.iter().map(number).collect()
    };
    // Of more annotators than there are keys, those have one that marked something here.
    let many = props.names.len() > KEYS;
    let key_of = |at: usize| if many { numbers[at] } else { Some(at) }.filter(|key| *key < KEYS);
    let by_most = place.by_most();
    let onkeydown = {
        let (decide, go) = (decide.clone(), go.clone());
        let by_most = by_most.clone();
        let (all, none) = (each(Some(Decision::Accepted)), each(Some(Decision::Rejected)));
        let each_only: Vec<_> = match many {
            true => (0..ids.len().min(KEYS)).map(|at| Some(only(at))).collect(),
            false => numbers.iter().map(|at| at.map(only)).collect(),
        };
        Callback::from(move |event: KeyboardEvent| {
            // A key that is held decides once.
            if event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat() {
                return;
            }
            let key = event.key();
            match key.as_str() {
                "a" | "A" => decide.emit((all.clone(), true)),
                "0" => decide.emit((none.clone(), true)),
                "m" | "M" if by_most.is_some() => by_most.iter().for_each(|it| decide.emit((it.clone(), true))),
                "ArrowRight" => go.emit(after),
                "ArrowLeft" => go.emit(before),
                _ => match key.parse::<usize>().ok().and_then(|number| each_only.get(number.checked_sub(1)?)) {
                    Some(only) => only.iter().for_each(|only| decide.emit((only.clone(), true))),
                    None => return,
                },
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let show = {
        let (ask, id) = (props.ask.clone(), ids.first().cloned());
        Callback::from(move |event: MouseEvent| {
            close(&event);
            // What the filter leaves out has no card.
            ask.emit(Wish::Filter(Filter::default()));
            if let Some(id) = &id {
                ask.emit(Wish::FocusCard(id.clone()));
            }
        })
    };
    let label = messages::place_of(shown + 1, differing.len());
    let difference = in_words(place.difference);
    // Of many annotators, those who marked nothing here are a line.
    let absent: Vec<&String> =
        props.names.iter().zip(&place.versions).filter(|(_, it)| it.is_none()).map(|(name, _)| name).collect();
    let folds = props.names.len() > COLUMNS;
    let version = |(at, (name, version)): (usize, (&String, &Option<Rc<Anchored>>))| {
        let Some(anchored) = version else {
            if folds {
                return Html::default();
            }
            return html! { <div role="group" aria-label={name.clone()}><p class="by"><b><bdi>{ name }</bdi></b></p><p class="hint">{ messages::nothing_marked_here() }</p></div> };
        };
        let it = &anchored.annotation;
        let now = decision(it);
        let pressed = |wanted: Decision| (now == Some(wanted)).to_string();
        let turn = |wanted: Decision| {
            let next = (now != Some(wanted)).then_some(wanted);
            // The last one of several decides the place.
            let others = place.annotations().filter(|one| one.id != it.id).all(|one| decision(one).is_some());
            press(vec![(it.id.clone(), next)], others)
        };
        html! {
            <div role="group" aria-label={name.clone()} class={classes!(props.document.codebook.look(&it.category), now.map(Decision::as_str))}>
                <p class="by"><b><bdi>{ name }</bdi></b></p>
                <p><i aria-hidden="true"></i><bdi>{ messages::category(&props.document.codebook, &it.category) }</bdi></p>
                <p class="words" dir="auto">{ messages::shortened(&it.quote(), 300) }</p>
                if !it.note.is_empty() { <p class="note" dir="auto">{ &it.note }</p> }
                { said(it) }
                <p class="buttons">
                    if ids.len() > 1 {
                        <button type="button" onclick={press(numbers[at].map(only).unwrap_or_default(), true)}>
                            { messages::only_this() }
                            if let Some(key) = key_of(at) { { " " }<kbd aria-hidden="true">{ key + 1 }</kbd> }
                        </button>
                    }
                    <button type="button" aria-pressed={pressed(Decision::Accepted)} onclick={turn(Decision::Accepted)}>{ messages::accept_this() }</button>
                    <button type="button" aria-pressed={pressed(Decision::Rejected)} onclick={turn(Decision::Rejected)}>{ messages::reject_this() }</button>
                </p>
            </div>
        }
    };
    let versions: Vec<Html> = props.names.iter().zip(&place.versions).enumerate().map(version).collect();
    let (words_before, words_after) = around(&props.document.article, place.extent);
    html! {
        <section key={shown} ref={node.clone()} tabindex="-1" autofocus=true aria-label={format!("{label}. {difference}")} {onkeydown}>
            <p class="steps">
                <button type="button" aria-disabled={before.is_none().then_some("true")} onclick={go.reform(move |_: MouseEvent| before)}>{ messages::previous_place() }</button>
                <span>{ label }</span>
                <button type="button" aria-disabled={after.is_none().then_some("true")} onclick={go.reform(move |_: MouseEvent| after)}>{ messages::next_place() }</button>
                <button type="button" class="link" onclick={show}>{ messages::show_in_article() }</button>
            </p>
            <p class="differ">{ difference }</p>
            <blockquote dir="auto">
                { words_before }{ marked(&props.document.article, place) }{ words_after }
            </blockquote>
            <div class="sides">{ versions }</div>
            if folds && !absent.is_empty() {
                <details class="absent">
                    <summary>{ messages::others_marked_nothing(absent.len()) }</summary>
                    <p>{ for absent.iter().enumerate().map(|(at, name)| html! { <>{ if at > 0 { ", " } else { "" } }<bdi>{ *name }</bdi></> }) }</p>
                </details>
            }
            <p class="buttons">
                if let Some(by_most) = by_most {
                    <button type="button" onclick={press(by_most, true)}>{ messages::accept_most() }{ " " }<kbd aria-hidden="true">{ messages::key("m") }</kbd></button>
                }
                if ids.len() > 1 {
                    <button type="button" onclick={press(each(Some(Decision::Accepted)), true)}>{ messages::accept_all() }</button>
                    <button type="button" onclick={press(each(Some(Decision::Rejected)), true)}>{ messages::reject_all() }</button>
                }
                if place.annotations().any(|it| decision(it).is_some()) {
                    <button type="button" class="link" onclick={press(each(None), true)}>{ messages::take_decision_back() }</button>
                }
            </p>
            <p class="hint">{ messages::deciding_keys() }</p>
        </section>
    }
}

/// The words of a place, with those set off that somebody marked.
fn marked(article: &Article, place: &Place) -> Html {
    let mut ranges: Vec<TextRange> = Vec::new();
    for version in place.versions.iter().flatten() {
        ranges.extend(version.anchors.iter().filter_map(|anchor| anchor.range()));
    }
    sort_and_dedup(&mut ranges);
    let mut parts: Vec<Html> = Vec::new();
    let mut at = place.extent.start;
    for range in ranges {
        if range.start > at {
            parts.push(html! { article.text.slice(TextRange { start: at, end: range.start }) });
        }
        if range.end > at {
            parts.push(
                html! { <b>{ article.text.slice(TextRange { start: range.start.max(at), end: range.end }) }</b> },
            );
            at = range.end;
        }
    }
    parts.into_iter().collect()
}

/// The words before and after a place, in its paragraphs.
fn around(article: &Article, extent: TextRange) -> (String, String) {
    let block = |byte: usize| article.block_at(byte).and_then(|at| article.blocks.get(at)).map(|it| it.range);
    let start = block(extent.start).map_or(extent.start, |it| it.start.min(extent.start));
    let end = block(extent.end.saturating_sub(1).max(extent.start)).map_or(extent.end, |it| it.end.max(extent.end));
    let text = article.text.as_str();
    let (before, after) = (&text[start..extent.start], &text[extent.end..end]);
    let before = match before.char_indices().rev().nth(AROUND) {
        None => before.to_owned(),
        Some((cut, _)) => {
            let rest = &before[cut..];
            ["…", &rest[rest.find(' ').unwrap_or_default()..]].concat()
        }
    };
    let after = match after.char_indices().nth(AROUND) {
        None => after.to_owned(),
        Some((cut, _)) => {
            let rest = &after[..cut];
            [&rest[..rest.rfind(' ').unwrap_or(rest.len())], " …"].concat()
        }
    };
    (before, after)
}

/// The table and the places as one table for other programs, whose numbers are plain.
fn lines(document: &Document, found: &Agreement, names: &[String]) -> Vec<Vec<String>> {
    let head = [messages::what_is_counted(), messages::category_label(), messages::words_name()].map(str::to_owned);
    let tail =
        [messages::words_by_all(), messages::words_by_any(), "α", messages::difference_name()].map(str::to_owned);
    let plain = |alpha: Option<i32>| alpha.map(|it| hundredths(it, ".").replace('−', "-")).unwrap_or_default();
    let mut lines: Vec<Vec<String>> = vec![head.into_iter().chain(names.iter().cloned()).chain(tail).collect()];
    for row in &found.rows {
        let mut line = vec![messages::category_name().to_owned()];
        line.push(messages::category(&document.codebook, &row.category));
        line.push(String::new());
        line.extend(row.counts.iter().map(|count| count.to_string()));
        line.extend([row.by_all.to_string(), row.by_any.to_string()]);
        line.push(plain(row.alpha));
        line.push(String::new());
        lines.push(line);
    }
    for pair in &found.pairs {
        let of = [&names[pair.of.0], " – ", &names[pair.of.1]].concat();
        let mut line = vec![messages::pair_name().to_owned(), of];
        line.extend(vec![String::new(); names.len() + 3]);
        line.extend([plain(pair.alpha), String::new()]);
        lines.push(line);
    }
    for place in &found.places {
        let mut line = vec![messages::place_name().to_owned(), String::new()];
        line.push(document.article.text.slice(place.extent).to_owned());
        line.extend(place.versions.iter().map(|version| {
            let Some(it) = version.as_ref().map(|it| &it.annotation) else { return String::new() };
            let category = messages::category(&document.codebook, &it.category);
            match decision(it) {
                Some(decision) => [&category, ": ", messages::value("decision", decision.as_str())].concat(),
                None => category,
            }
        }));
        line.extend([String::new(), String::new(), String::new()]);
        line.push(in_words(place.difference).to_owned());
        lines.push(line);
    }
    lines
}
