//! Copies outside of the browser's storage: the files of a folder that every change is also written to, where the browser
//! has such folders and a person chose one, and what was downloaded. They are for the day on which the browser has lost
//! everything, so they are told of truthfully, and a line reminds of them where the newest is old.

use super::keeping::{OLD, uncopied};
use super::{Desk, KeepsCopies};
use crate::VERSION;
use crate::browser::clock;
use crate::browser::folder::{self, Folder, Refusal};
use crate::components::notices::Line;
use crate::messages;
use gloo::timers::callback::Timeout;
use glossator_core::annotation::{Iri, Timestamp};
use glossator_core::document::Document;
use glossator_core::file;
use js_sys::Reflect;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::MouseEvent;
use yew::{Html, html};

use super::{Ask, Wish};

/// What storage remembers it by.
const FOLDER: &str = "folder";
const COPY: &str = "copy";

/// Milliseconds without a change before one is written: a whole file is written each time.
const REST: u32 = 2_000;

/// Milliseconds after which a folder that refused is tried again.
const RETRY: u32 = 30_000;

/// What a person may want of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copying {
    /// Choose a folder.
    Choose,
    /// Let the page write into the chosen one again.
    Allow,
    /// Write into it no more. The files stay.
    Stop,
    /// Be reminded another time.
    NotNow,
}

/// How the folder stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Standing {
    /// Nothing was written yet since the page was opened, or something is being written.
    #[default]
    Busy,
    /// All changes are in it; since when.
    Written(Timestamp),
    /// The browser asks the person first.
    Asks,
    /// It refused; what the browser says.
    Failed(String),
}

/// What is known of the copies of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Copy {
    /// When one was downloaded last, or it came from a file.
    downloaded: Option<Timestamp>,
    /// When one was written into the folder last.
    written: Option<Timestamp>,
    /// Which folder that was: by the time at which it was chosen.
    folder: i64,
    /// The file in the folder.
    name: String,
    /// What tells it from a later one that somebody else wrote.
    stamp: String,
    /// Whether a part of the document could not be read when it was written.
    partial: bool,
    /// When the person did not want to be reminded.
    asked: Option<Timestamp>,
}

impl Copy {
    fn read(record: &JsValue) -> Self {
        let property = |name: &str| Reflect::get(record, &name.into()).unwrap_or_default();
        let time = |name: &str| property(name).as_f64().map(|it| Timestamp(it as i64));
        Self {
            downloaded: time("downloaded"),
            written: time("written"),
            folder: property("folder").as_f64().unwrap_or_default() as i64,
            name: property("name").as_string().unwrap_or_default(),
            stamp: property("stamp").as_string().unwrap_or_default(),
            partial: property("partial").is_truthy(),
            asked: time("asked"),
        }
    }

    fn properties(&self) -> [(&'static str, JsValue); 7] {
        let time = |at: Option<Timestamp>| at.map_or(JsValue::UNDEFINED, |at| JsValue::from_f64(at.0 as f64));
        [
            ("downloaded", time(self.downloaded)),
            ("written", time(self.written)),
            ("folder", JsValue::from_f64(self.folder as f64)),
            ("name", self.name.as_str().into()),
            ("stamp", self.stamp.as_str().into()),
            ("partial", self.partial.into()),
            ("asked", time(self.asked)),
        ]
    }

    /// The newest, wherever it is.
    fn newest(&self) -> Option<Timestamp> {
        self.downloaded.max(self.written)
    }
}

/// The folder, and what is on its way there.
#[derive(Default)]
pub struct Copies {
    /// With the time at which it was chosen.
    folder: RefCell<Option<(Folder, i64)>>,
    standing: RefCell<Standing>,
    /// Whether it could not be remembered, and holds for this tab alone.
    is_own: Cell<bool>,
    /// Documents that are not written yet as they are stored.
    waiting: RefCell<Vec<Iri>>,
    busy: Cell<bool>,
    rest: RefCell<Option<Timeout>>,
    /// What is known of the open document.
    known: RefCell<Option<(Iri, Copy)>>,
}

/// The `nth` name for an article of that title, from 1 on.
fn name(document: &Document, nth: u32) -> String {
    let name = file::file_name(document.article.name());
    match (nth, name.strip_suffix(".glossator.json")) {
        (2.., Some(stem)) => format!("{stem}-{nth}.glossator.json"),
        _ => name,
    }
}

impl Copies {
    /// Finds the folder that was chosen on another day, and writes what changed since into it.
    pub async fn begin(desk: &Rc<Desk>) {
        let copies = Rc::new(Self::default());
        if desk.copies.set(copies.clone()).is_err() {
            return;
        }
        // What cannot be read is as good as none.
        let record = desk.storage.remembered(FOLDER, None).await.unwrap_or_default().pop().unwrap_or_default();
        let property = |name: &str| Reflect::get(&record, &name.into()).unwrap_or_default();
        if let Some(folder) = Folder::kept(property("handle")) {
            let chosen = property("chosen").as_f64().unwrap_or_default() as i64;
            copies.folder.replace(Some((folder, chosen)));
            copies.catch_up(desk).await;
        }
        desk.redraw();
    }

