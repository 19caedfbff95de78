//! How the page looks and which key does what, on this device.

use super::dialog::Dialog;
use super::help::any_of;
use crate::browser::preferences::{self, READING, Reading};
use crate::browser::{download, file_text};
use crate::desk::{Ask, Wish};
use crate::keymap::{DEFAULTS, Keymap, chord};
use crate::messages;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What the dialog needs.
#[derive(Properties, PartialEq)]
pub struct SettingsProps {
    /// Which key does what.
    pub keymap: Keymap,
    /// Whether selections grow to whole words.
    pub whole_words: bool,
    /// What is chosen about copies outside of the browser.
    pub copies: Html,
    /// How it asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The dialog.
#[component]
pub fn Settings(props: &SettingsProps) -> Html {
    let reading = use_state_eq(preferences::reading);
    let waiting = use_state_eq(|| None::<&'static str>);
    let trouble = use_state_eq(|| None::<String>);
    let taken = use_state_eq(|| false);
    let keymap = &props.keymap;
    let bind = {
        let (ask, keymap) = (props.ask.clone(), keymap.clone());
        move |change: &dyn Fn(&mut Keymap)| {
            let mut keymap = keymap.clone();
            change(&mut keymap);
            ask.emit(Wish::Bind(keymap));
        }
    };
    let on_letters = {
        let bind = bind.clone();
        Callback::from(move |event: Event| {
            let off = !event.target_unchecked_into::<HtmlInputElement>().checked();
            bind(&|keymap| keymap.letters_off = off);
        })
    };
    let on_words = props
        .ask
        .reform(|event: Event| Wish::SelectWholeWords(event.target_unchecked_into::<HtmlInputElement>().checked()));
    let reset = {
        let bind = bind.clone();
        Callback::from(move |_: MouseEvent| bind(&|keymap| keymap.changed.clear()))
    };
    let save = {
        let settings = preferences::Settings {
            reading: (*reading).clone(),
            keymap: keymap.clone(),
            whole_words: props.whole_words,
        };
        Callback::from(move |_: MouseEvent| {
            drop(download::download("glossator-settings.json", "application/json", &settings.write()));
        })
    };
    let load = {
        let (ask, reading, trouble, taken) = (props.ask.clone(), reading.clone(), trouble.clone(), taken.clone());
        Callback::from(move |event: Event| {
            let picker: HtmlInputElement = event.target_unchecked_into();
            let chosen = picker.files().and_then(|files| files.get(0));
            picker.set_value("");
            let (ask, reading, trouble, taken) = (ask.clone(), reading.clone(), trouble.clone(), taken.clone());
            taken.set(false);
            spawn_local(async move {
                let Some(chosen) = chosen else { return };
                let read = file_text::read(&chosen).await.and_then(|text| preferences::Settings::read(&text));
                match read {
                    Ok(settings) => {
                        trouble.set(None);
                        taken.set(true);
                        preferences::set_reading(&settings.reading);
                        reading.set(settings.reading);
                        ask.emit(Wish::Speak);
                        ask.emit(Wish::Bind(settings.keymap));
                        ask.emit(Wish::SelectWholeWords(settings.whole_words));
                    }
                    Err(sentence) => {
                        trouble.set(Some(messages::of_file(&messages::file_name(&chosen.name()), &sentence)))
                    }
                }
            });
        })
    };
    let conflicts = keymap.conflicts();
    html! {
        <Dialog title={messages::settings()} on_closed={props.on_closed.clone()}>
            <div class="settings">
                <h3>{ messages::reading() }</h3>
                <div class="choices">{ for READING.iter().map(|(name, label, options)| choice(&reading, &props.ask, name, label(), options)) }</div>
                <h3>{ messages::selecting() }</h3>
                <label class="switch">
                    <input type="checkbox" checked={props.whole_words} onchange={on_words} />
                    <span>{ messages::whole_words() }</span>
                </label>
                <h3>{ messages::keys() }</h3>
                <label class="switch">
                    <input type="checkbox" checked={!keymap.letters_off} onchange={on_letters} />
                    <span>{ messages::letters() }</span>
                </label>
                { for conflicts.iter().map(|(key, one, other)| html! {
                    <p class="conflict" role="alert">
                        { messages::two_meanings(&messages::key(key), messages::command(one), messages::command(other)) }
                    </p>
                }) }
                <table class="keys">
                    <tbody>{ for DEFAULTS.iter().map(|(_, name, _)| row(keymap, name, &waiting, &bind)) }</tbody>
                </table>
                <div class="row">
                    <button type="button" onclick={reset}>{ messages::all_keys_back() }</button>
                </div>
                { props.copies.clone() }
                <h3>{ messages::settings_file() }</h3>
                if let Some(sentence) = &*trouble {
                    <p class="conflict" role="alert">{ sentence }</p>
                }
                if *taken {
                    <p role="status">{ messages::settings_taken() }</p>
                }
                <div class="row">
                    <button type="button" onclick={save}>{ messages::download_settings() }</button>
                    <label class="choose">
                        <span>{ messages::take_settings() }</span>
                        <input type="file" accept=".json,application/json" onchange={load} />
                    </label>
                </div>
            </div>
        </Dialog>
    }
}

fn choice(
    reading: &UseStateHandle<Reading>,
    ask: &Ask,
    name: &'static str,
    label: &'static str,
    options: preferences::Values,
) -> Html {
    let chosen = reading.get(name).to_owned();
    let (reading, ask) = (reading.clone(), ask.clone());
    let onchange = Callback::from(move |event: Event| {
        let mut next = (*reading).clone();
        next.set(name, &event.target_unchecked_into::<HtmlSelectElement>().value());
        preferences::set_reading(&next);
        ask.emit(Wish::Speak);
        reading.set(next);
    });
    let lang = |value: &'static str| (name == "language" && !value.is_empty()).then_some(value);
    html! {
        <label>
            <span>{ label }</span>
            <select {onchange}>
                { for options.iter().map(|(value, label)| html! {
                    <option value={*value} selected={*value == chosen} lang={lang(value)}>{ label() }</option>
                }) }
            </select>
        </label>
    }
}

/// A command with its keys, and a button that waits for another one.
fn row(
    keymap: &Keymap,
    name: &'static str,
    waiting: &UseStateHandle<Option<&'static str>>,
    bind: &(impl Fn(&dyn Fn(&mut Keymap)) + Clone + 'static),
) -> Html {
    let keys: Vec<String> = keymap.keys(name).iter().map(|key| messages::key(key)).collect();
    let waits = **waiting == Some(name);
    let said = match keys.is_empty() {
        _ if waits => messages::press_a_key().to_owned(),
        true => messages::no_key().to_owned(),
        false => any_of(&keys),
    };
    let what = messages::command(name);
    let change = {
        let waiting = waiting.clone();
        Callback::from(move |_: MouseEvent| waiting.set((!waits).then_some(name)))
    };
    let on_key = {
        let (waiting, bind) = (waiting.clone(), bind.clone());
        Callback::from(move |event: KeyboardEvent| {
            // Tab stays the way out, and what is only held down is no key yet.
            if !waits || matches!(event.key().as_str(), "Tab" | "Shift" | "Control" | "Alt" | "Meta" | "AltGraph") {
                return;
            }
            event.prevent_default();
            event.stop_propagation();
            waiting.set(None);
            if event.key() != "Escape" {
                let held = event.ctrl_key() || event.meta_key();
                let key = chord(&event.key(), held, event.shift_key(), event.alt_key());
                bind(&|keymap| keymap.bind(name, vec![key.clone()]));
            }
        })
    };
    let on_blur = {
        let waiting = waiting.clone();
        Callback::from(move |_: FocusEvent| {
            if waits {
                waiting.set(None);
            }
        })
    };
    let clear = {
        let bind = bind.clone();
        Callback::from(move |_: MouseEvent| bind(&|keymap| keymap.bind(name, Vec::new())))
    };
    html! {
        <tr>
            <th scope="row">
                <button
                    type="button"
                    aria-label={messages::change_key(what, &said)}
                    aria-pressed={waits.to_string()}
                    onclick={change}
                    onkeydown={on_key}
                    onblur={on_blur}
                >
                    if waits {
                        { messages::press_a_key_now() }
                    } else if keys.is_empty() {
                        { messages::no_key_now() }
                    } else {
                        { for keys.iter().enumerate().map(|(at, key)| html! {
                            <>if at > 0 { { " " }{ messages::or() }{ " " } }<kbd>{ key }</kbd></>
                        }) }
                    }
                </button>
            </th>
            <td>{ what }</td>
            <td>
                // It stays when there is no key any more: the focus is on it.
                <button
                    type="button"
                    class="quiet"
                    aria-label={messages::take_key_away(what)}
                    aria-disabled={keys.is_empty().then_some("true")}
                    onclick={clear}
                >
                    { "×" }
                </button>
            </td>
        </tr>
    }
}
