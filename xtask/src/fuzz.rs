//! `fuzz`: inputs that nobody thought of, against what must hold of any input (the package in `fuzz/`).
//!
//! libFuzzer is linked in as a library, and the counters that it steers by are put in by the stable compiler, so that
//! neither cargo-fuzz nor a nightly toolchain is needed.

use crate::run::{capture, cargo, run};
use crate::{Result, project};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// For each target, unless somebody says otherwise.
const SECONDS: u64 = 60;

/// A counter in every branch, and a look at every comparison.
const COUNTERS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Bytes of an input. Longer ones take longer, and reach little that shorter ones do not.
fn longest(target: &str) -> u32 {
    match target {
        // As long as a file with everything in it that the format has.
        "file" => 16_384,
        // The work grows with the square of it.
        "anchor" | "approximate" | "carry_over" => 1_024,
        _ => 4_096,
    }
}

/// Seconds after which an input counts as found, as if it had crashed.
const SLOW: u32 = 20;

/// What a target came to.
struct Outcome {
    stats: BTreeMap<String, u64>,
    /// Where what it failed on is.
    found: Option<PathBuf>,
}

/// The verb.
pub fn fuzz(args: &[String]) -> Result<()> {
    let root = &project::root()?;
    let all = targets(root)?;
    let Some((targets, seconds)) = chosen(args, &all) else {
        return Err(format!("`fuzz` takes a target, or none for all, and seconds. There are: {}.", all.join(", ")));
    };
    let driver = driver(root)?;
    let mut outcomes = Vec::new();
    for target in targets {
        println!("Fuzzing {target} for {seconds} s.");
        outcomes.push((target, one(root, &driver, target, seconds)?));
    }
    println!("\n{}", table(&outcomes));
    let found: Vec<String> = outcomes
        .iter()
        .filter_map(|(target, outcome)| Some(format!("  {target}: {}", outcome.found.as_ref()?.display())))
        .collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("These inputs break something; what they break stands in the log beside each:\n{}", found.join("\n")))
}

/// Each target has a folder of seeds.
fn targets(root: &Path) -> Result<Vec<String>> {
    let seeds = project::files_under(&root.join("fuzz/seeds"))?;
    let mut targets: Vec<String> =
        seeds.iter().filter_map(|seed| seed.split_once('/')).map(|(target, _)| target.to_owned()).collect();
    targets.dedup();
    Ok(targets)
}

/// The targets that are meant, and for how long each.
fn chosen<'a>(args: &[String], all: &'a [String]) -> Option<(Vec<&'a str>, u64)> {
    let (named, rest) = match args.split_first() {
        Some((first, rest)) if all.contains(first) => (all.iter().find(|target| *target == first), rest),
        _ => (None, args),
    };
    let seconds = match rest {
        [] => SECONDS,
        [seconds] => seconds.parse().ok().filter(|seconds| *seconds > 0)?,
        _ => return None,
    };
    let targets = named.map_or_else(|| all.iter().collect(), |named| vec![named]);
    Some((targets.into_iter().map(String::as_str).collect(), seconds))
}

/// Builds the program that all targets are in.
fn driver(root: &Path) -> Result<PathBuf> {
    let folder = project::target(root).join("fuzz");
    let host = capture(Command::new("rustc").current_dir(root).args(["--print", "host-tuple"]))?;
    let (host, manifest) = (host.trim(), root.join("fuzz/driver/Cargo.toml"));
    if !folder.join("build").is_dir() {
        println!("Compiling the core with counters, once: about three minutes. libFuzzer needs a compiler for C++.");
    }
    let mut build = cargo(root);
    build.args(["build", "--quiet", "--locked", "--release", "--manifest-path"]).arg(manifest);
    // With a target, build scripts and macros are compiled without counters.
    build.args(["--target", host, "--target-dir"]).arg(folder.join("build"));
    run(build.env("RUSTFLAGS", COUNTERS).env_remove("CARGO_ENCODED_RUSTFLAGS"))?;
    let program = format!("glossator-fuzz-driver{}", std::env::consts::EXE_SUFFIX);
    Ok(folder.join("build").join(host).join("release").join(program))
}

