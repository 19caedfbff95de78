//! What lies over the page and beside the article, and is loaded when it is first needed: each a function of the desk,
//! as the workspace is.

use crate::components::agreement::AgreementDialog;
use crate::components::codebook::CodebookDialog;
use crate::components::dialog::Numbered;
use crate::components::export::Export;
use crate::components::filters::Filters;
use crate::components::handles::Handles;
use crate::components::help::help;
use crate::components::library::LibraryDialog;
use crate::components::library_file::library_file;
use crate::components::margin::Margin;
use crate::components::new_article::NewArticle;
use crate::components::open_file::OpenFile;
use crate::components::settings::Settings;
use crate::components::snapshots::States;
use crate::components::stack_menu::StackMenu;
use crate::components::strip::Strip;
use crate::components::summary::SummaryDialog;
use crate::components::toast::Toast;
use crate::components::tour::Tour;
use crate::components::underway::underway;
use crate::components::versions::Versions;
use crate::components::{keeping, layers, lost_line, marker, name_line, presentation};
use crate::desk::{self, Ask, Desk, Shown, Wish};
use crate::messages;
use crate::shared::Shared;
use std::rc::Rc;
use yew::prelude::*;

/// The dialog over the page, if there is one.
pub fn dialog(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let (ui, document) = (desk.ui(), Shared(desk.document()));
    let number = ui.dialog;
    let on_closed = ask.reform(move |()| Wish::Close(number));
    let (keymap, ask) = (desk.keymap(), ask.clone());
    let Some(shown) = &ui.shown else { return Html::default() };
    let shown = match shown {
        Shown::Help => help(&keymap, &document.codebook, &ask, on_closed),
        Shown::Codebook => html! { <CodebookDialog {document} {keymap} {ask} {on_closed} /> },
        Shown::Summary => html! { <SummaryDialog {document} anchored={desk.anchors().anchored.clone()} {on_closed} /> },
        Shown::Agreement => {
            let (anchored, me) = (Shared(desk.all_anchored()), desk.me());
            let layers = desk::layers(&mut document.annotations.iter(), &me, &[]);
            let names = desk::names(&layers, &me);
            html! { <AgreementDialog {document} {anchored} {layers} {names} {ask} {on_closed} /> }
        }
        Shown::Settings => {
            let copies = desk.copies_settings(&ask);
            html! { <Settings {keymap} whole_words={desk.whole_words()} {copies} {ask} {on_closed} /> }
        }
        Shown::NewArticle(brought) => {
            html! { <NewArticle {document} brought={brought.clone()} {ask} {on_closed} /> }
        }
        Shown::Versions => {
            html! { <Versions {document} storage={desk.storage.clone()} {ask} {on_closed} /> }
        }
        Shown::States(id) => {
            let storage = desk.storage.clone();
            html! { <States {document} id={id.clone()} {storage} {ask} {on_closed} /> }
        }
        Shown::Library(listing) => {
            let current = document.id.clone();
            html! { <LibraryDialog listing={listing.clone()} {current} {ask} {on_closed} /> }
        }
        Shown::LibraryFile(look) => library_file(look, &ask, on_closed),
        Shown::Export(formats) => {
            html! { <Export formats={formats.clone()} name={desk.me().name} {ask} {on_closed} /> }
        }
        Shown::Underway(it) => underway(it, on_closed),
        Shown::File(look) => html! { <OpenFile look={look.clone()} me={desk.me()} {ask} {on_closed} /> },
    };
    html! { <Numbered key={number}>{ shown }</Numbered> }
}

/// What can wait: what is lost, the reader's name, where it is asked for, and how the work is kept.
pub fn lines(desk: &Rc<Desk>, ask: &Ask) -> Html {
    html! {
        <>
            { lost_line::lost_line(desk, ask) }
            { keeping::keeping(desk, ask) }
            if desk.ui().asks_name == Some(true) {
                { name_line::name_line(ask) }
            }
        </>
    }
}

/// The panel of the filter.
pub fn filters(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let filter = desk.ui().filter.clone();
    let codebook = desk.document().codebook.clone();
    html! { <Filters key={messages::spoken()} {filter} {codebook} all={desk.choosable()} ask={ask.clone()} /> }
}

