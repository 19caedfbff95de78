//! The command `glossator`: the core for pipelines over many files. `docs/command.md` shows it at work.
//!
//! What is asked for goes to standard output, what is to be said about it to standard error. It ends with 0 where
//! everything is well, with 1 where something is wrong with a file, and with 2 where the command was not understood.
#![forbid(unsafe_code)]

mod anchor;
mod check;
mod convert;
mod files;
mod import;
mod merge;
mod opened;

use lexopt::prelude::*;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// The version that written files name.
const VERSION: &str = env!("CARGO_PKG_VERSION");

const HELP: &str = "\
glossator <verb> …

  check FILE…                      whether files can be read, and whether their words are found
  convert FILE --to FORMAT         write a file in another format; `convert --help` lists them
  anchor FILE --onto ARTICLE       where the annotations of a file are in another version of the article
  merge FILE… --out FILE           put the annotations of several files into one
  import ARTICLE --out FILE        make a file of a text, a page or a book, to be annotated

  -h, --help                       this, or more about a verb
  -V, --version                    the version

`-` is standard input or standard output. It ends with 0 where all is well, with 1 where something is wrong with a
file, and with 2 where the command was not understood.
";

/// Why a verb ends early.
enum Failure {
    /// The command was not understood: one sentence.
    Usage(String),
    /// Something is wrong with a file: one sentence.
    File(String),
    /// It is said already.
    Told,
    /// Who reads has gone away, and wants no more.
    Closed,
}

type Result<T> = std::result::Result<T, Failure>;

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(format!("{error}."))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::File(format!("Standard output cannot be written: {error}.")),
        }
    }
}

fn main() -> ExitCode {
    let outcome = run(std::env::args_os().skip(1).collect());
    let (sentence, code) = match outcome {
        Ok(()) | Err(Failure::Closed) => return ExitCode::SUCCESS,
        Err(Failure::Told) => return ExitCode::FAILURE,
        Err(Failure::File(sentence)) => (sentence, 1),
        Err(Failure::Usage(sentence)) => (format!("{sentence} `glossator --help` says what there is."), 2),
    };
    say(&sentence);
    ExitCode::from(code)
}

/// Says something about the work on standard error. If nobody listens, nothing is lost.
fn say(sentence: &str) {
    let _ = writeln!(std::io::stderr(), "glossator: {sentence}");
}

/// Prints help, which is what was asked for.
fn help(text: &str) -> Result<()> {
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}

fn run(args: Vec<OsString>) -> Result<()> {
    let mut parser = lexopt::Parser::from_args(args);
    let Some(first) = parser.next()? else {
        return Err(Failure::Usage("There is no verb.".to_owned()));
    };
    match first {
        Short('h') | Long("help") => help(HELP),
        Short('V') | Long("version") => help(&format!("glossator {VERSION}\n")),
        Value(verb) => match verb.to_str() {
            Some("check") => check::run(parser),
            Some("convert") => convert::run(parser),
            Some("anchor") => anchor::run(parser),
            Some("merge") => merge::run(parser),
            Some("import") => import::run(parser),
            Some("help") => help(HELP),
            _ => Err(Failure::Usage(format!("There is no verb `{}`.", verb.to_string_lossy()))),
        },
        other => Err(other.unexpected().into()),
    }
}
