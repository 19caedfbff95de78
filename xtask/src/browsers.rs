//! The browsers that the tests drive: Chromium and Firefox, found or brought.

use crate::{Result, node, run};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A browser, and the places it is usually found in.
struct Browser {
    /// Playwright's name for it.
    name: &'static str,
    /// The variable that names the program to use instead, and that tells the tests.
    variable: &'static str,
    /// Debian's package.
    package: &'static str,
    programs: &'static [&'static str],
    places: &'static [&'static str],
}

const BROWSERS: [Browser; 2] = [
    Browser {
        name: "chromium",
        variable: "GLOSSATOR_CHROMIUM",
        package: "chromium",
        programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
        places: &[
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
        ],
    },
    Browser {
        name: "firefox",
        variable: "GLOSSATOR_FIREFOX",
        package: "firefox-esr",
        programs: &["firefox-esr", "firefox"],
        places: &[
            "/Applications/Firefox.app/Contents/MacOS/firefox",
            "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
        ],
    },
];

/// The variables that tell the tests which browsers to drive; none for one that Playwright keeps.
pub fn bring(root: &Path) -> Result<Vec<(&'static str, PathBuf)>> {
    let missing: Vec<&Browser> = BROWSERS.iter().filter(|browser| find(browser).is_none()).collect();
    if !missing.is_empty() {
        if is_debian_root() {
            install_packages(&missing)?;
        } else {
            download(root, &missing)?;
        }
    }
    Ok(BROWSERS.iter().filter_map(|browser| Some((browser.variable, find(browser)?))).collect())
}

fn find(browser: &Browser) -> Option<PathBuf> {
    if let Some(program) = env::var_os(browser.variable).filter(|program| !program.is_empty()) {
        return Some(PathBuf::from(program));
    }
    let installed = browser.places.iter().map(PathBuf::from).find(|path| path.is_file());
    browser.programs.iter().find_map(|program| run::find(program)).or(installed)
}

fn is_debian_root() -> bool {
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    root && run::find("apt-get").is_some()
}

fn install_packages(missing: &[&Browser]) -> Result<()> {
    let packages: Vec<&str> = missing.iter().map(|browser| browser.package).collect();
    let packages = packages.join(" and ");
    println!("Installing {packages} by apt-get: about a minute.");
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq");
        apt
    };
    run::run(apt().arg("update"))
        .and_then(|()| {
            let names = missing.iter().map(|browser| browser.package);
            run::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(names))
        })
        .map_err(|_| format!("{packages} could not be installed; see above, or install by hand and try again."))
}

fn download(root: &Path, missing: &[&Browser]) -> Result<()> {
    let names: Vec<&str> = missing.iter().map(|browser| browser.name).collect();
    let variables: Vec<&str> = missing.iter().map(|browser| browser.variable).collect();
    println!("Fetching {} with Playwright, unless it has it: about a minute.", names.join(" and "));
    let mut install = Command::new(node::node()?);
    install.current_dir(root).args(["node_modules/playwright/cli.js", "install"]).args(&names);
    run::run(&mut install).map_err(|_| {
        format!(
            "The tests need {}: install it, or name its program in {}.",
            names.join(" and "),
            variables.join(" and ")
        )
    })
}