fn one(root: &Path, driver: &Path, target: &str, seconds: u64) -> Result<Outcome> {
    let folder = project::target(root).join("fuzz");
    // What reaches something new is kept from one time to the next, and what breaks something is, too.
    let (corpus, broken) = (folder.join("corpus").join(target), folder.join("broken").join(target));
    let log = broken.join("log.txt");
    let cannot = |error: std::io::Error| format!("{} cannot be written: {error}.", folder.display());
    for folder in [&corpus, &broken] {
        fs::create_dir_all(folder).map_err(cannot)?;
    }
    let before = project::files_under(&broken)?;
    let mut fuzzer = Command::new(driver);
    fuzzer.current_dir(root).env("GLOSSATOR_FUZZ", target);
    fuzzer.arg(&corpus).arg(root.join("fuzz/seeds").join(target));
    // What other tests read is a seed as well.
    fuzzer.args(["articles", "files", "command", "e2e"].map(|name| root.join("tests/fixtures").join(name)));
    fuzzer.arg(format!("-dict={}", root.join("fuzz/words.dict").display()));
    fuzzer.arg(format!("-artifact_prefix={}{}", broken.display(), std::path::MAIN_SEPARATOR));
    let length = longest(target);
    fuzzer.args([format!("-max_total_time={seconds}"), format!("-max_len={length}"), format!("-timeout={SLOW}")]);
    fuzzer.args(["-rss_limit_mb=1024", "-print_final_stats=1"]);
    let file = File::create(&log).map_err(cannot)?;
    fuzzer.stdout(file.try_clone().map_err(cannot)?).stderr(file);
    let status = fuzzer.status().map_err(|error| format!("The fuzzer could not be started: {error}."))?;
    let stats = stats(&String::from_utf8_lossy(&fs::read(&log).map_err(cannot)?));
    let new = project::files_under(&broken)?.into_iter().find(|file| !before.contains(file) && file != "log.txt");
    // The same input may have been found before; and a fuzzer that failed otherwise says so in its log.
    let found = (!status.success()).then(|| broken.join(new.unwrap_or_else(|| "log.txt".to_owned())));
    Ok(Outcome { stats, found })
}

/// The lines `stat::name: number` of libFuzzer's end.
fn stats(log: &str) -> BTreeMap<String, u64> {
    log.lines()
        .filter_map(|line| line.strip_prefix("stat::")?.split_once(':'))
        .filter_map(|(name, number)| Some((name.to_owned(), number.trim().parse().ok()?)))
        .collect()
}

fn table(outcomes: &[(&str, Outcome)]) -> String {
    let mut lines =
        vec![format!("{:<12} {:>12} {:>10} {:>10} {:>7}", "target", "executions", "a second", "new", "broken")];
    let mut all = 0;
    for (target, Outcome { stats, found }) in outcomes {
        let stat = |name: &str| stats.get(name).copied().unwrap_or_default();
        let executions = stat("number_of_executed_units");
        all += executions;
        lines.push(format!(
            "{target:<12} {executions:>12} {:>10} {:>10} {:>7}",
            stat("average_exec_per_sec"),
            stat("new_units_added"),
            u8::from(found.is_some())
        ));
    }
    lines.push(format!("{:<12} {all:>12}", "all"));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_and_seconds_are_told_apart() {
        let all = ["file", "merge"].map(str::to_owned);
        let chosen = |args: &[&str]| chosen(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>(), &all);
        assert_eq!(chosen(&[]), Some((vec!["file", "merge"], SECONDS)));
        assert_eq!(chosen(&["9"]), Some((vec!["file", "merge"], 9)));
        assert_eq!(chosen(&["merge"]), Some((vec!["merge"], SECONDS)));
        assert_eq!(chosen(&["merge", "9"]), Some((vec!["merge"], 9)));
        for wrong in [&["0"][..], &["mirge"], &["merge", "file"], &["merge", "9", "9"]] {
            assert_eq!(chosen(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_end_of_a_log_is_read() {
        let log = "#8 DONE\nstat::number_of_executed_units: 8123\nstat::average_exec_per_sec:     4061\nDone\n";
        let outcome = Outcome { stats: stats(log), found: Some(PathBuf::from("x")) };
        let table = table(&[("file", outcome)]);
        let line: Vec<&str> = table.lines().nth(1).expect("a line").split_whitespace().collect();
        assert_eq!(line, ["file", "8123", "4061", "0", "1"]);
        assert!(table.ends_with("8123"));
    }
}
