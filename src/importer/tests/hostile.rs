//! Input that means harm, each by its name: what comes out of it, to the letter.

use super::{lines, told};
use crate::{Problem, SIZE_MAX, paste, read};
use std::io::{Cursor, Write};
use zip::write::{FileOptions, SimpleFileOptions};
use zip::{CompressionMethod, ZipWriter};

/// What is read of all of a page.
#[track_caller]
fn check(markup: &str, expected: &str) {
    let found = read("page.html", markup.as_bytes()).expect("a page");
    assert_eq!(lines(&found[0].whole), expected, "{markup}");
    let pasted = paste(markup).expect("words");
    assert_eq!(pasted.whole.text, found[0].whole.text, "{markup}");
}

fn problem(name: &str, bytes: &[u8]) -> Problem {
    read(name, bytes).expect_err("a problem")
}

/// An archive of parts.
fn archive(parts: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options: SimpleFileOptions = FileOptions::default().compression_method(method);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(bytes).expect("room");
    }
    zip.finish().expect("an archive").into_inner()
}

/// A Word document of that body, and of other parts.
fn word(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document xmlns:w='w' xmlns:r='r'><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("word/document.xml", document.as_bytes())];
    parts.extend(others.iter().map(|(name, text)| (*name, text.as_bytes())));
    archive(&parts, CompressionMethod::Deflated)
}

const CONTAINER: &str = "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>";

fn book(package: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut all = vec![("META-INF/container.xml", CONTAINER.as_bytes()), ("a.opf", package.as_bytes())];
    all.extend(parts);
    archive(&all, CompressionMethod::Deflated)
}

#[test]
fn scripts_are_no_text() {
    check("<p>a<script>alert(1)</script>b<script src=//evil.example/x.js></script></p>", "p ab\n");
    check("<p>a</p><script><!--<script></script>--></script><p>b</p>", "p a\np b\n");
    check("<p>a</p><scr<script>ipt>alert(1)</script><p>b</p>", "p a\np ipt>alert(1)\np b\n");
    check("<p>a</p><script>alert('</scr' + 'ipt><p>c</p>')</script><p>b", "p a\np b\n");
}

#[test]
fn event_handlers_are_nothing() {
    check(
        "<body onload=alert(1)><p onclick='alert(1)' ONMOUSEOVER=alert(1)>a<img src=x onerror=alert(1)></p>\
         <details ontoggle=alert(1) open><summary>b</summary></details><marquee onstart=alert(1)>c</marquee>",
        "p a\np b\np c\n",
    );
}

#[test]
fn remote_pictures_are_counted_and_not_fetched() {
    let found = paste(
        "<p>a<img src=https://t.example/p.gif srcset='https://t.example/2.gif 2x'><picture><source srcset=x><img></picture>\
         <input type=image src=https://t.example/i>b<video poster=https://t.example/v></video><audio src=x></audio>",
    );
    let found = found.expect("words");
    assert_eq!((told(&found), lines(&found.whole)), ("without: 2 pictures, 2 embedded\n".into(), "p ab\n".into()));
}