    /// Writes everything that was changed after it was written.
    async fn catch_up(self: &Rc<Self>, desk: &Rc<Desk>) {
        let Some((_, chosen)) = self.folder.borrow().clone() else { return };
        let (Ok(library), Some(known)) = (desk.storage.library().await, self.all(desk).await) else { return };
        for entry in &library.entries {
            let id = &entry.id;
            let copy = known.get(id.as_str());
            if copy.is_none_or(|it| it.folder != chosen || it.written < Some(entry.modified)) {
                self.waiting.borrow_mut().push(id.clone());
            }
        }
        self.write(desk);
    }

    /// Writes what waits, one document after the other.
    fn write(self: &Rc<Self>, desk: &Rc<Desk>) {
        if self.folder.borrow().is_none() || self.busy.replace(true) {
            return;
        }
        self.rest.take();
        let (copies, desk) = (self.clone(), desk.clone());
        spawn_local(async move {
            copies.write_all(&desk).await;
            copies.busy.set(false);
            desk.redraw();
        });
    }

    async fn write_all(self: &Rc<Self>, desk: &Rc<Desk>) {
        loop {
            self.follow(desk).await;
            let Some((folder, chosen)) = self.folder.borrow().clone() else { return };
            if !folder.may_write(false).await {
                self.standing.replace(Standing::Asks);
                return;
            }
            let Some(id) = self.waiting.borrow().first().cloned() else { break };
            let done = folder::alone(self.write_one(desk, &folder, chosen, &id)).await;
            match done {
                // It may have been changed meanwhile, and then it stands in the list once more.
                Ok(()) => {
                    // For another folder, it waits still.
                    if self.folder.borrow().as_ref().is_none_or(|(_, now)| *now != chosen) {
                        continue;
                    }
                    let mut waiting = self.waiting.borrow_mut();
                    if let Some(at) = waiting.iter().position(|it| *it == id) {
                        waiting.remove(at);
                    }
                }
                Err(refusal) => {
                    let standing = match refusal.name.as_str() {
                        "NotAllowedError" => Standing::Asks,
                        _ if refusal.is_missing() => Standing::Failed(messages::folder_is_gone().to_owned()),
                        _ => Standing::Failed([refusal.message.trim_end_matches('.'), "."].concat()),
                    };
                    self.standing.replace(standing);
                    // The others come first the next time: one that cannot be read holds up none.
                    let mut waiting = self.waiting.borrow_mut();
                    if !waiting.is_empty() {
                        waiting.rotate_left(1);
                    }
                    drop(waiting);
                    self.later(desk, RETRY);
                    return;
                }
            }
        }
        self.standing.replace(Standing::Written(clock::now()));
    }

    /// Takes the folder that another tab has chosen since, or none.
    async fn follow(&self, desk: &Rc<Desk>) {
        if self.is_own.get() {
            return;
        }
        let known = self.folder.borrow().as_ref().map(|(_, chosen)| *chosen);
        let Ok(mut all) = desk.storage.remembered(FOLDER, None).await else { return };
        let Some(record) = all.pop() else { return };
        let property = |name: &str| Reflect::get(&record, &name.into()).unwrap_or_default();
        let chosen = property("chosen").as_f64().map(|it| it as i64);
        if chosen != known {
            self.folder.replace(Folder::kept(property("handle")).zip(chosen));
        }
    }

