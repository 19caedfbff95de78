//! Measures what the core promises, and says whether it is kept. `cargo xtask bench anchoring` starts it.

mod anchoring;
mod corpus;
mod edits;
mod speed;
mod weights;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        // Texts and quotes for the page that measures speed, as JSON.
        ["texts", file] => speed::write_texts(file).map(|()| true),
        [] => anchoring::run(false),
        ["--show"] => anchoring::run(true),
        _ => Err("The bench takes nothing, `--show` or `texts FILE`.".to_owned()),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