/// The cards beside the article.
pub fn margin(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let (state, ui, me) = (desk.state(), desk.ui(), desk.me());
    let document = &state.document;
    html! {
        <Margin
            key={messages::spoken()}
            reader_node={desk.reader.clone()}
            anchors={desk.anchors()}
            nothing_marked={document.annotations.is_empty()}
            focused={state.session.focused.clone()}
            open={ui.open.clone()}
            proposals={ui.proposals.clone()}
            article={Shared(document.article.clone())}
            codebook={document.codebook.clone()}
            names={desk::names(&desk.layers(), &me)}
            {me}
            ask={ask.clone()}
        />
    }
}

/// The handles of the annotation in focus, if it is shown.
pub fn handles(desk: &Rc<Desk>, ask: &Ask) -> Html {
    if desk.ui().presenting.is_some() {
        return Html::default();
    }
    let (document, anchors) = (desk.document(), desk.anchors());
    let focused = desk.state().session.focused.clone();
    let found = anchors.anchored.iter().find(|it| Some(&it.annotation.id) == focused.as_ref());
    let Some((anchored, extent)) = found.and_then(|it| Some((it, it.extent()?))) else { return Html::default() };
    html! {
        <div class={document.codebook.look(&anchored.annotation.category)} aria-hidden="true">
            <Handles
                reader_node={desk.reader.clone()}
                article={Shared(document.article.clone())}
                id={anchored.annotation.id.clone()}
                {extent}
                ask={ask.clone()}
            />
        </div>
    }
}

/// The whole article in a strip, where something is marked in it.
pub fn strip(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let document = desk.document();
    if document.annotations.is_empty() {
        return Html::default();
    }
    html! {
        <Strip
            key={messages::spoken()}
            reader_node={desk.reader.clone()}
            article={Shared(document.article.clone())}
            anchors={desk.anchors()}
            codebook={document.codebook.clone()}
            ask={ask.clone()}
        />
    }
}

/// What happened and cannot be seen in the text itself; and what becomes of files that are held over the page.
pub fn toast(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let (codebook, notice) = (desk.document().codebook.clone(), desk.state().session.notice.clone());
    html! {
        <>
            <Toast key={messages::spoken()} {codebook} {notice} ask={ask.clone()} />
            if desk.ui().over {
                <div class="drop-here" aria-hidden="true"><p>{ messages::drop_here() }</p></div>
            }
        </>
    }
}

/// The step of the tour that is being taken, if it is.
pub fn tour(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let (step, document) = (desk.ui().tour, desk.document());
    let Some(step) = step else { return Html::default() };
    let keys = desk.keys_to_mark();
    let session = &desk.state().session;
    let seen = (session.selection, session.focused.clone(), document.annotations.len());
    html! { <Tour {step} {keys} {seen} language={messages::spoken()} ask={ask.clone()} /> }
}

/// The choice among annotations that lie over each other.
pub fn stack(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let (document, ui) = (desk.document(), desk.ui());
    let Some((ids, at)) = &ui.stack else { return Html::default() };
    let annotations: Vec<_> = ids.iter().filter_map(|id| document.annotations.get(id).cloned()).collect();
    let (codebook, focused) = (document.codebook.clone(), desk.state().session.focused.clone());
    html! { <StackMenu at={*at} {codebook} {annotations} {focused} ask={ask.clone()} /> }
}

/// The marker's line, while it is on; the presentation's, while there is one.
pub fn marker(desk: &Rc<Desk>, ask: &Ask) -> Html {
    if desk.ui().presenting.is_some() {
        return presentation::presentation(desk, ask);
    }
    let marker = desk.ui().marker.clone();
    marker.map(|it| marker::marker_line(&it, &desk.document().codebook, ask)).unwrap_or_default()
}

/// Whose annotations are shown, where there are several people's.
pub fn layers(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let layered = desk.layers();
    layers::layers(&layered, &desk::names(&layered, &desk.me()), ask)
}

/// The way to the versions before this one.
pub fn earlier(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let count = desk.document().earlier.len();
    if count == 0 {
        return Html::default();
    }
    html! {
        <p class="earlier">
            <button type="button" class="link" onclick={ask.reform(|_: MouseEvent| Wish::Show(Shown::Versions))}>
                { messages::count_of_versions(count) }
            </button>
        </p>
    }
}
