//! What a person does with whole documents: open, add, list, delete.

use super::anchors::Ahead;
use super::{Copies, Desk, LibraryLook, Listing, Look, Open, Underway, Wish};
use crate::app::unreadable;
use crate::browser::storage::{Storage, StorageError};
use crate::browser::turn::{IN_A_TURN, turn};
use crate::browser::worker::Format;
use crate::browser::{clock, download, language, preferences};
use crate::messages;
use crate::shared::{Opaque, Shared};
use glossator_core::annotation::Iri;
use glossator_core::article::Article;
use glossator_core::document::Document;
use glossator_core::filter::Filter;
use glossator_core::highlight::Anchoring;
use glossator_core::state::Action;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

/// Annotations that are looked for in one turn: they are where they were, mostly, and soon found.
const SOME: usize = 4 * IN_A_TURN;

/// What a new article begins with.
#[derive(Clone, Default, PartialEq)]
pub enum Brought {
    /// An empty field.
    #[default]
    Nothing,
    /// Files.
    Files(Vec<File>),
    /// Plain text, and what is known of it.
    Text {
        /// The text; empty where only the rest is known.
        text: String,
        /// What it is called.
        title: String,
        /// Where it stands on the web.
        address: String,
    },
    /// A part of a page, and its plain text.
    Html {
        /// The markup.
        html: String,
        /// The text.
        text: String,
    },
}

/// A dialog over the page.
#[derive(Clone, PartialEq)]
pub enum Shown {
    /// A new article, and what it begins with.
    NewArticle(Brought),
    /// The versions before this one, and the earlier states of its annotations.
    Versions,
    /// The earlier states of an annotation.
    States(Iri),
    /// The help.
    Help,
    /// How the page looks, and the keys.
    Settings,
    /// The categories, to be changed.
    Codebook,
    /// What is marked, counted.
    Summary,
    /// How several people agree, and where they differ.
    Agreement,
    /// The list of articles.
    Library(Opaque<Listing>),
    /// Something that takes its time.
    Underway(Opaque<Underway>),
    /// The first look at a file of many articles.
    LibraryFile(Opaque<LibraryLook>),
    /// The first look at a file.
    File(Opaque<Look>),
    /// The way out: the formats, `None` until they are told, and why they cannot be.
    Export(Option<Opaque<Result<Vec<Format>, String>>>),
}

impl Desk {
    /// Carries out what concerns whole documents, and shows dialogs. Storage takes its time.
    pub(crate) fn with_documents(self: &Rc<Self>, wish: Wish) {
        if self.ui().presenting.is_some() {
            return self.while_presenting(wish);
        }
        self.with_documents_now(wish);
    }

    pub(super) fn with_documents_now(self: &Rc<Self>, wish: Wish) {
        match wish {
            Wish::Present => return self.present(),
            Wish::Move(movement) => return self.move_by(movement),
            Wish::BeginSelection => return self.begin_selection(),
            Wish::SaySelected => {
                if let Some(range) = self.state().session.selection {
                    self.say_selected(range);
                }
                return;
            }
            Wish::SelectSentence => return self.select_sentence(),
            Wish::SelectQuotation => return self.select_quotation(),
            Wish::MarkHere(category) => return self.mark_here(category),
            Wish::Resize { id, end, unit, forward } => return self.resize(&id, end, unit, forward),
            Wish::Grab(..) | Wish::Drag(_) | Wish::LetGo(_) => return self.drag(wish),
            Wish::Copy(id, as_link) => return self.copy(id, as_link),
            Wish::Extend(id) => return self.extend(id),
            Wish::Split(id) => return self.split(id),
            Wish::Join(id) => return self.join(id),
            Wish::Accept(id) => return self.accept(&id),
            Wish::Place(id) => return self.place(id),
            Wish::Tour(step) => return self.tour(step),
            Wish::Review => return self.review(),
            Wish::ToggleLayer(author) => return self.toggle_layer(author),
            Wish::Marker(category) => return self.set_marker(category),
            Wish::Choose(id) => return self.change(|ui| ui.open = Some((id, Open::Categories))),
            Wish::More(id) => return self.change(|ui| ui.open = Some((id, Open::More { done: "" }))),
            Wish::Copies(copying) => {
                if let Some(copies) = self.copies.get() {
                    copies.clone().wish(self, copying);
                }
                return;
            }
            Wish::Write(id) => {
                return self.change(|ui| {
                    ui.visits += 1;
                    ui.open = Some((id, Open::Note { visit: ui.visits }));
                });
            }
            Wish::NameSpeaker(id) => return self.name_speaker(id),
            Wish::ToggleFilters => {
                return self.change(|ui| ui.filtering = !ui.filtering);
            }
            Wish::Bind(keymap) => {
                preferences::set_keymap(&keymap);
                self.keymap.replace(keymap);
                return self.redraw();
            }
            Wish::Speak => {
                language::speak();
                return self.redraw();
            }
            Wish::SelectWholeWords(on) => {
                if on {
                    preferences::set(preferences::WHOLE_WORDS)
                } else {
                    preferences::unset(preferences::WHOLE_WORDS)
                }
                self.whole_words.set(on);
                return self.redraw();
            }
            _ => {}
        }
        let desk = self.clone();
        spawn_local(async move {
            match wish {
                Wish::Show(shown) => desk.show(shown),
                Wish::Open(id) => desk.open(&id).await,
                Wish::Seek(id) => desk.seek(&id).await,
                Wish::Add(articles) => desk.add_all(&articles).await,
                Wish::Replace(article, carried) => {
                    desk.act(Action::replace(article.0, carried.to_vec(), clock::now()));
                }
                Wish::List => desk.show_list().await,
                Wish::CatchUp => desk.catch_up(),
                Wish::Propose => desk.propose(),
                Wish::LookThrough => {
                    Copies::begin(&desk).await;
                    desk.look_through().await;
                }
                Wish::Keep(keeping) => desk.keep(&keeping).await,
                Wish::Receive => desk.receive().await,
                Wish::Files(files) => desk.choose(files).await,
                Wish::Take(chosen) => desk.take(&chosen.0, &chosen.1).await,
                Wish::MapLabel(look, at, category) => desk.map_label(&look, at, category).await,
                Wish::ShowFormats => desk.show_formats().await,
                Wish::GiveName(name) => desk.give_name(&name),
                Wish::Export(key, name) => desk.export(&key, &name).await,
                Wish::ExportRaw => match desk.raw_export().await {
                    Ok(raw) => drop(download::download("glossator-storage.json", "application/json", &raw)),
                    Err(error) => desk.trouble(error.to_string()),
                },
                _ => {}
            }
        });
    }

