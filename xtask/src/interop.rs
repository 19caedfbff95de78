//! `interop`: whether the tools of the field read what we write, and the other way round.

use crate::run::{self, cargo, run};
use crate::{Result, project};
use std::path::PathBuf;
use std::process::Command;

/// The verb.
pub fn interop(args: &[String]) -> Result<()> {
    if let Some(arg) = args.first() {
        return Err(format!("`interop` takes no `{arg}`."));
    }
    let root = project::root()?;
    run(cargo(&root).args(["build", "--quiet", "--package", "glossator-cli"]))?;
    let program = project::target(&root).join("debug").join(format!("glossator{}", std::env::consts::EXE_SUFFIX));
    let mut script = Command::new(python()?);
    script.current_dir(&root).arg("tests/interop/run.py").arg(program);
    run(&mut script)
}

fn python() -> Result<PathBuf> {
    ["python3", "python"].into_iter().find_map(run::find).ok_or_else(|| {
        "The tools of the field are Python packages, and there is no Python: install Python 3.11 or newer.".to_owned()
    })
}
