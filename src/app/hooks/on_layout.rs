//! When the page is laid out anew: its size or the window's changes, or what is on it.

use gloo::events::EventListener;
use js_sys::Function;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ResizeObserver, window};

/// Runs something once a frame at most, until it is dropped.
pub struct OnLayout {
    /// Asks for a run in the next frame.
    pub request: Rc<dyn Fn()>,
    /// The frame that was asked for.
    due: Rc<Cell<Option<i32>>>,
    observer: Option<ResizeObserver>,
    _on_resize: Closure<dyn FnMut(JsValue)>,
    _zoomed: Option<EventListener>,
}

impl OnLayout {
    /// Runs `run` when the page or `element` changes its size, and when it is asked to.
    pub fn new(element: Option<&Element>, run: impl Fn() + 'static) -> Self {
        let due = Rc::new(Cell::new(None));
        let frame = {
            let due = due.clone();
            Closure::<dyn FnMut()>::new(move || {
                due.set(None);
                run();
            })
        };
        let request: Rc<dyn Fn()> = {
            let due = due.clone();
            Rc::new(move || {
                if due.get().is_none()
                    && let Some(window) = window()
                {
                    due.set(window.request_animation_frame(frame.as_ref().unchecked_ref::<Function>()).ok());
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
        Self { request, due, observer, _on_resize: on_resize, _zoomed: zoomed }
    }
}

impl Drop for OnLayout {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        if let (Some(frame), Some(window)) = (self.due.take(), window()) {
            let _ = window.cancel_animation_frame(frame);
        }
    }
}
