//! When the page is laid out anew: its size or the window's changes, or what is on it.

use gloo::events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ResizeObserver, window};

/// Runs something once a frame at most, until it is dropped.
pub struct OnLayout {
    /// Asks for a run in the next frame.
    pub request: Rc<dyn Fn()>,
    observer: Option<ResizeObserver>,
    _run: Rc<dyn Fn()>,
    _on_resize: Closure<dyn FnMut(JsValue)>,
    _zoomed: Option<EventListener>,
}

impl OnLayout {
    /// Runs `run` when the page or `element` changes its size, and when it is asked to.
    pub fn new(element: Option<&Element>, run: impl Fn() + 'static) -> Self {
        let run: Rc<dyn Fn()> = Rc::new(run);
        let request: Rc<dyn Fn()> = {
            let (due, run) = (Rc::new(Cell::new(false)), Rc::downgrade(&run));
            Rc::new(move || {
                if due.replace(true) {
                    return;
                }
                let (due, run) = (due.clone(), run.clone());
                // A frame that comes when this is dropped does nothing: so none is to be cancelled.
                let frame = Closure::once_into_js(move || {
                    due.set(false);
                    if let Some(run) = run.upgrade() {
                        run();
                    }
                });
                if let Some(window) = window() {
                    let _ = window.request_animation_frame(frame.unchecked_ref());
                }
            })
        };
        let on_resize = {
            let request = request.clone();
            Closure::<dyn FnMut(JsValue)>::new(move |_| request())
        };
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
        // Whatever comes or goes above the text makes the page higher or lower.
        let page = window().and_then(|window| window.document()?.body());
        if let Some(observer) = &observer {
            for observed in element.into_iter().chain(page.as_deref()) {
                observer.observe(observed);
            }
        }
        let zoomed = {
            let request = request.clone();
            window().map(|window| EventListener::new(&window, "resize", move |_| request()))
        };
        Self { request, observer, _run: run, _on_resize: on_resize, _zoomed: zoomed }
    }
}

impl Drop for OnLayout {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
