//! Files and pasted pages on their way to articles.

use super::sources::Source;
use crate::browser::{importer, worker};
use glossator_core::article::{Article, BlockKind, Metadata};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use web_sys::File;
use yew::Callback;

/// What was brought, while it is being read and after.
#[derive(Default)]
pub struct Bringing {
    /// What was read.
    pub sources: RefCell<Vec<Source>>,
    /// Which one is shown.
    pub at: Cell<usize>,
    /// Files that were read, and all of them, while there are more.
    pub progress: Cell<Option<(usize, usize)>>,
    /// Files that are not read yet.
    waiting: RefCell<VecDeque<File>>,
    /// Counts what was begun: what belongs to an earlier turn is no longer wanted.
    turn: Cell<u32>,
}

impl Bringing {
    /// A new turn.
    fn begin(&self) -> u32 {
        self.turn.set(self.turn.get() + 1);
        self.turn.get()
    }

    /// Leaves what is being read; what was read stays.
    pub fn stop(&self) {
        self.begin();
        self.waiting.borrow_mut().clear();
        if self.progress.take().is_some() {
            importer::stop();
        }
    }

    /// Reads files one after the other; what comes while some are read is read after them.
    pub async fn read(self: Rc<Self>, files: Vec<File>, changed: Callback<()>) {
        self.waiting.borrow_mut().extend(files);
        let waiting = self.waiting.borrow().len();
        if let Some((read, _)) = self.progress.get() {
            self.progress.set(Some((read, read + 1 + waiting)));
            return changed.emit(());
        }
        let turn = self.begin();
        let mut read = 0;
        loop {
            let Some(file) = self.waiting.borrow_mut().pop_front() else { break };
            let waiting = self.waiting.borrow().len();
            self.progress.set(Some((read, read + 1 + waiting)));
            changed.emit(());
            let found = importer::file(&file).await;
            if self.turn.get() != turn {
                return;
            }
            read += 1;
            let name = file.name();
            let sources = match found {
                Ok(found) => found.into_iter().map(|it| Source::new(name.clone(), Ok(it))).collect(),
                Err(sentence) => vec![Source::new(name, Err(sentence))],
            };
            self.sources.borrow_mut().extend(sources);
        }
        self.progress.set(None);
        let first = self.sources.borrow().iter().position(|it| it.read.is_ok());
        self.at.set(first.unwrap_or_default());
        changed.emit(());
    }

    /// Reads HTML.
    pub async fn paste(self: Rc<Self>, html: String) -> Pasted {
        let turn = self.begin();
        let found = importer::paste(&html).await;
        if self.turn.get() != turn {
            return Pasted::Overtaken;
        }
        let Some(mut found) = found.unwrap_or_default().into_iter().next().filter(|it| is_rich(&it.whole)) else {
            return Pasted::Plain;
        };
        // Bylines and dates are found by their words, as in typed text.
        if let Ok(Some(read)) = worker::plain_text(found.whole.text.as_str()).await {
            let mut whole = Rc::unwrap_or_clone(found.whole);
            whole.metadata = known_besides(whole.metadata, &read.metadata);
            found.whole = Rc::new(whole);
        }
        if self.turn.get() != turn {
            return Pasted::Overtaken;
        }
        self.sources.replace(vec![Source::new(String::new(), Ok(found))]);
        self.at.set(0);
        Pasted::Taken
    }
}

/// What came of HTML that was pasted.
pub enum Pasted {
    /// It is a source.
    Taken,
    /// There is nothing to it that its plain text does not have.
    Plain,
    /// Something else was begun meanwhile.
    Overtaken,
}

/// Whether there is anything that plain text does not have: programs copy paragraphs as HTML too.
fn is_rich(article: &Article) -> bool {
    article.blocks.iter().any(|block| block.kind != BlockKind::Paragraph || !block.inlines.is_empty())
}

/// What is found, and what is known besides where nothing is.
pub fn known_besides(found: Metadata, known: &Metadata) -> Metadata {
    let either = |found: String, known: &String| if found.is_empty() { known.clone() } else { found };
    Metadata {
        title: either(found.title, &known.title),
        author: either(found.author, &known.author),
        date: either(found.date, &known.date),
        address: either(found.address, &known.address),
        language: either(found.language, &known.language),
    }
}
