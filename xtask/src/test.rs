//! `test`: natively, in browsers, and end to end on the built page.

use crate::run::{self, cargo};
use crate::{Result, browsers, build, node, project, tools};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

/// The test target that runs in browsers: `tests/browser/main.rs`.
pub const BROWSER_TESTS: &str = "browser";

/// What a stage's tests came to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// A stage runs its tests and says what they came to. `Err` is for not having come so far.
type Stage = fn(&Path, &[String]) -> Result<Tally>;

const STAGES: [(&str, Stage); 3] = [("native", native), ("browser", browser), ("e2e", end_to_end)];

/// The verb.
pub fn test(args: &[String]) -> Result<()> {
    let root = project::root()?;
    let (stages, words) = chosen(args);
    let mut lines = Vec::new();
    let mut all = Tally::default();
    for (name, stage) in stages {
        println!("\nTests, {name}:");
        let start = Instant::now();
        let tally = stage(&root, &words).unwrap_or_else(|sentence| {
            eprintln!("{sentence}");
            Tally { failed: 1, ..Tally::default() }
        });
        lines.push(format!("{name:<8} {tally} in {:.0} s", start.elapsed().as_secs_f32()));
        all += tally;
    }
    println!("\n{}\n{all}", lines.join("\n"));
    if all.failed > 0 {
        return Err("Some tests failed; see above.".to_owned());
    }
    if all.passed == 0 {
        return Err("No test ran: no name has these words.".to_owned());
    }
    Ok(())
}

