//! Mounts the page.

fn main() {
    glossator::browser::rescue::install_panic_hook();
    let root = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id("app"));
    if let Some(root) = root {
        glossator::app::mount(root);
    }
}
