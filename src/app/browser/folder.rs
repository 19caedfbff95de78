//! A folder on this device that the page may write into (File System Access, <https://wicg.github.io/file-system-access/>).
//!
//! Not every browser has it, and the bindings are not stable, so its few functions are called by their names.

use js_sys::{Array, Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

/// The name of the lock under which one tab at a time writes.
const LOCK: &str = "glossator-folder";

/// A folder.
#[derive(Clone)]
pub struct Folder(JsValue);

/// Why something could not be done in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The name of the browser's exception.
    pub name: String,
    /// What the browser says.
    pub message: String,
}

impl Refusal {
    fn of(error: &JsValue) -> Self {
        let text =
            |name: &str| Reflect::get(error, &name.into()).ok().and_then(|it| it.as_string()).unwrap_or_default();
        Self { name: text("name"), message: text("message") }
    }

    /// Whether there is no such file or folder.
    pub fn is_missing(&self) -> bool {
        self.name == "NotFoundError"
    }
}

impl Folder {
    /// Whether the browser has such folders.
    pub fn are_there() -> bool {
        window().is_some_and(|window| Reflect::has(&window, &"showDirectoryPicker".into()).unwrap_or(false))
    }

    /// Has a person choose one; `None` where they leave it. Only right after a press of a key or a button.
    ///
    /// # Errors
    /// What the browser says: some folders it gives to no page.
    pub async fn choose() -> Result<Option<Self>, Refusal> {
        let options = js_sys::Object::new();
        let _ = Reflect::set(&options, &"id".into(), &"copies".into());
        let _ = Reflect::set(&options, &"mode".into(), &"readwrite".into());
        let window = window().map(JsValue::from).unwrap_or_default();
        match call(&window, "showDirectoryPicker", &[options.into()]).await {
            Ok(handle) => Ok(Some(Self(handle))),
            Err(refusal) if refusal.name == "AbortError" => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    /// One that was kept, if it is one.
    pub fn kept(handle: JsValue) -> Option<Self> {
        Reflect::has(&handle, &"getFileHandle".into()).unwrap_or(false).then_some(Self(handle))
    }

    /// What can be kept of it in the browser's database.
    pub fn handle(&self) -> &JsValue {
        &self.0
    }

    /// What it is called.
    pub fn name(&self) -> String {
        Reflect::get(&self.0, &"name".into()).ok().and_then(|it| it.as_string()).unwrap_or_default()
    }

    /// Whether the page may write into it. With `ask`, which needs a press of a key or a button before it, the browser
    /// asks the person.
    pub async fn may_write(&self, ask: bool) -> bool {
        let name = if ask { "requestPermission" } else { "queryPermission" };
        // Folders that are the page's own have no such function, and need none.
        if !Reflect::has(&self.0, &name.into()).unwrap_or(false) {
            return true;
        }
        let options = js_sys::Object::new();
        let _ = Reflect::set(&options, &"mode".into(), &"readwrite".into());
        call(&self.0, name, &[options.into()]).await.is_ok_and(|it| it == "granted")
    }

    /// What tells one state of a file from another: when it was written, and its bytes. `None` where there is no such
    /// file.
    ///
    /// # Errors
    /// What the browser says, above all where the folder is gone.
    pub async fn stamp(&self, name: &str) -> Result<Option<String>, Refusal> {
        match call(&self.0, "getFileHandle", &[name.into()]).await {
            Ok(file) => stamp(&file).await.map(Some),
            Err(refusal) if refusal.is_missing() => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    /// Writes a file, all of it or nothing, and gives its stamp.
    ///
    /// # Errors
    /// What the browser says. The file is as it was.
    pub async fn write(&self, name: &str, text: &str) -> Result<String, Refusal> {
        let options = js_sys::Object::new();
        let _ = Reflect::set(&options, &"create".into(), &true.into());
        let file = call(&self.0, "getFileHandle", &[name.into(), options.into()]).await?;
        let stream = call(&file, "createWritable", &[]).await?;
        match call(&stream, "write", &[text.into()]).await {
            // What was written takes the place of the file when it is closed.
            Ok(_) => call(&stream, "close", &[]).await?,
            Err(refusal) => {
                let _ = call(&stream, "abort", &[]).await;
                return Err(refusal);
            }
        };
        stamp(&file).await
    }
}

async fn stamp(file: &JsValue) -> Result<String, Refusal> {
    let file = call(file, "getFile", &[]).await?;
    let number = |name: &str| Reflect::get(&file, &name.into()).ok().and_then(|it| it.as_f64()).unwrap_or_default();
    Ok(format!("{} {}", number("lastModified") as u64, number("size") as u64))
}

/// Does `work` while no other tab does what it guards.
pub async fn alone<T>(work: impl Future<Output = T>) -> T {
    let mut let_go = None::<Function>;
    let held = Promise::new(&mut |resolve, _| let_go = Some(resolve));
    let begun = Promise::new(&mut |resolve, _| {
        let (held, resolve) = (held.clone(), Rc::new(RefCell::new(Some(resolve))));
        let first = resolve.clone();
        let inside = Closure::once_into_js(move || {
            if let Some(resolve) = first.borrow_mut().take() {
                let _ = resolve.call0(&JsValue::NULL);
            }
            held
        });
        let locks = window().and_then(|window| Reflect::get(&window.navigator(), &"locks".into()).ok());
        let request = locks.as_ref().and_then(|locks| {
            Reflect::get(locks, &"request".into())
                .ok()?
                .dyn_into::<Function>()
                .ok()?
                .call2(locks, &LOCK.into(), &inside)
                .ok()
        });
        // Without locks, tabs take their chance: what one wrote is told from what another did by its stamp.
        if request.is_none()
            && let Some(resolve) = resolve.borrow_mut().take()
        {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(begun).await;
    let done = work.await;
    if let Some(let_go) = let_go {
        let _ = let_go.call0(&JsValue::NULL);
    }
    done
}

/// Calls a function that gives a promise.
async fn call(of: &JsValue, name: &str, given: &[JsValue]) -> Result<JsValue, Refusal> {
    let called = Reflect::get(of, &name.into())
        .and_then(|it| it.dyn_into::<Function>())
        .and_then(|function| function.apply(of, &given.iter().collect::<Array>()));
    let answered = match called {
        Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await,
        Err(error) => Err(error),
    };
    answered.map_err(|error| Refusal::of(&error))
}
