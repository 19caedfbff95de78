//! Where a person's doing becomes actions on the state, and the state's changes become effects: saving, speaking,
//! scrolling. Components ask through one callback, so that a surface needs to know one thing and the page stays small.

mod anchors;
mod caret;
mod catching_up;
mod copies;
mod describing;
mod documents;
mod dragging;
mod dropped;
mod exporting;
mod files;
mod filtering;
mod focus;
mod keeping;
mod keys;
mod layers;
mod library;
mod library_file;
mod linking;
mod loading;
mod marking;
mod moving;
mod place;
pub mod presenting;
mod receiving;
mod rescuing;
mod review;
mod saving;
mod selecting;
mod snapshots;
mod touring;
mod updates;

use anchors::{Ahead, Derived};

pub use anchors::Anchors;
pub use caret::{Movement, Unit};
pub use copies::{Copies, Copying};
pub use describing::suggestion;
pub use documents::{Brought, Shown};
pub use dragging::Held;
pub use dropped::all as all_files;
pub use exporting::{OURS, only_ours};
pub use files::{Choice, Group, Look};
pub use focus::later as focus_later;
pub use layers::{Layer, NameOf, Names, layers, names};
pub use library::{Keeping, Listing};
pub use library_file::{LibraryLook, Underway};
pub use presenting::Presentation;
pub use review::is_lost;
pub use updates::Update;

use crate::app::Start;
use crate::browser::receiving::Received;
use crate::browser::storage::Storage;
use crate::browser::worker::Proposal;
use crate::browser::{clock, preferences, selection};
use crate::components::block::card_id;
use crate::keymap::Keymap;
use crate::later::Later;
use crate::messages;
use crate::shared::{Opaque, Shared};
use glossator_core::annotation::{Annotation, Category, Iri, Person};
use glossator_core::article::Article;
use glossator_core::document::Document;
use glossator_core::filter::{Author, Filter};
use glossator_core::state::{Action, SaveState, State};
use moving::Sentences;
use saving::Saver;
use selecting::Pointer;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use web_sys::{Element, Event, File, HtmlInputElement, window};
use yew::{Callback, Html, NodeRef};

/// How components ask for something.
pub type Ask = Callback<Wish>;

/// What waits for the text cursor.
type Waiting = Box<dyn FnOnce(&Rc<Desk>)>;