    async fn write_one(&self, desk: &Rc<Desk>, folder: &Folder, chosen: i64, id: &Iri) -> Result<(), Refusal> {
        let refused = |message: String| Refusal { name: String::new(), message };
        let loaded = desk.storage.load(id).await.map_err(|error| refused(error.to_string()))?;
        let Some(loaded) = loaded.filter(|it| !it.trashed) else { return Ok(()) };
        let partial = !loaded.unreadable.is_empty() || loaded.missing;
        let document = loaded.document;
        let at = clock::now();
        let mut copy = self.copy_of(desk, id).await;
        let before = copy.name.clone();
        let known = copy.folder == chosen && !before.is_empty();
        // Only what this page wrote is written over; and what is there whole is not by a part, of which it may be the
        // last copy.
        let is_own = known && folder.stamp(&before).await?.is_none_or(|stamp| stamp == copy.stamp);
        let is_free = is_own && (!partial || copy.partial);
        if !is_free {
            let mut nth = 1;
            copy.name = loop {
                let name = name(&document, nth);
                if folder.stamp(&name).await?.is_none() {
                    break name;
                }
                nth += 1;
            };
            if known && !is_own {
                desk.trouble(messages::file_was_changed(&before, &copy.name));
            }
        }
        copy.stamp = folder.write(&copy.name, &file::write(&document, VERSION)).await?;
        (copy.written, copy.folder, copy.partial) = (Some(at), chosen, partial);
        self.remember(desk, id, copy).await;
        Ok(())
    }

    /// What is known of the copies of all documents, by their ids.
    async fn all(&self, desk: &Desk) -> Option<HashMap<String, Copy>> {
        let records = desk.storage.remembered(COPY, None).await.ok()?;
        let id = |record: &JsValue| {
            let key: js_sys::Array = Reflect::get(record, &"key".into()).unwrap_or_default().into();
            key.get(1).as_string().unwrap_or_default()
        };
        Some(records.iter().map(|it| (id(it), Copy::read(it))).collect())
    }

    async fn copy_of(&self, desk: &Desk, id: &Iri) -> Copy {
        let records = desk.storage.remembered(COPY, Some(id)).await.unwrap_or_default();
        records.last().map(Copy::read).unwrap_or_default()
    }

    async fn remember(&self, desk: &Desk, id: &Iri, copy: Copy) {
        // Where that is not stored, the file is taken for somebody else's next time, and stays.
        let _ = desk.storage.remember(COPY, Some(id), &copy.properties()).await;
        let mut known = self.known.borrow_mut();
        if known.as_ref().is_none_or(|(it, _)| it == id) {
            *known = Some((id.clone(), copy));
        }
    }

    fn later(self: &Rc<Self>, desk: &Rc<Desk>, after: u32) {
        let (copies, desk) = (self.clone(), desk.clone());
        self.rest.replace(Some(Timeout::new(after, move || copies.write(&desk))));
    }

    /// What is known of the open document; it is looked for where that is another one now.
    fn of_open(self: &Rc<Self>, desk: &Rc<Desk>) -> Option<Copy> {
        let id = desk.document().id.clone();
        if let Some((_, copy)) = self.known.borrow().as_ref().filter(|(known, _)| *known == id) {
            return Some(copy.clone());
        }
        self.known.replace(Some((id.clone(), Copy::default())));
        let (copies, desk) = (self.clone(), desk.clone());
        spawn_local(async move {
            let copy = copies.copy_of(&desk, &id).await;
            if copies.known.borrow().as_ref().is_some_and(|(known, _)| *known == id) {
                copies.known.replace(Some((id, copy)));
                desk.redraw();
            }
        });
        None
    }

    /// What reminds of a copy, where much work has been in this browser alone for long.
    fn reminds(&self, desk: &Desk, copy: &Copy) -> Option<String> {
        let in_folder = self.folder.borrow().is_some() && matches!(*self.standing.borrow(), Standing::Written(_));
        let asked = copy.asked.is_some_and(|at| clock::now().0 - at.0 < OLD);
        if in_folder || asked || !desk.storage.keeps() {
            return None;
        }
        let found = uncopied(&desk.document(), &desk.me(), copy.newest(), clock::now())?;
        Some(messages::no_copy(found.count, &clock::day_and_time(found.since)))
    }

