//! Mounts the page.

fn main() {
    yew::Renderer::<glossator::App>::new().render();
}
