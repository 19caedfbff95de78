//! One command for everything: `cargo xtask`.
//!
//! Each verb brings what it needs and says so. An error is one plain sentence: what is wrong, and
//! how to put it right.

mod bench;
mod browsers;
mod build;
mod check;
mod digest;
mod fuzz;
mod http;
mod interop;
mod minify;
mod node;
mod order;
mod policy;
mod precache;
mod project;
mod run;
mod serve;
mod sizes;
mod soak;
mod split;
mod stage;
mod test;
mod tools;

use std::process::ExitCode;

/// What a verb ends with: nothing, or one sentence for the person who called it.
type Result<T> = std::result::Result<T, String>;

const HELP: &str = "\
cargo xtask <verb>

  serve   build the page and serve it: [--port N] [--open] [--no-build]
  build   build the page into dist/ and weigh what the first visit fetches
  check   formatting, lints, documentation, licences, and what may not be in the repository
  test    every test; or one stage: native, browser, e2e; words narrow it down
  bench   measure the built page beside a plain script and what else people use: render, open, type, load,
          memory, save, and core, which is `cargo bench`, else all; [--times N], [--size JSON] one size in
          place of a row's own, [--page] to write docs/speed.md anew; or what is promised of anchoring:
          anchoring, with --show what it puts in a wrong place
  fuzz    inputs that nobody thought of, against what must hold of any: [TARGET] [SECONDS], else all for a minute each
  soak    what the page withstands, in Chromium: killed, tabs, quota, damage, file, loads, undo, else all;
          [--short] fewer repetitions, [--seed N] the same ones again; the parsers' figure is that of fuzz
  interop load what is exported with the tools of the field, and read back what they write; needs Python
  help    this list

Everything that a verb needs is brought by the verb itself. The build needs Node 20 or newer.
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (verb, rest) = match args.split_first() {
        Some((verb, rest)) => (verb.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let outcome = match verb {
        "serve" => serve::serve(rest),
        "build" => build::build(rest),
        "check" => check::check(rest),
        "test" => test::test(rest),
        "bench" => bench::bench(rest),
        "fuzz" => fuzz::fuzz(rest),
        "soak" => soak::soak(rest),
        "interop" => interop::interop(rest),
        // For trunk, which calls it at the end of each build (see Trunk.toml).
        "stage" => stage::stage(),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        unknown => {
            eprintln!("There is no verb `{unknown}`; `cargo xtask help` lists them.");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