    async fn choose(self: &Rc<Self>, desk: &Rc<Desk>) {
        match Folder::choose().await {
            Ok(None) => {}
            Ok(Some(folder)) => {
                let chosen = clock::now().0;
                let properties = [("handle", folder.handle().clone()), ("chosen", JsValue::from_f64(chosen as f64))];
                let kept = desk.storage.remember(FOLDER, None, &properties).await;
                self.is_own.set(kept.is_err());
                if let Err(error) = kept {
                    desk.trouble(error.to_string());
                }
                desk.say(messages::copying_to(&folder.name()));
                self.folder.replace(Some((folder, chosen)));
                self.standing.replace(Standing::Busy);
                self.waiting.borrow_mut().clear();
                desk.redraw();
                self.catch_up(desk).await;
            }
            Err(refusal) => desk.trouble(messages::folder_refused(&refusal.message)),
        }
    }
}

impl Desk {
    /// A document was downloaded, or is what a file has.
    pub(super) fn is_in_a_file(self: &Rc<Self>, id: &Iri) {
        self.are_in_a_file(std::slice::from_ref(id));
    }

    /// The same of several.
    pub(super) fn are_in_a_file(self: &Rc<Self>, ids: &[Iri]) {
        if let Some(copies) = self.copies.get() {
            copies.clone().downloaded(self, ids);
        }
    }

    /// What a person should know of copies.
    pub fn copy_line(self: &Rc<Self>, ask: &Ask) -> Option<Html> {
        self.copies.get()?.clone().line(self, ask)
    }

    /// What is chosen about copies.
    pub fn copies_settings(&self, ask: &Ask) -> Html {
        self.copies.get().map(|copies| copies.clone().settings(ask)).unwrap_or_default()
    }
}

impl KeepsCopies for Copies {
    fn saved(self: Rc<Self>, desk: &Rc<Desk>, id: &Iri) {
        if self.folder.borrow().is_none() {
            return;
        }
        // The first is being written perhaps, as it was before.
        let begun = usize::from(self.busy.get());
        if !self.waiting.borrow().iter().skip(begun).any(|it| it == id) {
            self.waiting.borrow_mut().push(id.clone());
        }
        self.later(desk, REST);
    }

    fn downloaded(self: Rc<Self>, desk: &Rc<Desk>, ids: &[Iri]) {
        let (copies, desk, ids) = (self, desk.clone(), ids.to_vec());
        spawn_local(async move {
            // Not between what a write reads of the same record and what it leaves there.
            let note = async {
                let downloaded = Some(clock::now());
                let all = copies.all(&desk).await.unwrap_or_default();
                let with = |id: &Iri| Copy { downloaded, ..all.get(id.as_str()).cloned().unwrap_or_default() };
                let records: Vec<_> = ids.iter().map(|id| (id.clone(), with(id).properties().to_vec())).collect();
                // Where that is not stored, a reminder comes that need not.
                let _ = desk.storage.remember_each(COPY, &records).await;
                let open = desk.document().id.clone();
                if ids.contains(&open) {
                    let copy = with(&open);
                    copies.known.replace(Some((open, copy)));
                }
            };
            folder::alone(note).await;
            desk.redraw();
        });
    }

    fn state(self: Rc<Self>, desk: &Rc<Desk>) -> Html {
        let copy = self.of_open(desk).unwrap_or_default();
        let folder = self.folder.borrow().as_ref().map(|(folder, _)| messages::shortened(&folder.name(), 20));
        let (class, words) = match (&folder, &*self.standing.borrow()) {
            (Some(folder), Standing::Written(at)) => ("", messages::in_folder(folder, &clock::short(*at))),
            (Some(_), Standing::Busy) => ("", messages::writing_copy().to_owned()),
            (Some(folder), _) => ("trouble", messages::not_in_folder(folder)),
            (None, _) => match copy.downloaded {
                Some(at) => ("", messages::copy_from(&clock::short(at))),
                None => return Html::default(),
            },
        };
        html! { <span class={yew::classes!("copy-state", class)}>{ words }</span> }
    }

