//! Other tabs are told that something was stored, and nothing else that they could be told does harm.

use crate::support::*;
use glossator::browser::tabs::Tabs;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn counted(name: &str) -> (Tabs, Rc<Cell<u32>>) {
    let count = Rc::new(Cell::new(0));
    let kept = count.clone();
    (Tabs::open_named(name, move || kept.set(kept.get() + 1)), count)
}

#[wasm_bindgen_test]
async fn a_poke_reaches_the_others_and_not_oneself() {
    let name = fresh("poke");
    let ((one, at_one), (other, at_other)) = (counted(&name), counted(&name));
    one.poke(&id("d"), 7);
    script(&name, "await later(200)").await;
    assert_eq!((at_one.get(), at_other.get()), (0, 1));
    drop(other);
    one.poke(&id("d"), 8);
    script(&name, "await later(200)").await;
    assert_eq!((at_one.get(), at_other.get()), (0, 1));
}

#[wasm_bindgen_test]
async fn any_message_is_a_poke() {
    let name = fresh("garbage");
    let (_tabs, count) = counted(&name);
    let garbage = "
        const channel = new BroadcastChannel(name);
        for (const message of [undefined, null, '', {}, [[]], 1e999, new Map(), 'x'.repeat(1e6)])
            channel.postMessage(message);
        await later(300);
        channel.close();";
    script(&name, garbage).await;
    assert_eq!(count.get(), 8);
}
