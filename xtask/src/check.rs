//! `check`: all that can be told without running the page.

use crate::run::{capture, cargo, run};
use crate::{Result, project, test, tools};
use std::path::Path;
use std::process::Command;

/// The verb.
pub fn check(args: &[String]) -> Result<()> {
    if let Some(arg) = args.first() {
        return Err(format!("`check` takes no `{arg}`."));
    }
    let root = &project::root()?;
    tools::rustfmt_and_clippy(root)?;
    tools::wasm_target(root)?;
    let steps: [(&str, &dyn Fn() -> Result<()>); 8] = [
        ("what may not be in the repository", &|| repository(root)),
        ("formatting", &|| run(cargo(root).args(["fmt", "--all", "--check"]))),
        ("lints", &|| lints(root)),
        ("lints of what runs in the browser", &|| browser_lints(root)),
        ("documentation", &|| documentation(root)),
        ("licences, bans and sources of dependencies", &|| dependencies(root)),
        ("the fuzzer, which is a workspace of its own", &|| fuzzer(root)),
        ("addresses in package-lock.json", &|| npm_lock(root)),
    ];
    let mut failed = Vec::new();
    for (name, step) in steps {
        println!("Checking {name}.");
        if let Err(sentence) = step() {
            eprintln!("{sentence}");
            failed.push(name);
        }
    }
    if failed.is_empty() {
        println!("Everything is in order.");
        Ok(())
    } else {
        Err(format!("Not in order: {}.", failed.join("; ")))
    }
}

fn lints(root: &Path) -> Result<()> {
    run(cargo(root).args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn browser_lints(root: &Path) -> Result<()> {
    let mut clippy = cargo(root);
    clippy.args(["clippy", "--quiet", "--package", "glossator", "--lib", "--bins", "--target", tools::WASM]);
    if test::has_browser_tests(root)? {
        clippy.args(["--test", test::BROWSER_TESTS]);
    }
    run(clippy.args(["--", "-D", "warnings"]))?;
    let mut worker = cargo(root);
    worker.args(["clippy", "--quiet", "--package", "glossator-worker", "--target", tools::WASM]);
    run(worker.args(["--", "-D", "warnings"]))
}

fn documentation(root: &Path) -> Result<()> {
    run(cargo(root)
        .args(["doc", "--quiet", "--no-deps", "--workspace", "--document-private-items"])
        .env("RUSTDOCFLAGS", "-D warnings"))
}

fn dependencies(root: &Path) -> Result<()> {
    dependencies_of(root, &root.join("Cargo.toml"))
}

/// Advisories are left out: their database would have to be fetched from elsewhere each time.
fn dependencies_of(root: &Path, manifest: &Path) -> Result<()> {
    let program = tools::cargo_deny()?.join("cargo-deny");
    let mut deny = Command::new(program);
    deny.current_dir(root).arg("--manifest-path").arg(manifest);
    deny.args(["--log-level", "error", "check", "--hide-inclusion-graph"]);
    run(deny.args(["licenses", "bans", "sources"]))
}

/// What of it can be told without a compiler for C++. What it runs is a package of this workspace, with its lints.
fn fuzzer(root: &Path) -> Result<()> {
    let manifest = root.join("fuzz/driver/Cargo.toml");
    run(cargo(root).args(["fmt", "--check", "--manifest-path"]).arg(&manifest))?;
    let mut tree = cargo(root);
    tree.args(["tree", "--quiet", "--locked", "--manifest-path"]).arg(&manifest);
    capture(&mut tree).map_err(|_| {
        "fuzz/driver/Cargo.lock is not what its manifests ask for: run `cargo update --workspace --manifest-path \
         fuzz/driver/Cargo.toml`."
            .to_owned()
    })?;
    dependencies_of(root, &manifest)
}

/// The lock file must install from any mirror: digests, not addresses.
fn npm_lock(root: &Path) -> Result<()> {
    let lock = project::read(&root.join("package-lock.json"))?;
    if lock.contains("\"resolved\"") {
        return Err(
            "package-lock.json has addresses: run `npm install` in the project's folder, whose .npmrc leaves them out."
                .to_owned(),
        );
    }
    Ok(())
}

/// Files that git keeps name no folder of one machine and no host of a package registry.
fn repository(root: &Path) -> Result<()> {
    let listed = capture(Command::new("git").current_dir(root).args(["ls-files", "-z"]))?;
    let mut found = Vec::new();
    for file in listed.split('\0').filter(|file| !file.is_empty()) {
        // What is listed but gone is on its way out.
        let Ok(content) = std::fs::read(root.join(file)) else {
            continue;
        };
        let text = String::from_utf8_lossy(&content);
        for (number, line) in text.lines().enumerate() {
            if let Some(word) = unwanted(line) {
                found.push(format!("  {file}:{}: {word}", number + 1));
            }
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("These name a folder of one machine or a registry's host:\n{}", found.join("\n")))
}

/// In two parts each, so that this file does not name them either.
const FOLDERS: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];
const HOSTS: [&str; 7] = [
    concat!("registry.", "npmjs.org"),
    concat!("registry.", "yarnpkg.com"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("pypi.", "org"),
    concat!("files.", "pythonhosted.org"),
    concat!("deb.", "debian.org"),
];

fn unwanted(line: &str) -> Option<&'static str> {
    // Within a longer path or an address, the same letters are no folder of a machine.
    let starts_a_path = |at: usize| {
        !line[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '}' | ')' | '*'))
    };
    let folder = FOLDERS.into_iter().find(|folder| line.match_indices(folder).any(|(at, _)| starts_a_path(at)));
    folder.or_else(|| HOSTS.into_iter().find(|host| line.contains(host)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_hosts_are_found() {
        let [work, root] = FOLDERS;
        assert_eq!(unwanted(&format!("see {work}main")), Some(work));
        assert_eq!(unwanted(&format!("\"{root}.cache\"")), Some(root));
        assert_eq!(unwanted(&format!("https://{}/x", HOSTS[0])), Some(HOSTS[0]));
        assert_eq!(unwanted(&format!("https://example.org{work}x")), None);
        assert_eq!(unwanted("the crate registry, crates.io"), None);
    }
}