#[test]
fn drawings_and_formulas_hide_no_markup() {
    check("<p>a<svg><style><img src=x onerror=alert(1)></style><text>out</text></svg>b", "p aoutb\n");
    check("<p>a<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "p a\n");
    check("<p>a</p><svg><foreignObject><p>b</p><script>alert(1)</script></foreignObject></svg>c", "p a\np c\n");
    check("<p>a<svg><a xlink:href='javascript:alert(1)'><text>b</text></a></svg>c", "p ac\n");
    let formula = "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style>a";
    assert_eq!(paste(formula), Err(Problem::NoText));
}

#[test]
fn what_stands_for_scripts_does_not_become_markup() {
    check("<p>a<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">b</noscript>c", "p a\np bc\n");
    check("<p>a</p><template><p>b</p><script>x</script></template><p>c", "p a\np c\n");
    check("<p>a</p><xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>", "p a\npre <p title=\"\np \">\n");
    check("<p>a</p><!-- <p>b</p> --!><p>c</p><!--><p>d</p>-->", "p a\np c\np d\np -->\n");
    check("<p>a</p><![CDATA[<p>b</p>]]><?php echo 1 ?><!ELEMENT x>", "p a\np b\np ]]>\n");
}

#[test]
fn links_with_other_schemes_are_words() {
    for href in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "&#9;javascript:alert(1)",
        "java&#10;script:alert(1)",
        "java&Tab;script&colon;alert(1)",
        "&#x6A;avascript&#58;alert(1)",
        "\u{1}javascript:alert(1)",
        "\u{a0}javascript:alert(1)",
        "javascript://https://a.example/%0aalert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "DATA:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "blob:https://a.example/1",
        "filesystem:https://a.example/x",
        "view-source:https://a.example",
        "about:blank",
        "ftp://a.example",
        "ws://a.example",
        "tel:112",
        "intent://a#Intent;scheme=x;end",
        "ms-word:ofe|u|https://a.example",
        "#here",
        "",
        "https://",
        "mailto:",
        "//",
        "/x",
        "?x",
        "http://[::1",
    ] {
        let words = "word ".repeat(20);
        check(&format!("<p>{words}<a href=\"{href}\">b</a> c"), &format!("p {words}b c\n"));
    }
    check("<base href='javascript:alert(1)//'><a href='x'>a</a> <a href='//b.example'>b</a>", "p a b\n");
    check("<base href='data:text/html,'><a href='x'>a</a>", "p a\n");
    check("<a href='\thttps://a.example/x y\n'>a</a>", "p [a](https://a.example/x%20y)\n");
    check("<a xlink:href='https://a.example' ping='https://b.example' target=_blank>a</a>", "p a\n");
}

#[test]
fn styles_and_what_they_fetch_are_nothing() {
    check(
        "<style>@import url(https://t.example/x.css);p{background:url(//t.example)}</style><link rel=stylesheet href=x>\
         <p style=\"background:url('https://t.example');position:fixed;behavior:url(x)\" class=x>a</p>\
         <style><!-- </style><p>b</p>",
        "p a\np b\n",
    );
}

#[test]
fn the_page_leads_nowhere_by_itself() {
    check(
        "<meta http-equiv=refresh content='0;url=https://evil.example'><base href=https://a.example/ target=_top>\
         <iframe srcdoc='<script>alert(1)</script>'>in</iframe>\
         <object data=x.swf>instead</object><embed src=x><applet code=x>instead</applet><portal src=x></portal>\
         <p>a <a href=b>b</a>",
        "p a [b](https://a.example/b)\n",
    );
    check("<p>a<frameset><frame src=https://evil.example></frameset>", "p a\n");
}

#[test]
fn forms_ask_for_nothing() {
    check(
        "<form action=https://evil.example method=post><p>Your password</p><input name=p value=secret><textarea>x</textarea>\
         <select><option>one</option></select><button formaction=javascript:alert(1)>Send</button></form>",
        "~ Your password\n",
    );
}

#[test]
fn names_that_clobber_are_nothing() {
    check(
        "<form id=location name=cookie><img name=getElementById><input id=attributes></form>\
         <p id=__proto__ name=constructor>a</p><a id=defaultView name=defaultView href=https://a.example>b</a>",
        "p a\np [b](https://a.example/)\n",
    );
}

#[test]
fn hidden_text_is_left_out_and_told() {
    let hidden = [
        "<p hidden>x</p>",
        "<p style='display : NONE !important'>x</p>",
        "<p style='visibility:hidden'>x</p>",
        "<p style='color:red;opacity:0'>x</p>",
        "<p style='font-size:0px'>x</p>",
        "<p style='mso-hide:all'>x</p>",
        "<p style='position:absolute;left:-9999px'>x</p>",
        "<p style='text-indent:-100em;text-indent:-9999px'>x</p>",
        "<dialog><p>x</p></dialog>",
        "<div hidden><div><p>x</p></div></div>",
    ];
    for markup in hidden {
        let found = paste(&format!("<p>a</p>{markup}")).expect("words");
        assert_eq!((&*told(&found), &*lines(&found.whole)), ("without: 1 hidden\n", "p a\n"), "{markup}");
    }
    let found = paste("<p>a</p><p hidden=until-found>b</p><p hidden> </p><p style='opacity:0.5'>c").expect("words");
    assert_eq!((told(&found), lines(&found.whole)), (String::new(), "p a\np b\np c\n".to_owned()));
}

#[test]
fn elements_nested_two_hundred_thousand_deep() {
    for (open, close) in
        [("<div>", "</div>"), ("<b>", ""), ("<ul><li>", ""), ("<blockquote><p>", ""), ("<table><tr><td>", "")]
    {
        let times = 200_000 / open.matches('<').count();
        let page = format!("<p>before</p>{}deep{}<p>after</p>", open.repeat(times), close.repeat(times));
        let found = read("page.html", page.as_bytes()).expect(open);
        assert_eq!(lines(&found[0].whole), "p before\np deep\np after\n", "{open}");
    }
}

#[test]
fn formatting_that_is_never_closed() {
    let unclosed = format!("{}{}", "<b><i><u><font size=1>".repeat(100), "<p>x".repeat(2_000));
    let found = read("page.html", unclosed.as_bytes()).expect("a page");
    assert_eq!(found[0].whole.text.as_str(), "x\n".repeat(2_000));
}

#[test]
fn a_hundred_thousand_attributes() {
    let attributes: String = (0..100_000).map(|at| format!(" a{at}=x")).collect();
    check(&format!("<p{attributes}>a</p>"), "p a\n");
    let elements = "<p a=b>x</p>".repeat(30_000);
    let found = read("page.html", elements.as_bytes()).expect("a page");
    assert_eq!(found[0].whole.text.as_str(), "x\n".repeat(30_000));
}

#[test]
fn a_line_of_ten_megabytes() {
    let line = "word ".repeat(2 * 1024 * 1024);
    for name in ["a.html", "a.md", "a.txt"] {
        let found = read(name, line.as_bytes()).expect(name);
        assert_eq!(found[0].proposed().text.as_str().trim_end(), line.trim_end(), "{name}");
    }
}

#[test]
fn what_is_too_large_is_refused_unread() {
    let bytes = vec![b'a'; SIZE_MAX as usize + 1];
    let refused = Problem::TooLarge { bytes: SIZE_MAX + 1 };
    assert_eq!(problem("a.html", &bytes), refused);
    assert_eq!(paste(std::str::from_utf8(&bytes).expect("text")), Err(refused));
}

#[test]
fn encodings_that_are_wrong_or_lie() {
    let shown = |name: &str, bytes: &[u8]| lines(&read(name, bytes).expect("text")[0].whole);
    assert_eq!(shown("a.html", b"<meta charset=utf-7><p>+ADw-script+AD4-"), "p +ADw-script+AD4-\n");
    assert_eq!(shown("a.html", b"<meta charset=utf-16><p>caf\xc3\xa9"), "p café\n");
    assert_eq!(shown("a.html", b"<meta charset=utf-8><p>caf\xe9"), "p café\n");
    assert_eq!(shown("a.html", b"<meta charset=frob><p>caf\xe9"), "p café\n");
    assert_eq!(shown("a.html", b"<meta charset=iso-2022-jp><p>\x1b$Ba\x1b(Ba<b>c"), "p \u{fffd}a**c**\n");
    assert_eq!(shown("a.html", b"\xef\xbb\xbf<meta charset=shift_jis><p>caf\xc3\xa9"), "p café\n");
    assert_eq!(shown("a.html", b"\xff\xfe<\0p\0>\0\xe9\0"), "p é\n");
    assert_eq!(shown("a.html", b"\xfe\xff\0<\0p\0>\0\xe9"), "p é\n");
    assert_eq!(shown("a.txt", b"caf\xe9 \x93so\x94"), "p café “so”\n");
}

#[test]
fn lone_surrogates_and_zeros() {
    let shown = |bytes: &[u8]| lines(&read("a.html", bytes).expect("text")[0].whole);
    assert_eq!(shown(b"\xff\xfe<\0p\0>\0a\0\x3d\xd8b\0\0\xdc"), "p a\u{fffd}b\u{fffd}\n");
    assert_eq!(shown(b"<p>a\xed\xa0\x80b</p> and enough besides"), "p a\u{ed}\u{a0}€b\np and enough besides\n");
    assert_eq!(shown(b"<p>a&#xD800;b&#0;c&#x110000;d&#x80;</p>"), "p a\u{fffd}b\u{fffd}c\u{fffd}d€\n");
    let zero = format!("<p>{}a\0b</p>", "word ".repeat(20));
    assert!(shown(zero.as_bytes()).ends_with("word ab\n"), "{}", shown(zero.as_bytes()));
    assert_eq!(problem("a.html", &[0; 4096]), Problem::NotText);
}

#[test]
fn something_else_by_the_name_of_a_page() {
    assert_eq!(problem("a.html", b"%PDF-1.7\n1 0 obj"), Problem::Pdf);
    assert_eq!(problem("a.docx", b"\n\n%PDF-1.4"), Problem::Pdf);
    let zip = archive(&[("a.txt", b"text")], CompressionMethod::Stored);
    assert_eq!(problem("a.html", &zip), Problem::NotText);
    assert_eq!(problem("a.html", b"PK\x03\x04 and no more"), Problem::Damaged);
    assert_eq!(problem("a.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"), Problem::NotText);
    assert_eq!(problem("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Problem::Locked);
    // And the other way round: a document by the name of a page is a document.
    let document = word("<w:p><w:r><w:t>a</w:t></w:r></w:p>", &[]);
    assert_eq!(lines(&read("a.html", &document).expect("a document")[0].whole), "p a\n");
}

#[test]
fn nothing_in_it() {
    for (name, text) in [
        ("a.html", ""),
        ("a.html", " \n\t"),
        ("a.html", "<!doctype html><title>Only a title</title>"),
        ("a.html", "<script>alert(1)</script><img src=x>"),
        ("a.md", "---\ntitle: x\n---\n"),
        ("a.txt", "\u{feff}"),
        ("", ""),
    ] {
        assert_eq!(problem(name, text.as_bytes()), Problem::NoText, "{name} {text}");
    }
    assert_eq!(paste(""), Err(Problem::NoText));
    assert_eq!(paste("<p>\u{a0}</p><br>"), Err(Problem::NoText));
}

#[test]
fn markdown_with_markup() {
    let shown = |text: &str| lines(&read("a.md", text.as_bytes()).expect("text")[0].whole);
    assert_eq!(
        shown("a <img src=x onerror=alert(1)>b\n\n<script>alert(1)</script>\n\n<iframe src=x></iframe>c"),
        "p a b\np c\n"
    );
    assert_eq!(
        shown("[a](javascript:alert(1)) [b](<java\tscript:x>) <javascript:x> ![c](//t.example)"),
        "p a b javascript:x\n"
    );
    assert_eq!(shown("[a][1]\n\n[1]: data:text/html,x"), "p a\n");
    assert_eq!(shown("```\"onload=alert(1)\n<b>x</b>\n```"), "pre <b>x</b>\n");
}

#[test]
fn fifty_thousand_asterisks() {
    for text in
        ["*".repeat(50_000), "*a ".repeat(25_000), "**a*".repeat(15_000), "[".repeat(50_000), "> ".repeat(25_000) + "a"]
    {
        let found = read("a.md", text.as_bytes());
        // A line of asterisks alone is a rule.
        assert!(matches!(&found, Ok(found) if found.len() == 1) || found == Err(Problem::NoText));
    }
    let lists: String = (0..2_000).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    assert!(read("a.md", lists.as_bytes()).is_ok());
}

#[test]
fn archives_that_swell() {
    let page = vec![b'a'; 60 * 1024 * 1024];
    let package = "<package><manifest><item id='a' href='a.html'/><item id='b' href='b.html'/></manifest>\
                   <spine><itemref idref='a'/><itemref idref='b'/></spine></package>";
    let bomb = book(package, &[("a.html", &page), ("b.html", &page)]);
    assert!(bomb.len() < 1024 * 1024, "{}", bomb.len());
    assert_eq!(problem("a.epub", &bomb), Problem::Swells);
}

#[test]
fn archives_that_lie() {
    let good = word("<w:p><w:r><w:t>a</w:t></w:r></w:p>", &[]);
    let found = lines(&read("a.docx", &good).expect("a document")[0].whole);
    assert_eq!(found, "p a\n");
    // Cut anywhere, or with any byte another, it is refused or says the same, and nothing else.
    for cut in 4..good.len() {
        assert!(matches!(problem("a.docx", &good[..cut]), Problem::Damaged | Problem::NotText), "{cut}");
    }
    for at in 4..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0xff;
        if let Ok(found) = read("a.docx", &bad) {
            assert_eq!(lines(&found[0].whole), "p a\n", "{at}");
        }
    }
    // The size in the directory of the archive is 4 GB.
    let mut large = good.clone();
    let directory = good.windows(4).rposition(|it| it == b"PK\x01\x02").expect("a directory");
    large[directory + 24..directory + 28].copy_from_slice(&[0xff, 0xff, 0xff, 0xfe]);
    if let Ok(found) = read("a.docx", &large) {
        assert_eq!(lines(&found[0].whole), "p a\n");
    }
}

#[test]
fn archives_that_are_locked() {
    let mut locked = word("<w:p/>", &[]);
    // The flag of encryption, in the part's own head and in the directory.
    locked[6] |= 1;
    let directory = locked.windows(4).rposition(|it| it == b"PK\x01\x02").expect("a directory");
    locked[directory + 8] |= 1;
    assert_eq!(problem("a.docx", &locked), Problem::Locked);
    let rights = book("<package/>", &[("META-INF/encryption.xml", b"<x/>"), ("META-INF/rights.xml", b"<x/>")]);
    assert_eq!(problem("a.epub", &rights), Problem::Locked);
}

#[test]
fn entities_that_swell() {
    let laughs = "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>\
                  <w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p></w:body></w:document>";
    let bytes = archive(&[("word/document.xml", laughs.as_bytes())], CompressionMethod::Stored);
    assert_eq!(problem("a.docx", &bytes), Problem::Damaged);
    let package = "<!DOCTYPE p [<!ENTITY a 'x'>]><package><spine><itemref idref='&a;'/></spine></package>";
    assert_eq!(problem("a.epub", &book(package, &[])), Problem::Damaged);
    // In a page there are none: they are words.
    check("<!DOCTYPE html [<!ENTITY a 'ha'>]><p>b &a; c", "p ]>\np b &a; c\n");
}

#[test]
fn documents_whose_parts_are_rings_or_missing() {
    let ring = "<w:styles xmlns:w='w'><w:style w:styleId='A'><w:name w:val='x'/><w:basedOn w:val='B'/></w:style>\
                <w:style w:styleId='B'><w:name w:val='heading 1'/><w:basedOn w:val='A'/></w:style>\
                <w:style w:styleId='C'><w:basedOn w:val='C'/></w:style></w:styles>";
    let body = "<w:p><w:pPr><w:pStyle w:val='A'/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>\
                <w:p><w:pPr><w:pStyle w:val='C'/><w:numPr><w:ilvl w:val='-99'/><w:numId w:val='99'/></w:numPr></w:pPr><w:r><w:t>b</w:t></w:r></w:p>\
                <w:p><w:hyperlink r:id='none'><w:r><w:t>c</w:t></w:r></w:hyperlink></w:p>\
                <w:p><w:r><w:fldChar w:fldCharType='end'/><w:t>d</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/><w:t>e</w:t></w:r></w:p>";
    let bytes =
        word(body, &[("word/styles.xml", ring), ("word/numbering.xml", "<w:numbering"), ("word/footnotes.xml", "")]);
    assert_eq!(lines(&read("a.docx", &bytes).expect("a document")[0].whole), "h1 a\n- b\np c\np d\n");
    let links =
        "<r><Relationship Id='1' Target='javascript:alert(1)'/><Relationship Id='2' Target='https://a.example/'/></r>";
    let body = "<w:p><w:hyperlink r:id='1'><w:r><w:t>a </w:t></w:r></w:hyperlink><w:hyperlink r:id='2'><w:r><w:t>b</w:t></w:r></w:hyperlink></w:p>";
    let bytes = word(body, &[("word/_rels/document.xml.rels", links)]);
    assert_eq!(lines(&read("a.docx", &bytes).expect("a document")[0].whole), "p a [b](https://a.example/)\n");
}

#[test]
fn a_document_nested_as_deep_as_it_goes() {
    let deep =
        "<w:tbl><w:tr><w:tc>".repeat(60) + "<w:p><w:r><w:t>a</w:t></w:r></w:p>" + &"</w:tc></w:tr></w:tbl>".repeat(60);
    assert_eq!(lines(&read("a.docx", &word(&deep, &[])).expect("a document")[0].whole), "p a\n");
    let deeper = "<w:sdt>".repeat(100_000);
    assert_eq!(problem("a.docx", &word(&deeper, &[])), Problem::Damaged);
    let closed = "<w:sdt>".repeat(100_000) + &"</w:sdt>".repeat(100_000);
    assert!(matches!(problem("a.docx", &word(&closed, &[])), Problem::Damaged | Problem::NoText));
    let boxes = "<w:p><w:r><w:txbxContent>".repeat(300)
        + "<w:p><w:r><w:t>a</w:t></w:r></w:p>"
        + &"</w:txbxContent></w:r></w:p>".repeat(300);
    assert_eq!(lines(&read("a.docx", &word(&boxes, &[])).expect("a document")[0].whole), "p a\n");
}

#[test]
fn books_that_go_in_circles() {
    let spine = "<itemref idref='a'/>".repeat(100_000);
    let package = format!(
        "<package><manifest><item id='a' href='../../../../a.html'/></manifest><spine>{spine}</spine></package>"
    );
    let found = read("a.epub", &book(&package, &[("a.html", b"<p>a <a href='a.html'>a</a>")])).expect("a book");
    assert!(!found.is_empty() && found.len() <= 2_000, "{}", found.len());
    let itself =
        "<package><manifest><item id='a' href='a.opf'/></manifest><spine><itemref idref='a'/></spine></package>";
    assert_eq!(problem("a.epub", &book(itself, &[])), Problem::NoText);
    assert_eq!(problem("a.epub", &book("<package>", &[])), Problem::Damaged);
    assert_eq!(
        problem("a.epub", &archive(&[("META-INF/container.xml", b"<a/>")], CompressionMethod::Stored)),
        Problem::Damaged
    );
}