/// What a person may want.
#[derive(PartialEq)]
pub enum Wish {
    /// An action on the state.
    Do(Action),
    /// Mark the selected words.
    Mark(Category),
    /// Give an annotation another category.
    Recategorise(Iri, Category),
    /// To the next annotation, or the previous one.
    Step(bool),
    /// Write a note.
    Write(Iri),
    /// Take over who speaks and how, from the words around an annotation.
    NameSpeaker(Iri),
    /// Choose another category.
    Choose(Iri),
    /// Something is typed that the state does not know yet, or no more.
    Typing(bool),
    /// Close what is open in a card.
    CloseCard(Iri),
    /// Put an annotation on the words that are proposed for it.
    Accept(Iri),
    /// Put an annotation on the selected words.
    Place(Iri),
    /// Move the text cursor.
    Move(Movement),
    /// Begin a selection at the text cursor.
    BeginSelection,
    /// Say which words are selected.
    SaySelected,
    /// Select the sentence at the text cursor.
    SelectSentence,
    /// Select the quotation at the text cursor, or the next one.
    SelectQuotation,
    /// Mark the quotation or the sentence at the text cursor.
    MarkHere(Category),
    /// Move an end of an annotation.
    Resize {
        /// The annotation.
        id: Iri,
        /// Its end, or its start.
        end: bool,
        /// By a character or a word.
        unit: Unit,
        /// Onwards in the text, or back.
        forward: bool,
    },
    /// Give an annotation the selected words besides.
    Extend(Iri),
    /// Divide an annotation at the text cursor.
    Split(Iri),
    /// Make an annotation and the next one of its category a single one.
    Join(Iri),
    /// Take an end of an annotation, or its start, where the pointer is in the window.
    Grab(Iri, bool, (i32, i32)),
    /// Move what is held to where the pointer is.
    Drag((i32, i32)),
    /// Let go of it, and keep what it came to or not.
    LetGo(bool),
    /// Take the marker up with a category, or put it down.
    Marker(Option<Category>),
    /// Choose what else is done with an annotation.
    More(Iri),
    /// Copy a link to an annotation, or its words with their source.
    Copy(Iri, bool),
    /// Find the document on this device that has an annotation.
    Seek(Iri),
    /// To the first annotation whose words are not found.
    Review,
    /// Delete an annotation.
    Delete(Iri),
    /// The annotations under a click, innermost first, and where in the window it was.
    Click(Vec<Iri>, (i32, i32)),
    /// Close the choice among several.
    CloseStack,
    /// Light an annotation and give its card the focus.
    FocusCard(Iri),
    /// Show a dialog.
    Show(Shown),
    /// The dialog of that number was closed: another one may be there by now.
    Close(u64),
    /// Take what the address brings from another program.
    Receive,
    /// Choose a file.
    Pick,
    /// Look into files.
    Files(Vec<File>),
    /// Do with a file what was chosen.
    Take(Opaque<(Opaque<Look>, Choice)>),
    /// Take a label of another tool for a category: the label's number.
    MapLabel(Opaque<Look>, usize, Option<Category>),
    /// Say what cannot be read of all that is kept.
    LookThrough,
    /// Read what other tabs did.
    CatchUp,
    /// Look for places for what is not found.
    Propose,
    /// List all articles.
    List,
    /// Add articles and open the first.
    Add(Vec<Shared<Article>>),
    /// Put a version of the article in the place of the one that is open, with the annotations carried over to it.
    Replace(Shared<Article>, Shared<Vec<Rc<Annotation>>>),
    /// Open a document.
    Open(Iri),
    /// Do something with documents on the list.
    Keep(Opaque<Keeping>),
    /// Choose a format.
    ShowFormats,
    /// What the person at this device is called; empty for one who does not say.
    GiveName(String),
    /// Download the open document in a format, under a name for the person at this device.
    Export(String, String),
    /// Download everything that is stored, as it is stored.
    ExportRaw,
    /// Something about copies outside of the browser's storage.
    Copies(Copying),
    /// Show or hide the annotations of an author.
    ToggleLayer(Author),
    /// Show what a filter asks for.
    Filter(Filter),
    /// Open the panel of the filter, or close it.
    ToggleFilters,
    /// Show the article to a class, or no longer.
    Present,
    /// Show the annotations of a category to them, or no longer.
    Reveal(Category),
    /// Give keys other meanings.
    Bind(Keymap),
    /// Speak the language that is wanted now.
    Speak,
    /// Have selections by the pointer grow to whole words, or not.
    SelectWholeWords(bool),
    /// A problem was read.
    DismissTrouble(String),
    /// The line that says what to do was read.
    DismissHint,
    /// The line about a newer build was read.
    DismissUpdate,
    /// Take the tour from a step on, counted from 0, or leave it.
    Tour(Option<usize>),
}

impl Wish {
    /// Whether it concerns the text cursor.
    fn is_of_the_cursor(&self) -> bool {
        matches!(
            self,
            Self::Move(_)
                | Self::MarkHere(_)
                | Self::SelectSentence
                | Self::SelectQuotation
                | Self::BeginSelection
                | Self::Split(_)
                | Self::Extend(_)
        )
    }
}

