//! Time and ids: what the core is not allowed to make. Dates and numbers as the page's language writes them.

use super::language::customs;
use crate::messages;
use glossator_core::annotation::{Iri, Timestamp};
use glossator_core::article::date::display;
use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Function, Number, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

/// Now, by the clock of this device.
pub fn now() -> Timestamp {
    // A double holds milliseconds exactly for 285,000 years.
    Timestamp(Date::now() as i64)
}

/// An id that nobody else has. They sort by the time they were made.
pub fn new_id() -> Iri {
    Iri::new(format!("urn:uuid:{}", uuid::Uuid::now_v7()))
}

/// A number as people here write it: "12,000".
pub fn number(number: usize) -> String {
    // Below, all languages write it alike. Components are rendered on the host in tests, where there is no Intl.
    if number < 1000 || cfg!(not(target_arch = "wasm32")) {
        return number.to_string();
    }
    String::from(Number::from(number as f64).to_locale_string(messages::spoken()))
}

/// The time of day as people here write it, "14:02".
pub fn time_of_day(at: Timestamp) -> String {
    local(at, "toLocaleTimeString", &[("hour", "2-digit"), ("minute", "2-digit")])
}

const DAY_AND_TIME: [(&str, &str); 2] = [("dateStyle", "medium"), ("timeStyle", "short")];

/// The day as people here write it, with the time: "14 Feb 2025, 14:02".
pub fn day_and_time(at: Timestamp) -> String {
    local(at, "toLocaleString", &DAY_AND_TIME)
}

/// The time alone for today, with the day for any other day.
pub fn short(at: Timestamp) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return at.to_string();
    }
    let day = |at: Timestamp| local_date(at).to_date_string();
    if day(at) == day(now()) { time_of_day(at) } else { day_and_time_of_many(at) }
}

thread_local! {
    /// What writes days with times, and in which language: a browser makes one in a tenth of a millisecond, and writes a
    /// date with it in a thousandth.
    static WRITER: RefCell<Option<(&'static str, Function)>> = const { RefCell::new(None) };
}

/// As [`day_and_time`], for where many are written.
fn day_and_time_of_many(at: Timestamp) -> String {
    WRITER
        .with_borrow_mut(|writer| {
            let spoken = messages::spoken();
            if writer.as_ref().is_none_or(|(language, _)| *language != spoken) {
                let customs = Some(customs()).filter(|it| !it.is_undefined());
                let format = DateTimeFormat::new(&customs.into_iter().collect::<Array>(), &bag(&DAY_AND_TIME));
                *writer = Some((spoken, format.format()));
            }
            let (_, write) = writer.as_ref()?;
            write.call1(&JsValue::UNDEFINED, &local_date(at)).ok()?.as_string()
        })
        .unwrap_or_else(|| day_and_time(at))
}

/// The day here, as in the name of a file: "2025-02-14".
pub fn day(at: Timestamp) -> String {
    let date = local_date(at);
    let two = |number: u32| format!("{number:02}");
    [date.get_full_year().to_string(), two(date.get_month() + 1), two(date.get_date())].join("-")
}

fn local_date(at: Timestamp) -> Date {
    Date::new(&JsValue::from_f64(at.0 as f64))
}

/// The day of an article, "14 February 2025"; whatever else stands for it as it is.
pub fn date(iso: &str) -> String {
    let english = display(iso);
    if messages::spoken() == "en" || english == iso || cfg!(not(target_arch = "wasm32")) {
        return english;
    }
    // Of a day alone, in UTC.
    let midnight = Date::parse(iso.get(..10).unwrap_or_default());
    let options = [("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", "UTC")];
    local(Timestamp(midnight as i64), "toLocaleDateString", &options)
}

fn local(at: Timestamp, method: &str, options: &[(&str, &str)]) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        // Components are rendered on the host in tests, where there is no Intl.
        return at.to_string();
    }
    let format = || {
        let date = local_date(at);
        let method: Function = Reflect::get(&date, &method.into()).ok()?.dyn_into().ok()?;
        method.call2(&date, &customs(), &bag(options)).ok()?.as_string()
    };
    format().unwrap_or_else(|| at.to_string())
}

fn bag(options: &[(&str, &str)]) -> Object {
    let bag = Object::new();
    for (name, value) in options {
        // A plain object takes any value.
        let _ = Reflect::set(&bag, &(*name).into(), &(*value).into());
    }
    bag
}
