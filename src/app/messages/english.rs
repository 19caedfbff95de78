//! What the page says, in English: each sentence once, by a name. Plain and short: what happened, and what to do.
//!
//! A translation is a file with the same names (`de.txt`), see docs/translating.md.

use super::template::messages;

messages! {
    // What annotations are called.
    claim = "Claim";
    quote = "Quote";
    opinion = "Opinion";
    unclassified = "Unclassified";
    /// Within a sentence.
    a_claim = "claim";
    /// Within a sentence.
    a_quote = "quote";
    /// Within a sentence.
    an_opinion = "opinion";
    /// Within a sentence.
    an_unclassified = "unclassified";
    claims(count: usize) = "{count} {count|claim|claims}";
    quotes(count: usize) = "{count} {count|quote|quotes}";
    opinions(count: usize) = "{count} {count|opinion|opinions}";
    of_category(count: usize, category: &str) = "{count} × {category}";
    annotations(count: usize) = "{count} {count|annotation|annotations}";
    shown(shown: usize, annotations: usize) = "{shown} of {annotations} {annotations|annotation|annotations} shown";

    // Lists in sentences.
    nothing = "nothing";
    last_of_list(others: &str, last: &str) = "{others} and {last}";
    or = "or";
    of(number: usize, all: usize) = "{number} of {all}";
    and_more(count: usize) = "And {count} more.";

    // Spoken while selecting and moving the text cursor.
    selection(words: &str) = "Selected: {words}";
    no_cursor = "Put the cursor into the article first: press Tab until it is there, then an arrow";
    space = "Space";
    paragraph_end = "End of the paragraph";
    article_end = "End of the article";
    article_start = "Start of the article";
    sentence_at(number: usize, words: &str) = "Sentence {number}: {words}";
    also_selected(words: &str) = "{words}, selected";
    sentences_selected(first: usize, last: usize, words: &str) = "Sentences {first} to {last}: {words}, selected";
    block_at(kind: &str, number: usize, of: usize, words: &str) = "{kind}, {number} of {of}: {words}";
    selection_begun = "Selection begun. Move the cursor, then press Enter";
    selection_given_up = "Selection given up";
    no_quotation = "No quotation from here on";
    divide_where = "Put the cursor or a selection inside the annotation, then divide it";
    none_to_join = "There is no further annotation of this category and author";
    select_first = "Select the words in the article first";

    // What happened.
    marked(category: &str) = "Marked as {category}";
    placed(category: &str) = "The {category} has these words now";
    recategorised(category: &str) = "Changed to {category}";
    split(category: &str) = "The {category} is two now";
    joined(category: &str) = "One {category} now";
    deleted(category: &str) = "Deleted: {category}";
    undone(count: usize) = "Undone: {count} {count|annotation|annotations} changed";
    redone(count: usize) = "Redone: {count} {count|annotation|annotations} changed";
    changed_elsewhere(count: usize) =
        "{count} {count|annotation|annotations} changed in another tab since, and left as it is now";
    nothing_new = "Nothing new came: all is as it was";
    merged(added: usize) = "Merged: {added} {added|annotation|annotations} added";
    merged_both(so_far: &str, count: usize) = "{so_far}, {count} kept in both versions";
    merged_replaced(so_far: &str, count: usize) = "{so_far}, {count} replaced";
    replaced = "This is the new version now. The one before is kept with it";
    other_version = "The article is the other version again, with its annotations";
    replaced_elsewhere = "Another tab replaced the article since. It was left as it is now";
    other_tab(count: usize) = "Another tab changed {count} {count|annotation|annotations}";
    kept_both = "Another tab changed the same annotation. Both versions are kept";
    opened(article: &str) = "Opened: {article}";
    article_deleted = "Article deleted";
    article_brought_back = "Article brought back";
    other_tab_version = "Another tab put a new version of the article here";
    downloaded(files: &str) = "Downloaded: {files}";
    name_kept = "Your name is kept. To change it, choose Formats";
    offline_ready = "Ready: works without a network from now on";

    // How safe the work is. In English it begins with “Saved”, “Saving” or “Not saved”.
    not_saved = "Not saved: export a copy";
    saving = "Saving…";
    saved = "Saved on this device";
    saved_at(time: &str) = "Saved on this device {time}";

    // Parts of an article.
    kind_title = "Title";
    kind_heading = "Heading";
    kind_paragraph = "Paragraph";
    kind_list_item = "List item";
    kind_quotation = "Quotation";
    kind_preformatted = "Preformatted";
    kind_caption = "Caption";
    kind_table_row = "Table row";
    kind_furniture = "Around it";
    headings(count: usize) = "{count} {count|heading|headings}";
    paragraphs(count: usize) = "{count} {count|paragraph|paragraphs}";
    list_items(count: usize) = "{count} {count|list item|list items}";
    quotations(count: usize) = "{count} {count|quotation|quotations}";
    preformatted_blocks(count: usize) = "{count} {count|preformatted block|preformatted blocks}";
    captions(count: usize) = "{count} {count|caption|captions}";
    table_rows(count: usize) = "{count} {count|table row|table rows}";
    furniture(count: usize) = "{count} {count|line|lines} around the article";

    // The tools.
    tools = "Tools";
    save_state_name = "Save state";
    undo = "Undo";
    redo = "Redo";
    articles = "Articles";
    articles_title = "All articles on this device";
    new_article = "New article";
    new_article_short = "New";
    new_article_title = "New article: paste or type a text";
    open_file = "Open file";
    open_file_short = "Open";
    open_file_title = "Open a Glossator file";
    settings = "Settings";
    settings_title = "Settings: how the page looks, and the keys";
    help = "Help";
    other_formats = "Other formats";
    other_formats_short = "Formats";
    other_formats_title = "Other formats, for other programs; and your name";
    export = "Export";
    export_title = "Download the article with all annotations as a file";

    // The page around the article.
    messages = "Messages";
    announcements = "Announcements";
    annotations_name = "Annotations";
    close = "Close";
    dismiss = "Dismiss";
    undo_this = "Undo this";
    drop_here = "Drop the file to look into it";
    not_found(count: usize) = "{count} {count|annotation is|annotations are} not found in this text.";
    review = "Review";
    loading = "Loading";
    loading_now = "Loading…";
    hint = "Select some words in the article, then choose Claim, Quote or Opinion.";
    keeps_nothing_blocked = "Nothing is kept: this browser blocks storage for this page. Everything works, but export \
        a copy before you close it.";
    keeps_nothing_unopened = "Nothing is kept: what this browser has stored could not be opened. Everything works, but \
        export a copy before you close it.";
    byline(author: &str) = "By {author}";
    annotations_shown = "Annotations shown";
    annotations_by = "Annotations by";
    you = "You";
    unknown = "Unknown";
    not_you(name: &str) = "{name} (not you)";
    update_ready = "A new version of Glossator is ready.";
    update_now = "Update now";
    updated_elsewhere = "Another tab runs a newer version of Glossator.";
    reload_this = "Reload this one";
    not_offline = "This browser could not keep the page: it opens only while there is a network. Your work is not affected.";

    // The bar at a selection, the cards, the choice among marks that lie over each other.
    mark_selection = "Mark selection";
    annotations_here = "Annotations here";
    previous = "Previous";
    next = "Next";
    close_annotation = "Close annotation";
    nothing_marked = "Nothing is marked yet.";
    tags = "Tags";
    tags_hint = "Tags, separated by commas";
    note = "Note";
    note_hint = "What do you make of it?";
    done = "Done";
    category_name = "Category";
    accept = "Accept";
    place = "Place on selection";
    edit_note = "Edit note";
    change_category = "Change category";
    delete = "Delete";
    perhaps_now = "Perhaps now:";
    open_quote = "“";
    close_quote = "”";
    words_changed = "The words have changed since they were marked.";
    words_in_part = "A part of these words is not in this text.";
    words_not_found(context: &str) = "Not found in this text. It stood in: “…{context}…”";

    // The filter.
    filter = "Filter";
    show_all = "Show all";
    find = "Find in the annotations";
    find_hint = "Words in the quote, the note or a tag";
    still_to_do = "Still to do";
    tag = "Tag";
    most_frequent(shown: usize, all: usize) =
        "The {shown} most frequent tags of {all}. Find the others by their name.";
    no_note = "No note";
    no_source = "No source";
    unchecked = "Unchecked";
    changed = "Words changed";
    lost = "Words not found";

    // Problems.
    /// Said of everything stored that cannot be read; with it goes a way to download it.
    kept = "Nothing of that was changed or deleted.";
    unreadable_annotations(count: usize) =
        "{count} {count|annotation|annotations} of this article could not be read. Nothing of that was changed or deleted.";
    unreadable_articles(count: usize) =
        "{count} {count|article|articles} on this device could not be read. Nothing of that was changed or deleted.";
    download_stored = "Download what is stored";
    work_lost = "The browser lost work that was kept here: its files were damaged or cleared. If you have an exported \
        file, open it to get your annotations back.";
    no_longer_here = "This article is no longer on this device.";
    open_unsaved(trouble: &str) = "{trouble} The article is open, but not saved: export a copy.";
    download_refused = "The browser refused the download. Allow downloads for this page.";
    finish_new_article = "Finish what is open here, or close it, then open the file.";
    of_file(file: &str, trouble: &str) = "{file}: {trouble}";
    file_name(name: &str) = "“{name}”";
    file_and_more(name: &str, count: usize) = "“{name}” and {count} more";
    no_settings_in_it = "There are no settings in it. Nothing was changed.";
    file_unreadable = "The browser could not read it. Is it a folder, or was it moved?";
    not_understood = "It was read, but not understood by this page. Reload the page, then open it again.";
    part_missing = "This part of Glossator could not be loaded. Check the connection, then try again.";
    worker_missing = "The part of Glossator that does this could not be loaded. Check the connection, then try again.";
    superseded = "A newer version of Glossator runs in another tab, and this one can save no more. Export a copy if \
        something is not saved, then reload this tab.";
    removed_elsewhere = "This article was deleted in another tab. It is still here: the next change saves it again.";
    emptied = "The browser emptied this page’s storage while it was open. The open article with its annotations was saved \
        again; other articles are gone from this device.";
    storage_blocked = "The browser does not let this page keep anything, as in some private windows. Download your work \
        before you close the tab.";
    storage_full = "There is no room left to store your work. It is kept in this tab for now: free some space on the \
        device, or download your work.";
    storage_newer = "A newer version of this page has stored the work. Reload the tab to get that version; nothing was \
        changed.";
    storage_closed = "The browser has deleted what it stored for this page. What is in this tab can be stored again.";
    storage_damaged(detail: &str) = "Some of what the browser stored for this page cannot be read ({detail}). Nothing of \
        that was changed or deleted.";
    storage_exists = "This article is in the library already.";
    storage_failed(detail: &str) = "The browser did not store this. Your work is kept in this tab: try again, or \
        download it ({detail}).";

    // The list of articles.
    changed_at(time: &str) = "changed {time}";
    added_at(time: &str) = "added {time}";
    delete_article(name: &str) = "Delete “{name}”";
    article_deleted_now(name: &str) = "Deleted: “{name}”.";
    reading_list = "Reading the list…";

    // Articles in order, and many in one file.
    order = "Order";
    by_change = "Last changed";
    by_addition = "Last added";
    by_title = "Title";
    by_annotations = "Most annotations";
    folder = "Folder";
    all_folders = "All";
    in_no_folder = "In no folder";
    all_tags = "All";
    archive(count: usize) = "Archive ({count})";
    no_article_found = "No article here. Search for other words, or choose another folder or tag.";
    more_articles(count: usize) = "Show {count} more";
    choose_all(count: usize) = "Select all {count}";
    choose_none = "Select none";
    choose_article(name: &str) = "Select “{name}”";
    chosen(count: usize) = "{count} selected";
    folder_and_tags = "Folder and tags";
    put_there = "Put there";
    add_tag = "Add";
    remove_tag(tag: &str) = "Take the tag “{tag}” away";
    into_archive = "Archive";
    out_of_archive = "Out of the archive";
    download_as_one = "Download as one file";
    one_file_keeps = "One file holds articles with their annotations, folders and tags, and opens here again.";
    download_all(count: usize) = "Download {count} {count|article|articles}";
    articles_deleted(count: usize) = "{count} articles deleted";
    articles_brought_back(count: usize) = "{count} articles brought back";
    writing_articles(count: usize) = "Writing {count} {count|article|articles} into one file…";
    not_in_the_file(count: usize) = "{count} {count|thing|things} that cannot be read {count|is|are} not in the file. Nothing of that was changed or deleted.";
    library_holds(articles: &str, annotations: &str) = "{articles} with {annotations}.";
    known_are_merged(count: usize) = "{count} of them {count|is|are} here already: what the file has besides is merged into {count|it|them}, and nothing of yours is overwritten.";
    lines_unreadable(count: usize, problem: &str) = "{count} {count|line|lines} cannot be read and will be left out. The first: {problem}";
    take_in_all = "Add to the articles";
    taking_in(file: &str) = "Adding the articles of “{file}”…";
    taken_in_stays = "What has been added stays when you leave. The same file can be opened again for the rest.";
    taken_in(count: usize) = "All of the file is here: {count} {count|article|articles}";
    taken_in_partly(count: usize, all: usize, problem: &str) = "{count} of {all} articles of the file are here now, the others are not: {problem} Nothing else was changed.";
    taking_in_left(count: usize, all: usize) = "Left: {count} of {all} articles of the file are here now";

    // A new article, or a new version.
    add_as = "Add as";
    as_new = "A new article";
    as_version(name: &str) = "A new version of “{name}”";
    article_text = "Article text";
    article_text_hint =
        "Paste or type the article here. From a web page or a word processor, headings, lists and links come along.";
    text_came_back = "What was typed here before is back.";
    empty_field = "Empty the field";
    from_file = "Or from files: text, Markdown, a saved web page, Word or EPUB";
    title = "Title";
    author = "Author";
    date_name = "Date";
    address = "Address";
    none_found = "None found";
    address_left_out = "The address is left out: it has to begin with https:// or http:// and hold no password.";
    recognised_name = "What was recognised";
    recognised(blocks: &str) = "Recognised: {blocks}.";
    nothing_recognised = "What is recognised in the text is shown here before it is added.";
    same_text = "This is the text that is open already.";
    take_version = "Take this version";
    looking = "Looking for the annotations";
    looking_now = "Looking for the annotations in this text…";
    none_to_carry = "There are no annotations to carry over.";
    one_carried = "The annotation is found in this text.";
    all_carried(count: usize) = "All {count} annotations are found in this text.";
    some_carried(count: usize, found: usize, undecided: &str) = "Of {count} {count|annotation|annotations}, {found} \
        found in this text, {undecided}. None is thrown away: you decide about those afterwards.";
    carried_changed(changed: usize) = "{changed} may stand in other words";
    carried_lost(lost: usize) = "{lost} {lost|is|are} not found";
    carried_both(changed: usize, lost: usize) = "{changed} may stand in other words, {lost} not found";
    earlier_versions = "Earlier versions";
    date_unknown = "Date unknown";
    until(time: &str) = "Until {time}";
    go_back = "Go back to this version";

    // The way out.
    your_name = "Your name";
    your_name_hint = "Optional: so that others can tell your annotations from theirs";
    your_name_asked = "Your name, so that others can tell your annotations from theirs (optional):";
    save = "Save";
    not_now = "Not now";
    format = "Format";
    reading_formats = "Reading the other formats…";
    no_place_for(parts: &str) = "It has no place for {parts}.";
    download = "Download";
    ours_purpose = "The article with everything about it, to keep, to send to others and to open here again.";
    earlier_articles = "earlier versions of the article";

    // The first look at files.
    files = "Files";
    file_count(count: usize) = "{count} {count|file|files}";
    article = "Article";
    by = "By";
    last_changed = "Last changed";
    merges_into = "Merges into";
    the_open_one = "the open one";
    none = "None";
    nameless = "Somebody without a name";
    other_nameless = "others without a name";
    problems_name = "Problems in the file";
    problems(count: usize) = "{count} {count|problem|problems} in the file";
    nothing_changed = "Nothing has changed so far.";
    reading_file(file: &str) = "Reading {file}…";
    cancel = "Cancel";
    keep_apart = "Keep apart";
    merge = "Merge";
    labels = "Labels";
    labels_meaning = "What its labels mean";
    only_a_tag = "Only a tag";
    apart = "Keeping it apart adds it as an article of its own.";
    each_apart = "Keeping them apart adds each as an article of its own.";
    one_article = "Bring together";
    gathering_makes_one(count: usize) = "Bringing them together makes one new article with everybody’s annotations, {count} in all.";
    gathering_makes(articles: usize, count: usize) = "Bringing them together makes {articles} new articles, each with \
        everybody’s annotations, {count} in all.";
    first_version = "The first version";
    second_version = "The second version";
    only_an_article = "It holds an article without annotations. Keep it apart to add it to your articles.";
    other_text(article: &str, found: &str, apart: &str) = "This is another text than “{article}”: {found}. {apart}";
    found_none = "none of them is found in it, so they can only be kept apart";
    found_changed(found: usize, all: usize, changed: usize) = "{found} of {all} are found in it, {changed} may stand in \
        other words, and you decide about each that is not found";
    found_some(found: usize, all: usize) =
        "{found} of {all} are found in it, and the others would be listed as not found";
    merging_adds(count: usize) = "adds {count} {count|annotation|annotations}";
    merging_renews(count: usize) = "brings {count} up to date that you merged before";
    merging_keeps_both(count: usize) = "keeps both versions of {count}";
    merging_takes_theirs(count: usize) = "puts what the file has in place of what is here for {count}";
    merging_keeps_yours(count: usize) = "leaves {count} as they are here";
    merging_has_already(count: usize) = "leaves {count} that you have already";
    merging_does_nothing(article: &str, apart: &str) = "Everything in it is in “{article}” already. {apart}";
    merging_does(article: &str, parts: &str, apart: &str) =
        "Merging into “{article}” {parts}; nothing of yours is overwritten. {apart}";
    merging_overwrites(article: &str, parts: &str, apart: &str) =
        "Merging into “{article}” {parts}; Undo brings back what was here. {apart}";
    other_versions = "Other versions";
    in_two_versions(count: usize) = "{count} {count|annotation|annotations} in two versions";
    for_all_keep(count: usize) = "For all {count}, keep";
    first_shown(shown: usize, others: usize) =
        "The first {shown} are shown. For the other {others}, the choice for all holds.";
    both = "Both";
    differ_in(parts: &str) = "They differ in {parts}.";
    the_category = "the category";
    the_words = "the words";
    the_note = "the note";
    the_tags = "the tags";
    the_attributes = "the attributes";
    the_decision = "the decision";
    the_author = "the author";
    not_shown_here = "what is not shown here";

    // The settings.
    reading = "Reading";
    language = "Language";
    as_browser = "As the browser says";
    colours = "Colours";
    as_system = "As the system";
    light = "Light";
    sepia = "Sepia";
    dark = "Dark";
    typeface = "Typeface";
    serif = "Serif";
    sans_serif = "Sans serif";
    easier = "Easier to tell apart (for dyslexia)";
    size = "Size";
    normal = "Normal";
    small = "Small";
    large = "Large";
    larger = "Larger";
    largest = "Largest";
    line_width = "Line width";
    narrow = "Narrow";
    broad = "Broad";
    line_spacing = "Line spacing";
    tight = "Tight";
    loose = "Loose";
    selecting = "Selecting";
    whole_words = "Grow selections by the pointer to whole words";
    keys = "Keys";
    letters = "Single characters such as 1, J and N do something";
    two_meanings(key: &str, first: &str, second: &str) =
        "{key} has two meanings; the first one counts: {first} / {second}";
    all_keys_back = "All keys as they were";
    settings_file = "Settings as a file";
    settings_taken = "The settings in the file are yours now. What it does not know is as it is made.";
    download_settings = "Download settings";
    take_settings = "Take settings from a file";
    press_a_key = "press a key";
    press_a_key_now = "Press a key";
    no_key = "no key";
    no_key_now = "No key";
    change_key(command: &str, keys: &str) = "Change the key: {command}: {keys}";
    take_key_away(command: &str) = "No key: {command}";

    // The help.
    what_to_mark = "What to mark";
    meaning_claim =
        "Something that can be true or false, whether it was checked or not: “The Senate voted 107 to 0.”";
    meaning_quote = "Somebody’s words, repeated as theirs: “This training is about our capabilities,” she said.";
    meaning_opinion = "A judgement, a wish, a guess or a feeling: “It would be naive to expect it.”";
    may_overlap = "Marks may overlap: a claim inside a quote is both.";
    /// The borderline cases: what is said, and why it is marked so.
    borderline_cases_of(category: &str) = "Borderline cases: {category}";
    case_prediction = "A prediction: “Rents will fall next year.”";
    why_prediction = "It says what will be and when, so time will tell whether it is true. “Rents must fall some day” is a guess: an opinion.";
    case_question = "A question: “When did the mayor lie?”";
    why_question = "It takes for granted that the mayor lied, which can be checked. “Did the mayor lie?” claims nothing and is not marked.";
    case_headline = "A headline: “Mayor Wrecks Budget”";
    why_headline = "It counts like any other sentence. What the mayor did to the budget can be checked; “wrecks” judges it.";
    case_claim_in_quote = "A claim inside a quote: “Crime has doubled,” she said.";
    why_claim_in_quote = "The words are hers, and what they say can be checked. Write her name under “Claimed by”.";
    case_reported = "Reported speech without quotation marks: She said that taxes would fall.";
    why_reported = "The words are given as hers, even if they are not her very words. Choose “reported” under “Words”.";
    case_scare_quotes = "Scare quotes: The “reform” cost 3,000 jobs.";
    why_scare_quotes = "Nobody is quoted: the quotation marks say that the author finds the word wrong. Mark “reform” alone; the 3,000 jobs are a claim of their own.";
    case_experts = "“Experts say”: Experts say that the bridge is unsafe.";
    why_experts = "It is passed on as the words of others, and it can be checked. Choose “not named” under “Speaker is”.";
    case_judged_fact = "A judgement with a fact in it: “the shameful vote of 107 to 0”";
    why_judged_fact = "“Shameful” is a judgement, “107 to 0” can be checked. Mark each on its own words.";
    case_satire = "Satire: “What a brilliant idea, once again.”";
    why_satire = "Mark what is meant, not what the words say: it is a judgement. Choose “sarcasm” under “Kind”.";
    case_quoted_opinion = "Somebody else’s judgement: The minister called it “a disaster”.";
    why_quoted_opinion = "The words are the minister’s, and so is the judgement. Write “the minister” under “Opinion of”.";
    your_work = "Your work";
    your_work_is_here = "Everything stays in this browser, on this device. Nothing is sent anywhere. To pass your work \
        on, or to keep a copy, export it: the file holds the article and all annotations, and opens in any Glossator.";
    does_claim = "Mark as claim: the selected words, or the sentence at the text cursor; else change the annotation in focus";
    does_quote = "The same as quote; at the text cursor, the quotation in the sentence, if there is one";
    does_opinion = "The same as opinion";
    does_repeat = "The same with the category that was used last";
    does_sentence = "Select the sentence at the text cursor; again, the next one too";
    does_quotation = "Select the quotation at the text cursor; again, the next one";
    does_next = "Next annotation";
    does_previous = "Previous annotation";
    does_note = "Write a note on the annotation in focus, and say more of it";
    does_extend = "Add the selected words to the annotation in focus";
    does_split = "Divide the annotation in focus at the text cursor";
    does_join = "Join the annotation in focus and the next one of its category";
    does_delete = "Delete the annotation in focus";
    does_out = "One step out: from the note to its card, from the card to the text";
    does_find = "Find and filter annotations";
    does_help = "This help";
    does_present = "Present: show the article to a class, without names, a category at a time; again, end it";
    /// What is printed on keys, where it is not what browsers call them.
    key_names = "Escape=Esc";
    key_arrows_does = "In the text: move the cursor by character and line";
    key_words_does = "In the text: move by word";
    key_sentences_does = "In the text: move by sentence";
    key_pages_does = "In the text: move by paragraph";
    key_edges_does = "In the text: to the start or end of the paragraph, with Ctrl of the article";
    /// Lower case tells the words from the keys.
    key_with_these = "Shift with these";
    key_with_these_does = "Select on the way";
    key_enter_does = "In the text: begin a selection, and end it";
    key_card_does = "On a card: move the end of its words, with Ctrl the start, with Alt by word";
    key_done_does = "In a note: done";
    key_tab_does = "From the tools to the text, from there to the annotation in focus";

    // What is said of an annotation besides its note.
    says_source = "Speaker";
    says_cue = "Verb";
    says_directness = "Words";
    says_source_type = "Speaker is";
    says_claimant = "Claimed by";
    says_verdict = "Verdict";
    says_checkworthiness = "Check";
    says_restatement = "Claimed before in this article";
    says_evidence = "Evidence";
    says_holder = "Opinion of";
    says_target = "About";
    says_polarity = "Tone";
    says_strength = "Strength";
    says_kind = "Kind";
    says_labelled = "Labelled as opinion";
    directness_direct = "word for word";
    directness_indirect = "reported";
    directness_mixed = "partly word for word";
    source_person = "a person";
    source_organisation = "an organisation";
    source_document = "a document";
    source_unnamed = "not named";
    source_none = "nobody";
    verdict_unchecked = "unchecked";
    verdict_true = "true";
    verdict_mostly_true = "mostly true";
    verdict_mixed = "mixed";
    verdict_misleading = "misleading";
    verdict_false = "false";
    verdict_unproven = "unproven";
    check_worthy = "worth checking";
    check_unimportant = "not important";
    check_impossible = "cannot be checked";
    polarity_positive = "positive";
    polarity_negative = "negative";
    polarity_neutral = "neutral";
    polarity_mixed = "mixed";
    strength_weak = "weak";
    strength_medium = "medium";
    strength_strong = "strong";
    kind_evaluation = "evaluation";
    kind_speculation = "speculation";
    kind_exhortation = "exhortation";
    kind_loaded = "loaded language";
    kind_sarcasm = "sarcasm";
    stance_supports = "supports";
    stance_refutes = "refutes";
    stance_context = "gives context";
    named(what: &str, words: &str) = "{what}: {words}";
    named_already = "It is said already who speaks";
    no_speaker = "No name stands around these words. Write it in";
    take_over = "Take over";
    evidence_at(number: usize) = "Evidence {number}";
    evidence_address = "Address";
    evidence_title = "Title of the page";
    evidence_title_short = "Title";
    evidence_stance = "What it does to the claim";
    evidence_remove = "Remove";
    evidence_add = "Add a link";
    not_of_the_web = "Not an address of the web: kept, but no link.";
    codebook_changed = "The categories were changed";
    does_speaker = "Take over who speaks, from the words around the annotation in focus";

    // Versions that stand side by side.
    what_is_here = "What is here";
    what_the_file_has = "What the file has";
    in_files = "In";
    in_versions(annotations: usize, versions: usize) = "{annotations} {annotations|annotation|annotations} in {versions} versions";
    another_version(when: &str) = "Another version, changed {when}";
    other_tab_took_yours = "Another tab put its own version of the article in place of yours. Yours is kept among the earlier versions.";

    // Finding one's way, and marking by the pointer.
    more = "More";
    copy_link = "Copy link";
    copy_quotation = "Copy quotation";
    link_copied = "Link copied";
    quotation_copied = "Quotation copied";
    cannot_copy(words: &str) = "The browser does not let this page copy. Copy it from here: {words}";
    link_leads_nowhere = "The annotation that this link leads to is not on this device. Open the file that it is in first.";
    marker_name = "Marker";
    marker_on(category: &str) = "Marker on: each selection is marked as {category}. Esc ends it";
    marker_off = "Marker off";
    each_is_marked_as = "Each selection is marked as";
    off = "Off";
    overview = "Overview";
    above = "above";
    below = "below";
    annotations_above(count: usize) = "{count} {count|annotation|annotations} above";
    annotations_below(count: usize) = "{count} {count|annotation|annotations} below";

    // With the keys as a person has them.
    undone_back(count: usize) = "Undone: {count} {count|annotation is|annotations are} back";
    redone_back(count: usize) = "Redone: {count} {count|annotation is|annotations are} back";
    hint_with_keys(claim: &str, quote: &str, opinion: &str) = "Select some words in the article, then choose Claim, Quote or Opinion, or press {claim}, {quote} or {opinion}.";

    // What the article was before.
    versions_left_out(count: usize) = "A file has no room for all earlier versions: of the oldest, {count} {count|is|are} left out of it then. Export a copy first to keep {count|it|them}.";
    earlier_versions_hint = "What this article was before. Your annotations come along when you go back to a version, and one undo takes that back.";
    next_changed = "What the next version changed";
    text_of_version = "Text of this version";
    same_words = "Its words are the same. What is known about the article differs.";
    changed_paragraphs = "Changed paragraphs";
    more_paragraphs(count: usize) = "And {count} more {count|paragraph|paragraphs}.";
    count_of_versions(count: usize) = "{count} earlier {count|version|versions}";

    // The marker.
    marker_title = "Mark each selection at once";

    // The codebook.
    categories_name = "Categories";
    codebook_hint = "They belong to this article and travel in its file. What you marked stays as it is.";
    add_category = "Add a category";
    save_categories = "Save categories";
    new_category = "New category";
    category_label = "Name";
    colour = "Colour";
    pattern = "Line";
    category_key = "Key";
    definition = "Definition";
    example = "Example";
    no_longer_offered = "No longer offered";
    up = "Up";
    down = "Down";
    up_with(category: &str) = "Up: {category}";
    down_with(category: &str) = "Down: {category}";
    remove_with(category: &str) = "Remove: {category}";
    category_without_name = "A category has no name yet. Give it one, or remove it.";
    none_offered = "At least one category must be offered.";
    key_is_taken(key: &str) = "The key {key} does something else already. Choose another one.";
    colour_amber = "Amber";
    colour_blue = "Blue";
    colour_plum = "Plum";
    colour_green = "Green";
    colour_red = "Red";
    colour_teal = "Teal";
    colour_violet = "Violet";
    colour_grey = "Grey";
    pattern_solid = "Solid";
    pattern_dotted = "Dotted";
    pattern_wavy = "Wavy";
    pattern_dashed = "Dashed";
    pattern_double = "Double";
    change_categories = "Change the categories";
    also_takes_categories(count: usize) = "Take the {count} {count|category|categories} that you do not have as well";
    its_categories = "Categories of the file";

    // Addresses.
    evidence_address_hint = "https://…";

    // Categories from elsewhere.
    name_is_taken(name: &str) = "Two categories are called “{name}”. Give one of them another name.";
    no_such_key = "A key is one visible character.";
    merging_adds_categories(count: usize) = "adds {count} {count|category|categories}";
    codebook_elsewhere = "The categories were changed in another tab since, and are left as they are now";

    // Beside a number.
    annotation_noun(count: usize) = "{count|annotation|annotations}";

    // The summary.
    summary = "Summary";
    summary_of_shown = "Summary of what is shown";
    only_shown(shown: usize, annotations: usize) = "Only what is shown is counted: {shown} of {annotations} {annotations|annotation|annotations}. The filter or a hidden layer leaves out the rest.";
    words_by_category = "Words by category";
    words_name = "Words";
    share_of_words = "Share of words";
    per_cent(number: &str) = "{number}%";
    not_marked = "Not marked";
    whole_article = "Whole article";
    shares_overlap = "A word counts for each category that it is marked as, so the shares may add up to more than 100%.";
    lost_cover_nothing(count: usize) = "{count} {count|annotation is|annotations are} not found in the text and {count|covers|cover} no words.";
    claims_name = "Claims";
    claims_without_source = "Claims without a source";
    claims_unchecked = "Unchecked claims";
    speakers = "Speakers";
    nobody_named = "Nobody named";
    copy_as_text = "Copy as text";
    download_as_csv = "Download as CSV";
    summary_copied = "Copied as a table, to paste into a text or a spreadsheet";
    /// The head of a column: “Category”, “Speaker” and the like.
    what_is_counted = "What";
    number_name = "Number";
    share_in_per_cent = "Share of words (%)";

    // Annotators side by side.
    agreement = "Agreement";
    compare_annotators = "Compare annotators";
    annotators = "Annotators";
    agreement_by_category = "Agreement by category";
    words_alike = "Same words";
    what_alpha_is = "Same words: of all words that somebody marked so, the share that everybody marked so. α is Krippendorff’s, by words: 1 where all agree, 0 where they agree as by chance. From 0.8 on it is commonly called reliable, below 0.67 not.";
    lost_not_compared(count: usize) = "{count} {count|annotation is|annotations are} not found in the text and cannot be compared.";
    choose_two_annotators = "Choose at least two annotators.";
    where_they_agree = "Where they agree";
    places_agreed(agreed: usize, all: usize) = "The same words and category from everybody: {agreed} of {all} {all|place|places}.";
    accept_agreed(count: usize) = "Accept {count} {count|place|places}";
    same_accepted(count: usize) = "{count} {count|place|places} accepted";
    where_they_differ = "Where they differ";
    nowhere = "Nowhere.";
    places_decided(decided: usize, all: usize) = "{decided} of {all} decided";
    all_decided = "All are decided.";
    left_to_decide(count: usize) = "Decided. {count} left.";
    place_of(number: usize, all: usize) = "Place {number} of {all}";
    place_name = "Place";
    previous_place = "Previous";
    next_place = "Next";
    show_in_article = "Show in the article";
    differ_in_category = "Not the same category";
    differ_in_presence = "Not marked so by everybody";
    differ_in_extent = "Not the same words";
    nothing_marked_here = "No mark to compare here";
    only_this = "Only this";
    accept_this = "Accept";
    reject_this = "Reject";
    accept_all = "Accept all";
    reject_all = "Reject all";
    take_decision_back = "Take the decision back";
    take_decisions_back = "Take the decisions back";
    decisions_taken_back = "The decisions were taken back.";
    accept_most = "Accept what most marked";
    accept_most_everywhere(count: usize) = "Accept what most marked: {count} {count|place|places}";
    others_marked_nothing(count: usize) = "{count} {count|other|others} marked nothing to compare here";
    agreement_by_pair = "α by pair of annotators";
    what_pairs_are = "Over all categories: for each word and category, whether both say the same.";
    pair_name = "Pair";
    accepted_once(accepted: usize, written: usize) = "{accepted} annotations are accepted. The same words accepted from several annotators are written once, which makes {written}.";
    deciding_keys = "Keys: 1, 2 … only this annotator’s, M what most marked, A all, 0 none, ← and → another place. After closing, Undo takes decisions back.";
    download_accepted(count: usize) = "Download {count} accepted";
    words_by_all = "Words marked by all";
    words_by_any = "Words marked by anyone";
    says_decision = "Decision";
    accepted = "Accepted";
    rejected = "Rejected";

    // The tour.
    take_the_tour = "Take the tour";
    leave_tour = "Leave the tour";
    tour_left = "The tour is over. Help has it whenever you want it again.";
    tour_back = "Back";
    tour_next = "Next";
    tour_step_said(number: usize, of: usize, title: &str, words: &str) = "Step {number} of {of}. {title}: {words}";
    tour_select_title = "Select words";
    tour_select = "Drag over some words in the article. With the keyboard, press Tab until the text has the focus, then an arrow, and Shift with the arrows.";
    tour_mark_title = "Say what they are";
    tour_mark = "Choose a category in the bar that appears at the words, or press its key.";
    tour_mark_with_keys(claim: &str, quote: &str, opinion: &str) = "Press {claim} for a claim, {quote} for a quote or {opinion} for an opinion, or choose in the bar that appears at the words.";
    tour_note_title = "Say what you make of it";
    tour_note = "Each mark has a card. “Edit note” in it takes your thoughts, tags, and who speaks; the same button changes them later.";
    tour_find_title = "Find it again";
    tour_find = "Once something is marked, Filter shows only some annotations: by category, tag, person or words. The strip at the edge of a wide window shows where they all are.";
    tour_share_title = "Keep and share it";
    tour_share = "Your work stays on this device. Export gives you a file to keep or to send; Formats writes web pages, tables and more.";

    // The library.
    search_articles = "Search by title, author or address";
    count_of_articles(count: usize) = "{count} {count|article|articles}";
    articles_found(count: usize, all: usize) = "{count} of {all} {all|article|articles}";
    trash(count: usize) = "Trash ({count})";
    back_to_articles = "Back to the articles";
    trash_is_kept = "What is deleted stays here for thirty days, with its annotations.";
    deleted_at(when: &str) = "deleted {when}";
    bring_back = "Bring back";
    bring_back_article(name: &str) = "Bring back “{name}”";
    destroy = "Delete for good";
    destroy_article(name: &str) = "Delete “{name}” for good";
    ask_to_destroy(name: &str) = "Delete “{name}” with its annotations for good? This cannot be undone.";
    empty_trash = "Delete all of these for good";
    ask_to_empty_trash(count: usize) = "Delete {count} {count|article|articles} with their annotations for good? This cannot be undone.";
    keep_it = "Keep";
    deleted_for_good(count: usize) = "{count} {count|article|articles} deleted for good";

    // The article shown to a class.
    present = "Present to a class";
    presentation = "Presentation";
    no_category_shown = "No category is shown.";
    begun_without_keys = "Presentation. No category is shown.";
    begun_with_keys(keys: &str) = "Presentation. No category is shown. Press {keys}";
    key_for(key: &str, category: &str) = "{key} for {category}";
    revealed(category: &str, count: usize) = "{category}: {count} {count|annotation|annotations} shown";
    hidden_again(category: &str) = "{category}: hidden";
    chosen_words(category: &str, words: &str) = "{category}: {words}";
    chosen_with_note(category: &str, words: &str, note: &str) = "{category}: {words}. Note: {note}";
    full_screen = "Full screen";
    end_presentation = "End";
    presentation_ended = "Presentation ended";

    // Of agreement.
    differences_decided = "All places where they differ are decided.";
    difference_name = "Difference";
    decimal_point = ".";

    // Articles from pages and documents.
    add_article = "Add article";
    add_articles(count: usize) = "Add {count} {count|article|articles}";
    add_this(name: &str) = "Add “{name}”";
    what_was_read = "What was read";
    words(count: usize) = "{count} {count|word|words}";
    links(count: usize) = "{count} {count|link|links}";
    pictures(count: usize) = "{count} {count|picture|pictures}";
    embedded(count: usize) = "{count} {count|embedded part|embedded parts}";
    hidden_passages(count: usize) = "{count} hidden {count|passage|passages}";
    deleted_passages(count: usize) = "{count} deleted {count|passage|passages}";
    left_out(parts: &str) = "Left out: {parts}.";
    take = "Take";
    take_article(words: usize) = "The article that was found ({words} {words|word|words})";
    take_whole(words: usize) = "The whole page ({words} {words|word|words})";
    from_paste = "From what was pasted";
    from_named(name: &str) = "From {name}";
    start_again = "Start again";
    edit_as_text = "Edit as plain text";
    reading_files(read: usize, all: usize) = "Reading: {read} of {all} done";
    reading_name = "Files that were read";
    articles_added(count: usize) = "{count} articles added; the first one is open.";
    not_added(name: &str, problem: &str) = "“{name}” and those after it could not be added: {problem}";

    // From other programs.
    from_a_page = "From a web page";
    save_the_page = "Save the page in your browser (Ctrl+S, or “Save page as”, as HTML), then choose the file above or drop it here.";
    drag_the_link = "Or drag this link to your bookmarks bar, and press it there while you read a page:";
    send_to_glossator = "Send to Glossator";
    page_too_large = "This page is too large to be sent. Save it, then open the file in Glossator.";

    // Copies outside of the browser's storage.
    copies = "Copies";
    what_copies_are_for = "Work is saved in this browser. A copy outside of it survives when the browser, or this device, is gone.";
    choose_folder = "Keep copies in a folder…";
    choose_other_folder = "Choose another folder…";
    stop_copies = "Write no more copies";
    allow = "Allow";
    no_folders = "This browser lets no page write into a folder. Export downloads a copy, and a line reminds you when it is old.";
    copied_to(folder: &str, when: &str) = "Every change is also written to the folder “{folder}”, a file an article: last {when}.";
    copying_to(folder: &str) = "Every change is also written to the folder “{folder}” from now on.";
    copies_stopped = "No more copies are written. The files in the folder stay.";
    writing_copy = "Writing copies…";
    in_folder(folder: &str, when: &str) = "In “{folder}” {when}";
    not_in_folder(folder: &str) = "Not in “{folder}”";
    copy_from(when: &str) = "Copy from {when}";
    folder_asks(folder: &str) = "No copies are written to the folder “{folder}” until you allow it again: the browser asks once it was closed.";
    folder_failed(folder: &str, reason: &str) = "Not written to the folder “{folder}”: {reason} The work is saved in this browser, and writing is tried again.";
    folder_is_gone = "It is no longer there.";
    folder_refused(reason: &str) = "The browser does not give this folder: {reason}";
    file_was_changed(file: &str, other: &str) = "“{file}” in the folder was changed by something else, and left as it is. The copy is in “{other}” now.";

    // What came while something else was open.
    shown_afterwards = "Something came from another program. It is shown when you finish what is open here, or close it.";
    nothing_received = "What another program sent could not be read. Send it again.";
    most_are_compared(most: usize, all: usize) = "Of {all} annotators, the {most} with the most annotations are compared. Choose others here.";

    // Earlier states.
    earlier_states = "Earlier states";
    earlier_states_hint = "What your annotations were. A state is kept before a merge, a new version or a large deletion, and every ten minutes while you work: ten in all. Going back is one step, and one undo takes it back.";
    no_snapshots = "No earlier state is kept yet.";
    snapshot_of(when: &str, count: usize) = "{when}: {count} {count|annotation|annotations}";
    before_merge = "(before a file was merged)";
    before_version = "(before another version of the article)";
    before_deletion = "(before many were deleted)";
    before_return = "(before going back)";
    since_then(parts: &str) = "Since then: {parts}.";
    since_nothing = "Nothing has changed since then.";
    since_added(count: usize) = "{count} added";
    since_removed(count: usize) = "{count} deleted";
    since_changed(count: usize) = "{count} changed";
    since_article = "another version of the article";
    since_categories = "other categories";
    snapshot_article_gone = "The article of that time is no longer kept. The annotations come back on the article as it is now.";
    go_back_to_state = "Go back to this state";
    deleted_since = "Deleted since";
    changed_since = "As they were before they changed";
    added_since = "Added since";
    states_hint = "What this annotation was before. Going back is one step, and one undo takes it back.";
    no_states = "Nothing else is known of it: it has not changed, or too long ago.";
    state_gone = "This annotation is no longer there.";
    as_of(time: &str) = "As of {time}";

    // How the work is kept.
    persistence_granted = "The browser has promised to keep your work until you delete it.";
    persistence_refused = "The browser has not promised to keep your work: where room runs short, it may clear it. Export a copy now and then. A bookmark of this page, or installing it, may change the browser’s mind.";
    ask_again = "Ask again";
    no_copy(count: usize, since: &str) = "{count} {count|annotation is|annotations are} in this browser alone, the first since {since}.";
    export_now = "Export a copy";
}