/// What keeps copies outside of the browser's storage. The page knows no more of it: it comes with what is loaded later.
pub trait KeepsCopies {
    /// Changes of a document were stored.
    fn saved(self: Rc<Self>, desk: &Rc<Desk>, id: &Iri);
    /// Documents were downloaded, or are what a file has.
    fn downloaded(self: Rc<Self>, desk: &Rc<Desk>, ids: &[Iri]);
    /// Where the newest copy of the open document is, in a few words.
    fn state(self: Rc<Self>, desk: &Rc<Desk>) -> Html;
    /// What a person should know of copies, if anything.
    fn line(self: Rc<Self>, desk: &Rc<Desk>, ask: &Ask) -> Option<Html>;
    /// What is chosen about them.
    fn settings(self: Rc<Self>, ask: &Ask) -> Html;
    /// Carries out a wish.
    fn wish(self: Rc<Self>, desk: &Rc<Desk>, copying: Copying);
}

/// What is open in a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// The note and the tags; each visit has a number of its own.
    Note {
        /// The number.
        visit: u32,
    },
    /// The choice of another category.
    Categories,
    /// What else there is.
    More {
        /// What of it was done last.
        done: &'static str,
    },
}

/// What the page shows beside the state.
#[derive(Default)]
pub struct Ui {
    /// What a person should know.
    pub troubles: Vec<String>,
    /// What is spoken, with a number that is another one each time.
    pub said: (u64, String),
    /// The dialog over the page.
    pub shown: Option<Shown>,
    /// Its number: another one each time that one is opened.
    pub dialog: u64,
    /// What is open in which card.
    pub open: Option<(Iri, Open)>,
    /// Annotations that lie over each other, innermost first, and where they were clicked on.
    pub stack: Option<(Vec<Iri>, (i32, i32))>,
    /// Where words may stand that have changed.
    pub proposals: Vec<Proposal>,
    /// The category with which each selection is marked at once.
    pub marker: Option<Category>,
    /// The end of an annotation that the pointer holds.
    pub held: Option<Held>,
    /// What is asked for of the annotations.
    pub filter: Filter,
    /// While the article is shown to a class: what of it.
    pub presenting: Option<Presentation>,
    /// Whether the panel of the filter is open.
    pub filtering: bool,
    /// Whether the line that says what to do is shown.
    pub hint: bool,
    /// Whether the reader's name is asked for; `None` as long as there was no occasion.
    pub asks_name: Option<bool>,
    /// The step of the tour that is being taken, counted from 0.
    pub tour: Option<usize>,
    /// A newer build.
    pub update: Option<Update>,
    /// Whether something is typed that the state does not know yet.
    pub typing: bool,
    /// Whether files hover over the page.
    pub over: bool,
    /// The block up to which the article is needed, where not all of it is drawn yet.
    pub reach: usize,
    /// Whether a part of the page that is needed now is a while in coming.
    pub loading: bool,
    visits: u32,
}

/// The desk of one page.
pub struct Desk {
    /// Where documents are kept.
    pub storage: Storage,
    /// Whether there is something in storage that could not be opened.
    pub raw: bool,
    me: RefCell<Person>,
    /// The article's element.
    pub reader: NodeRef,
    /// The element of the text cursor.
    pub caret: NodeRef,
    /// The element that chooses files.
    pub picker: NodeRef,
    state: RefCell<Rc<State>>,
    ui: RefCell<Ui>,
    anchors: RefCell<Option<Derived>>,
    /// What was looked for ahead of opening a document.
    ahead: Cell<Option<Ahead>>,
    pointer: RefCell<Pointer>,
    keymap: RefCell<Keymap>,
    /// Whether moving the text cursor selects without Shift.
    extending: Cell<bool>,
    /// How often the text cursor is about to be put somewhere.
    settling: Cell<u32>,
    /// What waits until it is there.
    waiting: RefCell<VecDeque<Waiting>>,
    asked: Cell<u64>,
    drawn: Cell<u64>,
    sentences: RefCell<Option<Sentences>>,
    /// The number of the visit that the keys moving an end of a card are one step of.
    run: Cell<Option<u32>>,
    whole_words: Cell<bool>,
    last_category: RefCell<Category>,
    saver: Saver,
    copies: OnceCell<Rc<dyn KeepsCopies>>,
    /// Whether what another program sent is being read.
    receiving: Cell<bool>,
    /// What it sent, and what cannot be shown yet.
    received: RefCell<Option<Received>>,
    later: OnceCell<&'static Later>,
    /// Whether it was asked for already.
    fetching: Cell<bool>,
    render: Callback<()>,
}

