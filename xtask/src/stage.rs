//! The last step of each build: trunk calls it upon the folder that becomes `dist/`.
//!
//! 1. The page's program is made once more, in parts: what the first visit fetches, and what is loaded when it is first
//!    needed.
//! 2. The scripts that start the page and its workers, `src/pwa/boot.js` and `src/pwa/worker.js`, are put beside it,
//!    named after what is in them.
//! 3. So are the two files of each program. Trunk names them after what cargo made, before
//!    wasm-bindgen and wasm-opt: one name could carry different bytes.
//! 4. All scripts and stylesheets are made smaller, but for the service worker, which is not part of the first visit. The
//!    sheets become one: they are needed together, and pack a fifth smaller so.
//! 5. The content security policy goes into the page.
//! 6. The service worker gets the list of everything; last, as it holds the digests.

use crate::minify::{Kind, Minifier, shorten_imports};
use crate::split::Splitter;
use crate::{Result, digest, policy, precache, project};
use std::path::{Path, PathBuf};

/// Stages the folder that trunk names in its environment.
pub fn stage() -> Result<()> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let folder = folder.ok_or("`stage` is for trunk to call: run `cargo xtask build` instead.")?;
    let root = project::root()?;
    let script = |name: &str| project::read(&root.join("src/pwa").join(name));
    let minifier = Minifier::new(&root)?;
    let smaller = |kind: Kind, text: &str| minifier.minify(kind, text);
    let html = project::read(&folder.join("index.html"))?;
    let (_, page, _) = mark(&html)?;
    Splitter::new(&root)?.split(&folder, stem(page.js)?, &minifier)?;
    stage_folder(&folder, &Scripts { boot: script("boot.js")?, worker: script("worker.js")? }, &smaller)
}

/// What starts the page, and what starts its workers.
struct Scripts {
    boot: String,
    worker: String,
}

/// Makes a text smaller.
type Smaller<'a> = &'a dyn Fn(Kind, &str) -> Result<String>;

fn stage_folder(folder: &Path, scripts: &Scripts, smaller: Smaller<'_>) -> Result<()> {
    let page = folder.join("index.html");
    let html = project::read(&page)?;
    let html = start(folder, &html, scripts, smaller)?;
    let html = bind_sheets(folder, &html, smaller)?;
    let html = with_policy(&html)?;
    project::write(&page, html)?;
    precache::write(folder)
}

/// The mark that `pattern_script` of Trunk.toml leaves, up to the names of the two files.
const MARK: &str = "<script type=\"module\" data-start=\"";

/// What trunk calls the two files of each program that runs in a worker, and what `boot.js` calls its script.
const WORKERS: [(&str, Program<'static>); 2] = [
    ("{worker}", Program { js: "worker.js", wasm: "worker_bg.wasm" }),
    ("{importer}", Program { js: "importer.js", wasm: "importer_bg.wasm" }),
];

/// The two files of a program.
#[derive(Clone, Copy)]
struct Program<'a> {
    js: &'a str,
    wasm: &'a str,
}

/// The files that the mark in the page names, and what stands before and after it.
fn mark(html: &str) -> Result<(&str, Program<'_>, &str)> {
    let no_mark = || "Trunk.toml: `pattern_script` and xtask/src/stage.rs no longer fit together.".to_owned();
    let (before, rest) = html.split_once(MARK).ok_or_else(no_mark)?;
    let (names, after) = rest.split_once("\"></script>").ok_or_else(no_mark)?;
    let (js, wasm) = names.split_once(' ').ok_or_else(no_mark)?;
    Ok((before, Program { js, wasm }, after))
}

/// What a program's files are called without their endings.
fn stem(js: &str) -> Result<&str> {
    js.strip_suffix(".js").ok_or_else(|| format!("{js} is no name of a script."))
}