    fn line(self: Rc<Self>, desk: &Rc<Desk>, ask: &Ask) -> Option<Html> {
        let wish = |copying: Copying| ask.reform(move |_: MouseEvent| Wish::Copies(copying));
        let button = |words: &str, copying: Copying| html! { <>{ " " }<button type="button" class="link" onclick={wish(copying)}>{ words.to_owned() }</button></> };
        let folder = self.folder.borrow().as_ref().map(|(folder, _)| messages::shortened(&folder.name(), 40));
        let standing = self.standing.borrow().clone();
        if let Some(folder) = folder {
            let (content, alert) = match standing {
                Standing::Asks => {
                    let words = messages::folder_asks(&folder);
                    (
                        html! { <>{ words }{ button(messages::allow(), Copying::Allow) }{ button(messages::stop_copies(), Copying::Stop) }</> },
                        false,
                    )
                }
                Standing::Failed(reason) => {
                    let words = messages::folder_failed(&folder, &reason);
                    (
                        html! { <>{ words }{ button(messages::choose_other_folder(), Copying::Choose) }{ button(messages::stop_copies(), Copying::Stop) }</> },
                        true,
                    )
                }
                _ => return None,
            };
            let class = if alert { "trouble" } else { "" };
            return Some(Line { key: "folder".into(), class, alert, content, on_close: None }.html());
        }
        let copy = self.of_open(desk)?;
        let words = self.reminds(desk, &copy)?;
        let me = desk.me().name;
        let export = ask.reform(move |_: MouseEvent| Wish::Export(super::OURS.to_owned(), me.clone()));
        let content = html! {
            <>{ words }{ " " }<button type="button" class="link" onclick={export}>{ messages::export_now() }</button></>
        };
        Some(
            Line { key: "copy".into(), class: "hint", alert: false, content, on_close: Some(wish(Copying::NotNow)) }
                .html(),
        )
    }

    fn settings(self: Rc<Self>, ask: &Ask) -> Html {
        let wish = |copying: Copying| ask.reform(move |_: MouseEvent| Wish::Copies(copying));
        let folder = self.folder.borrow().as_ref().map(|(folder, _)| messages::shortened(&folder.name(), 60));
        let words = match (&folder, &*self.standing.borrow()) {
            (None, _) => None,
            (Some(folder), Standing::Written(at)) => Some(messages::copied_to(folder, &clock::short(*at))),
            (Some(folder), Standing::Busy) => Some(messages::copying_to(folder)),
            (Some(folder), Standing::Asks) => Some(messages::folder_asks(folder)),
            (Some(folder), Standing::Failed(reason)) => Some(messages::folder_failed(folder, reason)),
        };
        html! {
            <>
                <h3>{ messages::copies() }</h3>
                <p>{ messages::what_copies_are_for() }</p>
                if let Some(words) = words {
                    <p role="status">{ words }</p>
                }
                if Folder::are_there() {
                    <div class="row">
                        if *self.standing.borrow() == Standing::Asks && folder.is_some() {
                            <button type="button" onclick={wish(Copying::Allow)}>{ messages::allow() }</button>
                        }
                        <button type="button" onclick={wish(Copying::Choose)}>
                            { if folder.is_some() { messages::choose_other_folder() } else { messages::choose_folder() } }
                        </button>
                        if folder.is_some() {
                            <button type="button" onclick={wish(Copying::Stop)}>{ messages::stop_copies() }</button>
                        }
                    </div>
                } else {
                    <p class="hint">{ messages::no_folders() }</p>
                }
            </>
        }
    }

    fn wish(self: Rc<Self>, desk: &Rc<Desk>, copying: Copying) {
        let (copies, desk) = (self, desk.clone());
        // The browser asks a person only just after they pressed something: nothing is waited for before that.
        spawn_local(async move {
            match copying {
                Copying::Choose => copies.choose(&desk).await,
                Copying::Allow => {
                    let folder = copies.folder.borrow().as_ref().map(|(folder, _)| folder.clone());
                    if let Some(folder) = folder
                        && folder.may_write(true).await
                    {
                        copies.standing.replace(Standing::Busy);
                        copies.write(&desk);
                    }
                }
                Copying::Stop => {
                    copies.folder.take();
                    copies.waiting.borrow_mut().clear();
                    if let Err(error) = desk.storage.remember(FOLDER, None, &[]).await {
                        desk.trouble(error.to_string());
                    }
                    desk.say(messages::copies_stopped().to_owned());
                }
                Copying::NotNow => {
                    let id = desk.document().id.clone();
                    let note = async {
                        let copy = Copy { asked: Some(clock::now()), ..copies.copy_of(&desk, &id).await };
                        copies.remember(&desk, &id, copy).await;
                    };
                    folder::alone(note).await;
                }
            }
            desk.redraw();
        });
    }
}
