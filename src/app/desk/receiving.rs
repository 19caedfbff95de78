//! What other programs bring: it ends where what a person brings does, in a dialog that shows it first.

use super::{Brought, Desk, Shown, Wish};
use crate::browser::address;
use crate::browser::receiving::{self, Received};
use crate::messages;
use glossator_core::file::is_link;
use std::rc::Rc;

impl Desk {
    /// Whether the address brings something.
    pub(super) fn is_brought_something() -> bool {
        address::pairs().iter().any(|(name, _)| receiving::NAMES.contains(&name.as_str()))
    }

    /// Takes what came while it could not be shown.
    pub(super) fn receive_what_waits(self: &Rc<Self>) {
        if self.received.borrow().is_some() || Self::is_brought_something() {
            self.carry_out(Wish::Receive);
        }
    }

    /// Takes what the address brings, once.
    pub(super) async fn receive(self: &Rc<Self>) {
        if self.receiving.get() {
            return;
        }
        // It stays in the address until what is being written is added or left.
        if self.has_unfinished() {
            return self.trouble(messages::shown_afterwards().to_owned());
        }
        let waiting = self.received.take();
        let mut received = match waiting {
            Some(received) => received,
            None => {
                self.receiving.set(true);
                let received = receiving::received().await;
                address::set(&self.ui().filter.pairs());
                self.receiving.set(false);
                received
            }
        };
        // Something may have been opened meanwhile.
        if self.has_unfinished() {
            self.received.replace(Some(received));
            return self.trouble(messages::shown_afterwards().to_owned());
        }
        self.change(|ui| ui.troubles.retain(|it| it != messages::shown_afterwards()));
        if received == Received::default() {
            return self.trouble(messages::nothing_received().to_owned());
        }
        if !received.files.is_empty() {
            let files = std::mem::take(&mut received.files);
            // What was said besides comes after them.
            if !received.text.trim().is_empty() {
                self.received.replace(Some(received));
            }
            self.choose(files).await;
            // Where they are not shown, nothing will be closed.
            if self.ui().shown.is_none() {
                self.receive_what_waits();
            }
            return;
        }
        // A page that is shared as a link alone has its address as its text.
        let (text, mut address) = (received.text, received.address);
        let only_link = address.is_empty() && is_link(text.trim());
        let text = match only_link {
            true => {
                text.trim().clone_into(&mut address);
                String::new()
            }
            false => text,
        };
        self.show(Shown::NewArticle(Brought::Text { text, title: received.title, address }));
    }
}