/// Names the programs' files after their content, writes the scripts that start them, and gives the page that calls
/// the first.
fn start(folder: &Path, html: &str, scripts: &Scripts, smaller: Smaller<'_>) -> Result<String> {
    let (before, page, after) = mark(html)?;
    let (old, new) = name_by_content(folder, page, smaller)?;
    let fill = |script: &str, stem: &str| {
        script.replace("{js}", &format!("{stem}.js")).replace("{wasm}", &format!("{stem}_bg.wasm"))
    };
    let mut boot = fill(&scripts.boot, &new);
    for (place, program) in WORKERS {
        let (name, named) = name_by_content(folder, program, smaller)?;
        let script = smaller(Kind::Script, &fill(&scripts.worker, &named))?;
        boot = boot.replace(place, &write_script(folder, &format!("{name}-start"), &script)?);
    }
    let boot = write_script(folder, "boot", &smaller(Kind::Script, &boot)?)?;
    let script = format!("<script type=\"module\" src=\"./{boot}\"></script>");
    Ok(format!("{before}{script}{after}").replace(&old, &new))
}

/// Makes a program's files smaller and renames them. Gives what they were called without their endings, and what they are called now.
fn name_by_content(folder: &Path, program: Program<'_>, smaller: Smaller<'_>) -> Result<(String, String)> {
    let Program { js, wasm } = program;
    let old = stem(js)?;
    let glue = project::read(&folder.join(js))?;
    let code = std::fs::read(folder.join(wasm)).map_err(|error| format!("{wasm} cannot be read: {error}."))?;
    let (code, glue) = shorten_imports(&code, &glue)?;
    let glue = smaller(Kind::Script, &glue)?;
    let name = old.rsplit_once('-').map_or(old, |(name, _)| name);
    let new = format!("{name}-{}", digest::short([glue.as_bytes(), &code]));
    for file in [js, wasm] {
        std::fs::remove_file(folder.join(file)).map_err(|error| format!("{file} cannot be renamed: {error}."))?;
    }
    project::write(&folder.join(format!("{new}.js")), glue.replace(wasm, &format!("{new}_bg.wasm")))?;
    project::write(&folder.join(format!("{new}_bg.wasm")), code)?;
    Ok((old.to_owned(), new))
}

/// Writes a script under a name that its content gives it.
fn write_script(folder: &Path, name: &str, content: &str) -> Result<String> {
    let name = format!("{name}-{}.js", digest::short([content.as_bytes()]));
    project::write(&folder.join(&name), content)?;
    Ok(name)
}

/// How the page names a sheet, up to the name of the file.
const SHEET: &str = "<link rel=\"stylesheet\" href=\"./";

/// Binds the sheets that the page names into one, in their order, and gives the page that names it in their place.
fn bind_sheets(folder: &Path, html: &str, smaller: Smaller<'_>) -> Result<String> {
    let mut parts = html.split(SHEET);
    let mut page = parts.next().unwrap_or_default().to_owned();
    let (mut sheets, mut rest) = (String::new(), String::new());
    for part in parts {
        let no_link = || format!("index.html names a sheet in a way that xtask/src/stage.rs does not know: {part}");
        let (name, after) = part.split_once('"').ok_or_else(no_link)?;
        let (_, after) = after.split_once('>').ok_or_else(no_link)?;
        let path = folder.join(name);
        sheets += &project::read(&path)?;
        sheets.push('\n');
        std::fs::remove_file(&path).map_err(|error| format!("{name} cannot be deleted: {error}."))?;
        rest += after.trim_start();
    }
    let sheet = smaller(Kind::Style, &sheets)?;
    let name = format!("page-{}.css", digest::short([sheet.as_bytes()]));
    project::write(&folder.join(&name), sheet)?;
    page += &format!("{SHEET}{name}\">\n{rest}");
    Ok(page)
}

