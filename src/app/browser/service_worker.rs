//! What the service worker has done: the page is kept for offline use, or a newer build of it waits for consent.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::{Date, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    EventTarget, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState, VisibilityState, window,
};
use yew::Callback;

/// Servers are asked for a newer build at most this often.
const BETWEEN_CHECKS: u32 = 60 * 60 * 1000;

/// What the page may want to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The page has just been kept, whole: from now on it works offline.
    OfflineReady,
    /// The page could not be kept: it works, but only as long as this tab is open or the network is there.
    OfflineFailed,
    /// A newer build is kept and waits. [`take_update`] starts it.
    UpdateReady,
    /// Another tab has started the newer build. This tab runs the older one until it is reloaded: with [`reload`],
    /// once its work is saved.
    Updated,
}

/// Events come as long as this lives.
#[must_use = "events end when this is dropped"]
pub struct Watch {
    _inner: Rc<Inner>,
}

/// Tells `callback` what happens from now on, and that a build waits if one does already.
pub fn watch(callback: Callback<Event>) -> Watch {
    let inner = Rc::new(Inner { callback, ..Inner::default() });
    let weak = Rc::downgrade(&inner);
    spawn_local(async move {
        let registration = registration().await;
        // The component may be gone by now.
        let Some(inner) = weak.upgrade() else { return };
        match (container(), registration) {
            (Some(container), Some(registration)) => inner.start(&container, &registration),
            _ => inner.callback.emit(Event::OfflineFailed),
        }
    });
    Watch { _inner: inner }
}

/// Starts the build that waits, and reloads the page with it. To be called when the work is saved.
pub fn take_update() {
    spawn_local(async {
        let waiting = registration().await.and_then(|registration| registration.waiting());
        match (container(), waiting) {
            (Some(container), Some(worker)) => {
                TAKING.set(true);
                EventListener::once(&container, "controllerchange", |_| reload()).forget();
                let _ = worker.post_message(&JsValue::from_str("take"));
            }
            // Another tab was faster.
            _ => reload(),
        }
    });
}

/// Reloads the page, with the build that is in use by now. To be called when the work is saved.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

thread_local! {
    /// This tab has asked for the newer build and is about to be reloaded, so it says nothing any more.
    static TAKING: Cell<bool> = const { Cell::new(false) };
}

#[derive(Default)]
struct Inner {
    callback: Callback<Event>,
    listeners: RefCell<Vec<EventListener>>,
    hourly: RefCell<Option<Interval>>,
    checked: Cell<f64>,
    controlled: Cell<bool>,
}

impl Inner {
    fn start(self: &Rc<Self>, container: &ServiceWorkerContainer, registration: &ServiceWorkerRegistration) {
        self.controlled.set(container.controller().is_some());
        self.listen(container, "controllerchange", |inner| {
            if !inner.controlled.replace(true) {
                inner.callback.emit(Event::OfflineReady);
            } else if !TAKING.get() {
                inner.callback.emit(Event::Updated);
            }
        });

        if registration.waiting().is_some() && registration.active().is_some() {
            self.callback.emit(Event::UpdateReady);
        }
        self.follow_installation(registration);
        let found = registration.clone();
        self.listen(registration, "updatefound", move |inner| inner.follow_installation(&found));

        // Opening the page was a check.
        self.checked.set(Date::now());
        if let Some(document) = window().and_then(|window| window.document()) {
            let registration = registration.clone();
            self.listen(&document, "visibilitychange", move |inner| inner.check(&registration));
        }
        let (weak, registration) = (Rc::downgrade(self), registration.clone());
        self.hourly.replace(Some(Interval::new(BETWEEN_CHECKS, move || {
            if let Some(inner) = weak.upgrade() {
                inner.check(&registration);
            }
        })));
    }

    fn follow_installation(self: &Rc<Self>, registration: &ServiceWorkerRegistration) {
        let Some(worker) = registration.installing() else { return };
        let (registration, installing) = (registration.clone(), worker.clone());
        self.listen(&worker, "statechange", move |inner| {
            match (installing.state(), registration.active()) {
                (ServiceWorkerState::Installed, Some(_)) => inner.callback.emit(Event::UpdateReady),
                (ServiceWorkerState::Redundant, None) => inner.callback.emit(Event::OfflineFailed),
                // A newer build that did not arrive whole is no news: the one in use stays.
                _ => {}
            }
        });
    }

    /// Asks for a newer build, where somebody looks at the page and the last time was long ago.
    fn check(&self, registration: &ServiceWorkerRegistration) {
        let visible = window()
            .and_then(|window| window.document())
            .is_some_and(|document| document.visibility_state() == VisibilityState::Visible);
        let due = Date::now() - self.checked.get() >= f64::from(BETWEEN_CHECKS);
        if visible && due {
            self.checked.set(Date::now());
            let update = registration.update();
            spawn_local(async move {
                // Offline is no news either.
                if let Ok(update) = update {
                    let _ = JsFuture::from(update).await;
                }
            });
        }
    }

    fn listen(self: &Rc<Self>, target: &EventTarget, event: &'static str, react: impl Fn(&Rc<Self>) + 'static) {
        let weak = Rc::downgrade(self);
        let listener = EventListener::new(target, event, move |_| {
            if let Some(inner) = weak.upgrade() {
                react(&inner);
            }
        });
        self.listeners.borrow_mut().push(listener);
    }
}

/// None where service workers are missing or blocked: in a private window, or on a page that came without encryption.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window()?.navigator();
    let known = Reflect::has(&navigator, &JsValue::from_str("serviceWorker")).unwrap_or(false);
    known.then(|| navigator.service_worker())
}

/// What `boot.js` has registered, once the page runs.
async fn registration() -> Option<ServiceWorkerRegistration> {
    let glossator = Reflect::get(&js_sys::global(), &JsValue::from_str("glossator")).ok()?;
    let promise: Promise = Reflect::get(&glossator, &JsValue::from_str("registration")).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}