impl Desk {
    /// A desk with the document of `start` on it. `render` draws the page anew.
    pub fn new(start: &Start, render: Callback<()>) -> Rc<Self> {
        Rc::new(Self {
            storage: start.storage.clone(),
            raw: start.raw,
            me: RefCell::new(preferences::reader()),
            reader: NodeRef::default(),
            caret: NodeRef::default(),
            picker: NodeRef::default(),
            state: RefCell::new(Rc::new(State::new(start.document.clone()))),
            ui: RefCell::new(Ui {
                troubles: distinct(&start.troubles),
                filter: filtering::from_address(),
                hint: !preferences::is_set(preferences::HINT_CLOSED),
                ..Ui::default()
            }),
            anchors: RefCell::default(),
            ahead: Cell::default(),
            pointer: RefCell::default(),
            keymap: RefCell::new(preferences::keymap()),
            extending: Cell::default(),
            settling: Cell::default(),
            waiting: RefCell::default(),
            asked: Cell::default(),
            drawn: Cell::default(),
            sentences: RefCell::default(),
            run: Cell::default(),
            whole_words: Cell::new(preferences::is_set(preferences::WHOLE_WORDS)),
            last_category: RefCell::new(Category::Claim),
            saver: Saver::new(&start.document.id, start.sequence),
            copies: OnceCell::new(),
            receiving: Cell::default(),
            received: RefCell::default(),
            later: OnceCell::new(),
            fetching: Cell::default(),
            render,
        })
    }

    /// Begins to listen: to the page's events, to other tabs, to storage and the service worker. Until the returned
    /// value is dropped.
    pub fn attend(self: &Rc<Self>) -> impl Drop + use<> {
        self.opened(None);
        // On the first day there is nothing else.
        if !self.storage.keeps() || preferences::last_open().is_some() {
            self.fetch_later();
        }
        preferences::remember_open(&self.document().id);
        let events = window().and_then(|window| window.document()).map(|page| {
            EVENTS.map(|name| {
                let desk = self.clone();
                let options = gloo::events::EventListenerOptions::enable_prevent_default();
                gloo::events::EventListener::new_with_options(&page, name, options, move |event| desk.on_event(event))
            })
        });
        let desk = self.clone();
        let leaving = window().map(|window| {
            let options = gloo::events::EventListenerOptions::enable_prevent_default();
            gloo::events::EventListener::new_with_options(&window, "beforeunload", options, move |event| {
                // The browser asks before it leaves work behind. Where nothing is ever kept, a line says so all along.
                if desk.storage.keeps() && !matches!(desk.save_state(), SaveState::Saved(_)) {
                    event.prevent_default();
                }
            })
        });
        let desk = self.clone();
        let reading =
            window().map(|window| gloo::events::EventListener::new(&window, "pagehide", move |_| desk.keep_place()));
        self.find_place_later();
        self.follow_address();
        let desk = self.clone();
        let linked = window()
            .map(|window| gloo::events::EventListener::new(&window, "hashchange", move |_| desk.follow_address()));
        let desk = self.clone();
        // Its place on the screen is another one then.
        let resized =
            window().map(|window| gloo::events::EventListener::new(&window, "resize", move |_| desk.caret_moved()));
        Attention {
            _events: (events, leaving, reading, linked, resized),
            _saving: self.watch_storage(),
            _updates: self.watch_updates(),
        }
    }

