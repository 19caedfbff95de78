//! Two tabs that change the same annotation: nobody's work is overwritten, and both end up with the same.

use crate::support::*;
use glossator::browser::storage::{News, Storage};
use glossator_core::annotation::Timestamp;
use glossator_core::document::Document;
use glossator_core::merge::other_version;
use glossator_core::state::Action;
use wasm_bindgen_test::wasm_bindgen_test;

/// Two pages show annotation `a`; the other does `theirs`, I do `mine`, the other stores first. Then storage has these
/// notes, and both show what it has.
async fn check(label: &str, theirs: &[Action], mine: &[Action], notes_of_all: &[&str]) {
    let name = fresh(label);
    let (my_tab, their_tab) = both(open(&name), open(&name)).await;
    let page = stored(&my_tab, "d", &["a"]).await;
    let since = sequence(&my_tab, "d").await;
    let their_page = save(&their_tab, &after(&page, theirs.iter().cloned())).await;
    let my_page = save(&my_tab, &after(&page, mine.iter().cloned())).await;
    let (my_page, _) = catch_up(&my_tab, &my_page, since).await;
    let (their_page, _) = catch_up(&their_tab, &their_page, since).await;
    let document = loaded(&my_tab, "d").await;
    assert_eq!(notes(&document), notes_of_all);
    assert_eq!(my_page.document, document);
    assert_eq!(their_page.document, document);

    // A page that has fallen behind its own storage is the same to storage in memory.
    let memory = Storage::in_memory();
    let page = stored(&memory, "d", &["a"]).await;
    save(&memory, &after(&page, theirs.iter().cloned())).await;
    save(&memory, &after(&page, mine.iter().cloned())).await;
    assert_eq!(loaded(&memory, "d").await, document);
}

#[wasm_bindgen_test]
async fn both_edits_are_kept() {
    check("edits", &[write("a", "theirs")], &[write("a", "mine")], &["mine", "theirs"]).await;
}

#[wasm_bindgen_test]
async fn of_several_edits_of_mine_the_last_is_kept() {
    check("last", &[write("a", "theirs")], &[write("a", "m"), write("a", "mine")], &["mine", "theirs"]).await;
}

#[wasm_bindgen_test]
async fn the_same_edit_is_one() {
    check("same", &[write("a", "same")], &[write("a", "same")], &["same"]).await;
    let later = Action::Write {
        id: id("a"),
        note: "same".into(),
        tags: vec!["<b>tag</b>".into(), "🚗".into()],
        visit: 1,
        at: Timestamp(1_800_000_000_000),
    };
    check("same later", &[write("a", "same")], &[later], &["same"]).await;
}

#[wasm_bindgen_test]
async fn my_edit_outlives_their_deletion() {
    check("deleted", &[remove("a")], &[write("a", "mine")], &["mine"]).await;
}

#[wasm_bindgen_test]
async fn their_edit_outlives_my_deletion() {
    check("deleting", &[write("a", "theirs")], &[remove("a")], &["theirs"]).await;
}

#[wasm_bindgen_test]
async fn two_deletions_are_one() {
    check("twice", &[remove("a")], &[remove("a")], &[]).await;
}

#[wasm_bindgen_test]
async fn two_annotations_of_one_id_are_kept() {
    let mine = [mark("b"), write("b", "mine")];
    check("added", &[mark("b"), write("b", "theirs")], &mine, &["", "mine", "theirs"]).await;
}

#[wasm_bindgen_test]
async fn different_annotations_do_not_meet() {
    check("apart", &[mark("b"), write("b", "theirs")], &[write("a", "mine")], &["mine", "theirs"]).await;
}

#[wasm_bindgen_test]
async fn undone_work_leaves_nothing() {
    check("undone", &[write("a", "theirs")], &[write("a", "mine"), Action::Undo], &["theirs"]).await;
}

#[wasm_bindgen_test]
async fn a_conflict_that_is_saved_again_is_kept_once() {
    on_each("again", async |storage| {
        let page = stored(&storage, "d", &["a"]).await;
        save(&storage, &after(&page, [write("a", "theirs")])).await;
        let mine = after(&page, [write("a", "mine")]);
        let once = save(&storage, &mine).await;
        assert_eq!(save(&storage, &mine).await.document, once.document);
        // Changed since, the version is not put back.
        let version = other_version(mine.document.annotations.get(&id("a")).expect("there"), &mine.document).id;
        let edit = Action::Write { id: version, note: "ours".into(), tags: vec![], visit: 2, at: Timestamp(1) };
        save(&storage, &after(&once, [edit])).await;
        save(&storage, &mine).await;
        assert_eq!(notes(loaded(&storage, "d").await.as_ref()), ["ours", "theirs"]);
    })
    .await;
}