    /// Opens a dialog.
    pub(super) fn show(&self, shown: Shown) {
        self.change(|ui| {
            ui.dialog += 1;
            ui.shown = Some(shown);
        });
    }

    pub(super) async fn open(self: &Rc<Self>, id: &Iri) {
        let known = self.storage.lost_work();
        match self.storage.load(id).await {
            Ok(Some(loaded)) => {
                if let Some(trouble) = unreadable(loaded.unreadable.len()) {
                    self.trouble(trouble);
                }
                if !known && self.storage.lost_work() {
                    self.trouble(messages::work_lost().to_owned());
                }
                self.switch_in_turns(Rc::new(loaded.document), loaded.sequence).await;
            }
            Ok(None) => self.trouble(messages::no_longer_here().to_owned()),
            Err(error) => self.trouble(error.to_string()),
        }
    }

    /// The same, once the annotations of one that has very many were looked for, some a turn.
    async fn switch_in_turns(self: &Rc<Self>, document: Rc<Document>, sequence: u64) {
        if document.annotations.len() > SOME {
            let mut anchoring = Anchoring::default();
            while !anchoring.step(&document, SOME) {
                turn().await;
            }
            self.ahead.set(Some(Ahead { document: document.clone(), found: anchoring.found }));
            turn().await;
            self.switch_to(document, sequence);
            // What another tab did meanwhile was said while this one was not open.
            return self.have_done(Wish::CatchUp);
        }
        self.switch_to(document, sequence);
    }

    fn switch_to(self: &Rc<Self>, document: Rc<Document>, sequence: u64) {
        self.keep_place();
        self.saver.opened(document.id.clone(), sequence);
        preferences::remember_open(&document.id);
        let name = document.article.name().to_owned();
        self.change(|ui| {
            ui.open = None;
            ui.stack = None;
            ui.held = None;
            ui.marker = None;
            ui.filtering = false;
            ui.reach = 0;
        });
        if !self.ui().filter.is_empty() {
            self.set_filter(Filter::default());
        }
        self.act(Action::Open(document));
        self.say(messages::opened(&name));
        self.find_place_later();
    }

    pub(super) async fn add(self: &Rc<Self>, document: Document) {
        match self.storage.add(&document).await {
            Ok(sequence) => {
                self.saver.poke(&document.id, sequence);
                self.copy_later(&document.id);
                // As it was stored: to read it again would take as long once more.
                self.switch_in_turns(Rc::new(document), sequence).await;
            }
            Err(error) => {
                // It is opened all the same: what a person pasted must not vanish.
                self.trouble(messages::open_unsaved(&error.to_string()));
                self.switch_to(Rc::new(document), 0);
                self.act(Action::Store);
            }
        }
    }

    /// Adds articles, and opens the first.
    async fn add_all(self: &Rc<Self>, articles: &[Shared<Article>]) {
        let document = |article: &Shared<Article>| Document::new(clock::new_id(), (**article).clone(), clock::now());
        let Some((first, others)) = articles.split_first() else { return };
        let mut added = 1;
        for article in others {
            let document = document(article);
            if let Err(error) = self.storage.add(&document).await {
                self.trouble(messages::not_added(document.article.name(), &error.to_string()));
                break;
            }
            self.saver.poke(&document.id, 0);
            self.copy_later(&document.id);
            added += 1;
        }
        self.add(document(first)).await;
        if added > 1 {
            self.say(messages::articles_added(added));
        }
    }

    /// Says what cannot be read of all that is kept. Where storage itself fails, that is said where it is needed.
    async fn look_through(self: &Rc<Self>) {
        self.ask_to_persist();
        if let Ok(library) = self.storage.library().await
            && !library.unreadable.is_empty()
        {
            self.trouble(messages::unreadable_articles(library.unreadable.len()));
        }
    }

    /// Everything that is stored, as it is stored.
    async fn raw_export(&self) -> Result<String, StorageError> {
        if self.storage.keeps() { self.storage.raw_export().await } else { Storage::raw_export_unopened().await }
    }
}