    /// The state as it is now.
    pub fn state(&self) -> Rc<State> {
        self.state.borrow().clone()
    }

    /// The open document.
    pub fn document(&self) -> Rc<Document> {
        self.state.borrow().document.clone()
    }

    /// The person at this device.
    pub fn me(&self) -> Person {
        self.me.borrow().clone()
    }

    /// What the page shows beside the state.
    pub fn ui(&self) -> std::cell::Ref<'_, Ui> {
        self.ui.borrow()
    }

    /// What may be said of the work's safety.
    pub fn save_state(&self) -> SaveState {
        match self.state().outbox.save_state() {
            SaveState::Saved(_) if self.ui.borrow().typing => SaveState::Saving,
            other => other,
        }
    }

    fn change(&self, change: impl FnOnce(&mut Ui)) {
        change(&mut self.ui.borrow_mut());
        self.redraw();
    }

    /// Speaks to those who do not see the page change.
    pub fn say(&self, text: String) {
        self.change(|ui| ui.said = (ui.said.0 + 1, text));
    }

    /// Tells of a problem.
    pub fn trouble(&self, text: String) {
        self.change(|ui| {
            ui.troubles.retain(|known| *known != text);
            ui.troubles.push(text);
        });
    }

    /// Changes the state, and does what follows from it.
    pub fn act(self: &Rc<Self>, action: Action) {
        let before = self.state();
        let after = Rc::new(before.update(action));
        *self.state.borrow_mut() = after.clone();
        if !Rc::ptr_eq(&before.document, &after.document) {
            self.opened(Some(&before.document));
        }
        if after.outbox.waiting().next().is_some() {
            self.save();
        }
        let gone = |(id, _): &(Iri, Open)| after.document.annotations.get(id).is_none();
        if self.ui().open.as_ref().is_some_and(gone) {
            self.change(|ui| ui.open = None);
        }
        let (then, now) = (&before.session, &after.session);
        if now.focused != then.focused
            && let Some(id) = now.focused.clone()
        {
            self.reveal_later(id);
        }
        match &now.notice {
            Some(notice) if Some(notice) != then.notice.as_ref() => {
                self.say(messages::event(&after.document.codebook, &notice.event))
            }
            _ => match now.selection.filter(|range| Some(*range) != then.selection) {
                Some(range) => {
                    self.fetch_later();
                    self.say(messages::selected(after.document.article.text.slice(range)))
                }
                None => self.redraw(),
            },
        }
    }

    /// What follows from another document, or from changes in it.
    fn opened(self: &Rc<Self>, before: Option<&Rc<Document>>) {
        let document = self.document();
        // What shows annotations, and the way to earlier versions.
        if !document.annotations.is_empty() || !document.earlier.is_empty() {
            self.fetch_later();
        }
        let same =
            before.is_some_and(|before| before.id == document.id && before.article.hash() == document.article.hash());
        self.tell_rescue(before.filter(|_| same), &document);
        if let (Some(before), Some(later)) = (before, self.later()) {
            (later.changed)(self, before);
        }
        if same {
            return;
        }
        self.change(|ui| {
            ui.proposals.clear();
            // An end that is held was one of another text.
            ui.held = None;
        });
        if self.anchors().anchored.iter().any(|it| is_lost(it)) {
            self.have_done(Wish::Propose);
        }
        if let Some(page) = window().and_then(|window| window.document()) {
            page.set_title(&format!("{} – Glossator", document.article.name()));
        }
    }

    /// Carries out what a person wants.
    pub fn carry_out(self: &Rc<Self>, wish: Wish) {
        // What may be done then is known where it is shown.
        if self.ui().presenting.is_some() {
            return self.carry_out_later(wish);
        }
        // What concerns the text cursor waits until it stands where it is to be, and keeps its order.
        if !wish.is_of_the_cursor() || self.settling.get() == 0 {
            return self.carry_out_now(wish);
        }
        self.wait(move |desk| desk.carry_out_now(wish));
    }

    /// Does it once the text cursor is where it is to be, after what waits already.
    fn wait(&self, work: impl FnOnce(&Rc<Self>) + 'static) {
        self.waiting.borrow_mut().push_back(Box::new(work));
    }

    /// Carries out what waited for the text cursor, until it has to be put somewhere again.
    fn go_on(self: &Rc<Self>) {
        while self.settling.get() == 0 {
            let Some(next) = self.waiting.borrow_mut().pop_front() else { return };
            next(self);
        }
    }

    /// Draws the page anew.
    pub fn redraw(&self) {
        self.asked.set(self.asked.get() + 1);
        self.render.emit(());
    }

    /// How often the page was to be drawn anew.
    pub fn asked(&self) -> u64 {
        self.asked.get()
    }

    /// The page is drawn as it was to be when it was asked for the `asked`th time.
    pub fn drawn(&self, asked: u64) {
        self.drawn.set(asked);
    }

    fn carry_out_now(self: &Rc<Self>, wish: Wish) {
        // Whatever else is done ends a run of keys on an end.
        if !matches!(wish, Wish::Resize { .. }) {
            self.run.set(None);
        }
        match wish {
            Wish::Do(action) => self.act(action),
            Wish::Mark(category) => self.mark(category),
            Wish::Recategorise(id, category) => {
                let choosing = self.ui().open == Some((id.clone(), Open::Categories));
                self.act(Action::SetCategory(id.clone(), category, clock::now()));
                if choosing {
                    self.close_card(&id);
                }
            }
            Wish::Step(forth) => {
                let focused = self.state().session.focused.clone();
                if let Some(id) = self.anchors().step(focused.as_ref(), forth) {
                    self.focus_card(id);
                }
            }
            Wish::Typing(typing) => self.change(|ui| ui.typing = typing),
            Wish::CloseCard(id) => self.close_card(&id),
            Wish::Delete(id) => self.delete(id),
            Wish::Click(ids, at) => {
                self.act(Action::Focus(ids.first().cloned()));
                self.change(|ui| ui.stack = (ids.len() > 1).then_some((ids, at)));
            }
            Wish::CloseStack => self.change(|ui| ui.stack = None),
            Wish::FocusCard(id) => {
                self.change(|ui| ui.stack = None);
                self.focus_card(id);
            }
            Wish::Close(dialog) if dialog == self.ui().dialog => {
                self.change(|ui| ui.shown = None);
                self.receive_what_waits();
            }
            Wish::Close(_) => {}
            Wish::Pick => {
                if let Some(picker) = self.picker.cast::<HtmlInputElement>() {
                    picker.click();
                }
            }
            Wish::DismissTrouble(trouble) => self.change(|ui| ui.troubles.retain(|known| *known != trouble)),
            Wish::Filter(filter) => self.set_filter(filter),
            Wish::DismissHint => {
                preferences::set(preferences::HINT_CLOSED);
                self.change(|ui| ui.hint = false);
            }
            Wish::DismissUpdate => self.change(|ui| ui.update = None),
            other => self.carry_out_later(other),
        }
    }

    fn mark(self: &Rc<Self>, category: Category) {
        let Some(range) = self.state().session.selection else { return };
        self.last_category.replace(category.clone());
        self.extending.set(false);
        let id = clock::new_id();
        self.act(Action::Mark {
            id: id.clone(),
            category,
            ranges: vec![range],
            creator: Some(self.me()),
            at: clock::now(),
        });
        self.keep_in_sight(&id);
        selection::clear();
        self.caret_later(range.end);
    }

    /// The category that was used last.
    pub fn last_category(&self) -> Category {
        let (last, offered) = (self.last_category.borrow().clone(), self.document().codebook.offered());
        // Of another article, or retired since.
        if offered.contains(&last) { last } else { offered.into_iter().next().unwrap_or(last) }
    }

    /// Whether selections by the pointer grow to whole words.
    pub fn whole_words(&self) -> bool {
        self.whole_words.get()
    }

    /// Which key does what.
    pub fn keymap(&self) -> Keymap {
        self.keymap.borrow().clone()
    }

    fn delete(self: &Rc<Self>, id: Iri) {
        // The focus goes to a neighbour, so that one can go on from there.
        let anchors = self.anchors();
        let neighbour =
            [true, false].into_iter().find_map(|forth| anchors.step(Some(&id), forth).filter(|to| *to != id));
        let start = anchors.anchored.iter().find(|it| it.annotation.id == id).and_then(|it| it.extent());
        let start = start.map_or(0, |extent| extent.start);
        self.change(|ui| ui.open = None);
        self.act(Action::Remove(id));
        match neighbour {
            Some(neighbour) => self.focus_card(neighbour),
            None => self.focus_text(start),
        }
    }

    fn focus_card(self: &Rc<Self>, id: Iri) {
        focus::later(card_id(&id));
        self.act(Action::Focus(Some(id.clone())));
        // It may have been in focus and out of sight.
        self.reveal_later(id);
    }

    fn close_card(&self, id: &Iri) {
        self.change(|ui| ui.open = None);
        focus::later(card_id(id));
    }

    /// Says whether there was something to step out of.
    fn step_out(self: &Rc<Self>) -> bool {
        if self.ui.borrow().held.is_some() {
            self.let_go(false);
            return true;
        }
        if self.ui.borrow().stack.is_some() {
            self.change(|ui| ui.stack = None);
            return true;
        }
        if self.extending.take() {
            if let (Some(reader), Some((_, head))) = (self.reader.cast::<Element>(), self.selection_ends()) {
                selection::select(&reader, &self.document().article, head, head);
            }
            self.say(messages::selection_given_up().to_owned());
            return true;
        }
        let open = self.ui.borrow().open.clone();
        let session = self.state().session.clone();
        match (open, session.focused) {
            (Some((id, _)), _) => self.close_card(&id),
            (None, _) if session.selection.is_some() => {
                match self.selection_ends().filter(|_| self.caret_is_shown()) {
                    // The text cursor stays.
                    Some((_, head)) => self.focus_text(head),
                    None => selection::clear(),
                }
                self.act(Action::Select(None));
            }
            (None, _) if self.ui.borrow().marker.is_some() => self.carry_out_later(Wish::Marker(None)),
            (None, Some(id)) => {
                let extent =
                    self.anchors().anchored.iter().find(|it| it.annotation.id == id).and_then(|it| it.extent());
                self.act(Action::Focus(None));
                if let Some(extent) = extent {
                    self.focus_text(extent.start);
                }
            }
            (None, None) => return false,
        }
        true
    }

    fn selection_ends(&self) -> Option<(usize, usize)> {
        selection::ends(&self.reader.cast::<Element>()?, &self.document().article)
    }

    fn on_event(self: &Rc<Self>, event: &Event) {
        match event.type_().as_str() {
            "keydown" => self.on_key(event),
            "dragover" | "dragleave" | "drop" => self.on_drag(event),
            _ => self.on_pointer(event),
        }
    }
}

/// Each problem once: they are told apart by their words.
fn distinct(troubles: &[String]) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for trouble in troubles {
        if !once.contains(trouble) {
            once.push(trouble.clone());
        }
    }
    once
}

/// What the page listens to, wherever it happens.
const EVENTS: [&str; 10] = [
    "keydown",
    "keyup",
    "pointerdown",
    "pointerup",
    "pointercancel",
    "contextmenu",
    "selectionchange",
    "dragover",
    "dragleave",
    "drop",
];

struct Attention<E, S, U> {
    _events: E,
    _saving: S,
    _updates: U,
}

impl<E, S, U> Drop for Attention<E, S, U> {
    fn drop(&mut self) {}
}