/// Puts the policy into the page, before anything that it is to judge.
fn with_policy(html: &str) -> Result<String> {
    if html.to_ascii_lowercase().contains("http-equiv=\"content-security-policy\"") {
        return Err(
            "index.html has a policy of its own: take it out, xtask/src/policy.rs has the one that counts.".to_owned()
        );
    }
    // The encoding must stay within the first kilobyte, so the policy follows it.
    let charset = "<meta charset=\"utf-8\">";
    let at = html
        .find(charset)
        .map(|at| at + charset.len())
        .ok_or_else(|| format!("index.html must begin its head with {charset}: the policy goes after it."))?;
    let (before, after) = html.split_at(at);
    Ok(format!("{before}\n{}{after}", policy::meta()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><meta charset=\"utf-8\"><link rel=\"modulepreload\" href=\"./app-1f.js\">\
        <script type=\"module\" data-start=\"app-1f.js app-1f_bg.wasm\"></script></head>";

    #[test]
    fn programs_and_scripts_are_named_after_their_content() {
        let folder = std::env::temp_dir().join(format!("glossator-stage-{}", std::process::id()));
        for (name, content) in [
            ("app-1f.js", "new URL('app-1f_bg.wasm', import.meta.url)"),
            ("app-1f_bg.wasm", "\0asm\x01\0\0\0"),
            ("worker.js", "new URL('worker_bg.wasm', import.meta.url)"),
            ("worker_bg.wasm", "\0asm\x01\0\0\0\x01\x01w"),
            ("importer.js", "new URL('importer_bg.wasm', import.meta.url)"),
            ("importer_bg.wasm", "\0asm\x01\0\0\0\x01\x01i"),
        ] {
            project::write(&folder.join(name), content).unwrap();
        }
        let scripts = Scripts {
            boot: "import('./{js}'); './{wasm}'; new Worker('{worker}'); new Worker('{importer}')".to_owned(),
            worker: "import './{js}'; './{wasm}'".to_owned(),
        };
        let html = start(&folder, PAGE, &scripts, &|_, text| Ok(text.to_owned())).unwrap();
        let files = project::files_under(&folder).unwrap();
        let content: Vec<String> = files.iter().map(|file| project::read(&folder.join(file)).unwrap()).collect();
        std::fs::remove_dir_all(&folder).unwrap();

        let [app, app_wasm, boot, importer, importer_wasm, start_importer, worker, worker_wasm, start] =
            files.as_slice()
        else {
            panic!("{files:?}")
        };
        assert!(app_wasm.ends_with("_bg.wasm") && app_wasm != "app-1f_bg.wasm", "{app_wasm}");
        assert!(worker_wasm.ends_with("_bg.wasm") && worker_wasm != "worker_bg.wasm", "{worker_wasm}");
        assert!(importer_wasm.ends_with("_bg.wasm") && importer_wasm != "importer_bg.wasm", "{importer_wasm}");
        assert!(start.starts_with("worker-start-") && start_importer.starts_with("importer-start-"), "{start}");
        assert!(!html.contains("app-1f") && content.iter().all(|content| !content.contains("app-1f")));
        assert!(html.contains(app) && html.contains(boot) && !html.contains(worker), "{html}");
        let names = |at: usize, names: &[&String]| names.iter().all(|name| content[at].contains(name.as_str()));
        assert!(names(0, &[app_wasm]) && names(2, &[app, app_wasm, start]), "{content:?}");
        assert!(names(2, &[start_importer]) && names(5, &[importer, importer_wasm]), "{content:?}");
        assert!(names(8, &[worker, worker_wasm]) && names(6, &[worker_wasm]), "{content:?}");
    }

    #[test]
    fn sheets_are_bound_in_their_order() {
        let folder = std::env::temp_dir().join(format!("glossator-sheets-{}", std::process::id()));
        for (name, content) in [("b-1f.css", "b { }"), ("a-2f.css", "a { }")] {
            project::write(&folder.join(name), content).unwrap();
        }
        let html = "<head><link rel=\"icon\"><link rel=\"stylesheet\" href=\"./b-1f.css\"/>\n<link rel=\"stylesheet\" \
            href=\"./a-2f.css\" data-integrity=\"none\"/>\n<script></script></head>";
        let html = bind_sheets(&folder, html, &|_, text| Ok(text.to_owned())).unwrap();
        let files = project::files_under(&folder).unwrap();
        let [sheet] = files.as_slice() else { panic!("{files:?}") };
        let content = project::read(&folder.join(sheet)).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(content, "b { }\na { }\n");
        let link =
            format!("<head><link rel=\"icon\"><link rel=\"stylesheet\" href=\"./{sheet}\">\n<script></script></head>");
        assert_eq!(html, link);
        assert!(
            bind_sheets(&folder, "<link rel=\"stylesheet\" href=\"./gone.css\">", &|_, it| Ok(it.to_owned())).is_err()
        );
    }

    #[test]
    fn the_policy_precedes_what_it_judges() {
        let html = with_policy(PAGE).unwrap();
        assert!(html.find(policy::CSP).unwrap() < html.find("<link").unwrap());
        assert!(with_policy(&html).is_err(), "two policies");
    }
}