/// The stage that the first word names, or all; and the words left.
fn chosen(args: &[String]) -> (Vec<(&'static str, Stage)>, Vec<String>) {
    let named = args.first().and_then(|first| STAGES.into_iter().find(|(name, _)| name == first));
    match named {
        Some(stage) => (vec![stage], args[1..].to_vec()),
        None => {
            let mut stages = STAGES.to_vec();
            if !args.is_empty() {
                // Playwright takes bare words for files; by title is what the other stages do.
                stages.pop();
                stages.push(("e2e", end_to_end_by_title));
            }
            (stages, args.to_vec())
        }
    }
}

fn native(root: &Path, words: &[String]) -> Result<Tally> {
    let mut test = cargo(root);
    test.args(["test", "--workspace", "--no-fail-fast"]);
    if !words.is_empty() {
        test.arg("--").args(words);
    }
    counted(&mut test, words)
}

fn browser(root: &Path, words: &[String]) -> Result<Tally> {
    if !has_browser_tests(root)? {
        return Err(format!("There are no tests to run in browsers: tests/{BROWSER_TESTS}/main.rs is missing."));
    }
    if words.len() > 1 {
        return Err("The tests in browsers take one word to choose by.".to_owned());
    }
    tools::wasm_target(root)?;
    let runner = tools::wasm_bindgen(root)?.join("wasm-bindgen-test-runner");
    node::packages(root)?;
    let browsers = browsers::bring(root)?;
    let mut server = Server::start(&runner, &compiled_browser_tests(root)?, words)?;
    let Some(address) = server.address.take() else {
        return nothing_ran(words);
    };
    let mut drive = Command::new(node::node()?);
    drive.current_dir(root).arg("xtask/js/browser_tests.js").arg(address).envs(browsers);
    counted(&mut drive, words)
}

/// Whether the page's package has tests that run in browsers.
pub fn has_browser_tests(root: &Path) -> Result<bool> {
    let metadata = run::capture(cargo(root).args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Value =
        serde_json::from_str(&metadata).map_err(|error| format!("`cargo metadata` is not understood: {error}."))?;
    let targets = metadata["packages"].as_array().into_iter().flatten();
    let mut targets = targets.flat_map(|package| package["targets"].as_array().into_iter().flatten());
    Ok(targets.any(|target| target["name"] == BROWSER_TESTS && target["kind"][0] == "test"))
}

fn compiled_browser_tests(root: &Path) -> Result<PathBuf> {
    let mut compile = cargo(root);
    compile.args(["test", "--package", "glossator", "--test", BROWSER_TESTS, "--target", tools::WASM]);
    let messages = run::capture(compile.args(["--no-run", "--message-format", "json-render-diagnostics"]))?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find(|message| message["target"]["name"] == BROWSER_TESTS && message["executable"].is_string())
        .and_then(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| "`cargo test` compiled the tests in browsers to no file.".to_owned())
}

/// The server of wasm-bindgen's test page, ended when dropped.
struct Server {
    process: Child,
    /// None if there is no test to run.
    address: Option<String>,
}

impl Server {
    fn start(runner: &Path, tests: &Path, words: &[String]) -> Result<Self> {
        let mut process = Command::new(runner)
            .arg(tests)
            .args(words)
            // Serve the page and leave the driving to us: the runner's own way needs WebDriver.
            .env("NO_HEADLESS", "1")
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_ADDRESS", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("wasm-bindgen-test-runner could not be started: {error}."))?;
        let mut lines = process
            .stdout
            .take()
            .map(BufReader::new)
            .into_iter()
            .flat_map(BufRead::lines)
            .map_while(std::io::Result::ok);
        let address = lines.find_map(|line| line.find("http://").map(|at| line[at..].trim().to_owned()));
        // The rest of what it says must go somewhere, or it would wait.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { process, address })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn end_to_end(root: &Path, args: &[String]) -> Result<Tally> {
    node::packages(root)?;
    let browsers = browsers::bring(root)?;
    build::bring_up_to_date(root)?;
    let report = project::target(root).join("xtask/e2e.json");
    let _ = std::fs::remove_file(&report);
    let xtask = std::env::current_exe().map_err(|error| format!("xtask does not know its own place: {error}."))?;
    let mut playwright = Command::new(node::node()?);
    playwright
        .current_dir(root)
        .args(["node_modules/@playwright/test/cli.js", "test", "--config", "tests/e2e/playwright.config.js"])
        .args(args)
        .envs(browsers)
        .env("GLOSSATOR_XTASK", xtask)
        .env("GLOSSATOR_E2E_REPORT", &report);
    let outcome = run::run(&mut playwright);
    let stats = std::fs::read_to_string(&report).ok().and_then(|text| serde_json::from_str::<Value>(&text).ok());
    // Without a report (asked only to list, say), the exit is all there is.
    let tally = stats.map(|report| tally_of_report(&report)).unwrap_or_default();
    finished(tally, outcome, "the end-to-end tests")
}

fn end_to_end_by_title(root: &Path, words: &[String]) -> Result<Tally> {
    end_to_end(root, &["--pass-with-no-tests".to_owned(), "--grep".to_owned(), words.join("|")])
}

/// Playwright's report, added up. A test that passed at the second try, which only CI gives it, is told apart above.
fn tally_of_report(report: &Value) -> Tally {
    let count = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
    Tally { passed: count("expected") + count("flaky"), failed: count("unexpected"), skipped: count("skipped") }
}

/// Runs a program, shows what it prints, and adds up the results that it prints as cargo does.
fn counted(command: &mut Command, words: &[String]) -> Result<Tally> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut process =
        command.stdout(Stdio::piped()).spawn().map_err(|error| format!("{name} could not be started: {error}."))?;
    let mut tally = Tally::default();
    for line in
        process.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines).map_while(std::io::Result::ok)
    {
        println!("{line}");
        tally += tally_of_line(&line).unwrap_or_default();
    }
    let status = process.wait().map_err(|error| format!("{name} was lost: {error}."))?;
    let outcome = if status.success() { Ok(()) } else { Err(String::new()) };
    if outcome.is_ok() && tally == Tally::default() {
        return nothing_ran(words);
    }
    finished(tally, outcome, "the tests")
}

/// No test is an error, unless words were given that fit none here.
fn nothing_ran(words: &[String]) -> Result<Tally> {
    if words.is_empty() { Err("No test ran.".to_owned()) } else { Ok(Tally::default()) }
}

/// A failure that no test owns up to still counts.
fn finished(mut tally: Tally, outcome: Result<()>, what: &str) -> Result<Tally> {
    if outcome.is_err() && tally.failed == 0 {
        eprintln!("Failed: {what} did not run to their end; see above.");
        tally.failed = 1;
    }
    Ok(tally)
}

/// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out`.
fn tally_of_line(line: &str) -> Option<Tally> {
    let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    let mut tally = Tally::default();
    for count in counts.split(';') {
        let (number, what) = count.trim().split_once(' ')?;
        match what {
            "passed" => tally.passed = number.parse().ok()?,
            "failed" => tally.failed = number.parse().ok()?,
            "ignored" => tally.skipped = number.parse().ok()?,
            _ => {}
        }
    }
    Some(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read_as_cargo_and_wasm_bindgen_print_them() {
        let cargo = "test result: FAILED. 2 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(tally_of_line(cargo), Some(Tally { passed: 2, failed: 1, skipped: 3 }));
        let wasm = "test result: ok. 4 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.01s";
        assert_eq!(tally_of_line(wasm), Some(Tally { passed: 4, failed: 0, skipped: 0 }));
        assert_eq!(tally_of_line("test text::a_result ... ok"), None);
    }

    #[test]
    fn the_last_line_is_plain() {
        assert_eq!(Tally { passed: 7, failed: 0, skipped: 0 }.to_string(), "7 passed, 0 failed");
        assert_eq!(Tally { passed: 7, failed: 1, skipped: 2 }.to_string(), "7 passed, 1 failed, 2 skipped");
    }

    #[test]
    fn the_first_word_may_name_a_stage() {
        let names = |args: &[&str]| {
            let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
            let (stages, words) = chosen(&args);
            (stages.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), words.len())
        };
        assert_eq!(names(&[]), (vec!["native", "browser", "e2e"], 0));
        assert_eq!(names(&["e2e", "--ui"]), (vec!["e2e"], 1));
        assert_eq!(names(&["merge"]), (vec!["native", "browser", "e2e"], 1));
    }

    #[test]
    fn a_failure_without_a_failed_test_counts() {
        let passed = Tally { passed: 3, ..Tally::default() };
        assert_eq!(finished(passed, Ok(()), "").unwrap().failed, 0);
        assert_eq!(finished(passed, Err(String::new()), "").unwrap().failed, 1);
        assert!(nothing_ran(&[]).is_err());
    }

    #[test]
    fn a_report_is_added_up() {
        let report = serde_json::json!({ "stats": { "expected": 5, "unexpected": 1, "flaky": 1, "skipped": 2 } });
        assert_eq!(tally_of_report(&report), Tally { passed: 6, failed: 1, skipped: 2 });
    }
}