#[wasm_bindgen_test]
async fn work_on_a_document_that_another_tab_deleted_is_kept() {
    let name = fresh("deleted document");
    let (mine, theirs) = both(open(&name), open(&name)).await;
    let page = stored(&mine, "d", &["a", "b"]).await;
    theirs.remove(&id("d")).await.expect("removed");
    let page = save(&mine, &after(&page, [remove("b"), mark("c")])).await;
    assert_eq!(loaded(&theirs, "d").await, page.document);
}

#[wasm_bindgen_test]
async fn two_tabs_that_save_at_once_lose_nothing() {
    let name = fresh("at once");
    let (one, other) = both(open(&name), open(&name)).await;
    let page = stored(&one, "d", &["a"]).await;
    let work = async |tab: &Storage, who: &str| {
        let mut page = page.clone();
        for nth in 0..30 {
            let mine = format!("{who}{nth}");
            page = save(tab, &after(&page, [mark(&mine), write(&mine, &mine)])).await;
        }
    };
    both(work(&one, "one"), work(&other, "other")).await;
    let (one, other) = both(loaded(&one, "d"), loaded(&other, "d")).await;
    assert_eq!(one, other);
    assert_eq!(one.annotations.len(), 61);
}

/// Three tabs edit, save and read in turns that are drawn by lot. In the end all show what is stored. Of thousands of lots,
/// those named are the ones that once ended otherwise.
#[wasm_bindgen_test]
async fn in_whatever_order_tabs_edit_save_and_read_they_end_up_with_the_same() {
    for seed in (0..30_u64).chain([59, 229]) {
        let mut lot = seed;
        let mut draw = |below: u64| {
            // Knuth's MMIX generator; its upper bits are the good ones.
            lot = lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (lot >> 33) % below
        };
        let name = fresh(&format!("lots {seed}"));
        let first = open(&name).await;
        let page = stored(&first, "d", &["a", "b", "c"]).await;
        let since = sequence(&first, "d").await;
        let mut tabs = vec![(first, page.clone(), since)];
        for _ in 1..3 {
            tabs.push((open(&name).await, page.clone(), since));
        }
        for nth in 0..120 {
            let (tab, page, since) = &mut tabs[draw(3) as usize];
            let which = ["a", "b", "c"][draw(3) as usize];
            *page = match draw(8) {
                6 => after(page, [Action::Redo]),
                // What was made here last.
                7 => {
                    let own = page
                        .document
                        .annotations
                        .iter()
                        .map(|it| it.id.clone())
                        .filter(|it| it.as_str().contains('-'))
                        .last();
                    after(page, own.map(Action::Remove))
                }
                0 => after(page, [remove(which)]),
                1 => after(page, [write(which, &format!("note {nth}"))]),
                2 => after(page, [Action::Undo]),
                3 => after(page, [mark(&format!("{seed}-{nth}"))]),
                4 => save(tab, page).await,
                _ => {
                    let (page, until) = catch_up(tab, page, *since).await;
                    *since = until;
                    page
                }
            };
        }
        for (tab, page, _) in &mut tabs {
            *page = save(tab, page).await;
        }
        for (tab, page, since) in &mut tabs {
            *page = catch_up(tab, page, *since).await.0;
        }
        let all = |document: &Document| -> Vec<String> {
            document.annotations.iter().map(|it| format!("{} {}", it.id, it.note)).collect()
        };
        let document = loaded(&tabs[0].0, "d").await;
        for (nth, (_, page, _)) in tabs.iter().enumerate() {
            assert_eq!(all(&page.document), all(&document), "tab {nth} of lot {seed}");
            assert_eq!(page.document, document, "tab {nth} of lot {seed}");
        }
    }
}

#[wasm_bindgen_test]
async fn versions_of_both_are_kept_and_both_tabs_know_them() {
    let name = fresh("versions");
    let (my_tab, their_tab) = both(open(&name), open(&name)).await;
    let page = stored(&my_tab, "d", &["a"]).await;
    let since = sequence(&their_tab, "d").await;
    let old = versions(&page.document);
    save(&their_tab, &after(&page, [replace("Theirs.", 5)])).await;
    let mine = save(&my_tab, &after(&page, [replace("Mine.", 6)])).await;
    let expected = [&old[..], &["Theirs.".to_owned(), "Mine.".to_owned()]].concat();
    assert_eq!(versions(&mine.document), expected);
    assert_eq!(*mine.document, *loaded(&my_tab, "d").await);
    assert_eq!(their_tab.changes_since(&id("d"), since).await, Ok(News::Behind));
    // Taken back, mine is gone and theirs is still there, on the page too.
    let undone = save(&my_tab, &after(&mine, [Action::Undo])).await;
    assert_eq!(versions(&undone.document), [&["Theirs.".to_owned()], &old[..]].concat());
    assert_eq!(*undone.document, *loaded(&my_tab, "d").await);
}
