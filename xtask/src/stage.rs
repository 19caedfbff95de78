//! The last step of each build: trunk calls it upon the folder that becomes `dist/`.
//!
//! 1. The script that starts the page, `src/pwa/boot.js`, is put beside it as `boot-<digest>.js`.
//! 2. The program's two files are named after what is in them. Trunk names them after what cargo
//!    made, before wasm-bindgen and wasm-opt: one name could carry different bytes.
//! 3. The content security policy goes into the page.
//! 4. The service worker gets the list of everything; last, as it holds the digests.

use crate::{Result, digest, policy, precache, project};
use std::path::{Path, PathBuf};

/// Stages the folder that trunk names in its environment.
pub fn stage() -> Result<()> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let folder = folder.ok_or("`stage` is for trunk to call: run `cargo xtask build` instead.")?;
    let boot = project::read(&project::root()?.join("src/pwa/boot.js"))?;
    stage_folder(&folder, &boot)
}

fn stage_folder(folder: &Path, boot: &str) -> Result<()> {
    let page = folder.join("index.html");
    let html = project::read(&page)?;
    let html = start(folder, &html, boot)?;
    let html = with_policy(&html)?;
    project::write(&page, html)?;
    precache::write(folder)
}

/// The mark that `pattern_script` of Trunk.toml leaves, up to the names of the two files.
const MARK: &str = "<script type=\"module\" data-start=\"";

/// Names the program's files after their content, writes the script that starts it, and gives the
/// page that calls it.
fn start(folder: &Path, html: &str, boot: &str) -> Result<String> {
    let no_mark = || "Trunk.toml: `pattern_script` and xtask/src/stage.rs no longer fit together.".to_owned();
    let (before, rest) = html.split_once(MARK).ok_or_else(no_mark)?;
    let (names, after) = rest.split_once("\"></script>").ok_or_else(no_mark)?;
    let (js, wasm) = names.split_once(' ').ok_or_else(no_mark)?;
    let stem = js.strip_suffix(".js").ok_or_else(no_mark)?;

    let glue = project::read(&folder.join(js))?;
    let program = std::fs::read(folder.join(wasm)).map_err(|error| format!("{wasm} cannot be read: {error}."))?;
    let name = stem.rsplit_once('-').map_or(stem, |(name, _)| name);
    let new_stem = format!("{name}-{}", digest::short([glue.as_bytes(), &program]));
    for old in [js, wasm] {
        let new = folder.join(old.replace(stem, &new_stem));
        std::fs::rename(folder.join(old), new).map_err(|error| format!("{old} cannot be renamed: {error}."))?;
    }
    let (new_js, new_wasm) = (js.replace(stem, &new_stem), wasm.replace(stem, &new_stem));
    project::write(&folder.join(&new_js), glue.replace(stem, &new_stem))?;

    let boot = boot.replace("{js}", &new_js).replace("{wasm}", &new_wasm);
    let boot_name = format!("boot-{}.js", digest::short([boot.as_bytes()]));
    project::write(&folder.join(&boot_name), boot)?;
    let script = format!("<script type=\"module\" src=\"./{boot_name}\"></script>");
    Ok(format!("{before}{script}{after}").replace(stem, &new_stem))
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
    fn the_program_is_named_after_its_content() {
        let folder = std::env::temp_dir().join(format!("glossator-stage-{}", std::process::id()));
        project::write(&folder.join("app-1f.js"), "new URL('app-1f_bg.wasm', import.meta.url)").unwrap();
        project::write(&folder.join("app-1f_bg.wasm"), "\0asm").unwrap();
        let html = start(&folder, PAGE, "import('./{js}'); './{wasm}'").unwrap();
        let files = project::files_under(&folder).unwrap();
        let js = project::read(&folder.join(&files[0])).unwrap();
        let boot = project::read(&folder.join(&files[2])).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();

        let [js_name, wasm_name, boot_name] = files.as_slice() else { panic!("{files:?}") };
        assert!(wasm_name.ends_with("_bg.wasm") && wasm_name != "app-1f_bg.wasm", "{wasm_name}");
        assert!(!html.contains("app-1f") && !js.contains("app-1f") && !boot.contains("app-1f"));
        assert!(html.contains(js_name) && html.contains(boot_name), "{html}");
        assert!(js.contains(wasm_name) && boot.contains(wasm_name) && boot.contains(js_name));
    }

    #[test]
    fn the_policy_precedes_what_it_judges() {
        let html = with_policy(PAGE).unwrap();
        assert!(html.find(policy::CSP).unwrap() < html.find("<link").unwrap());
        assert!(with_policy(&html).is_err(), "two policies");
    }
}
