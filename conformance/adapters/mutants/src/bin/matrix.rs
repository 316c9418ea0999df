//! Plays every bug against every requirement, and writes the page that shows it; or serves one bug as
//! an adapter.

use std::io::Write;
use std::process::ExitCode;

use bulk_conformance::{adapter, requirements};
use bulk_mutants::{page, trial::Bench};

/// Cases of each requirement that a bug is held against, beside all quick ones of its own.
const CASES_MAX: u32 = 1;

/// How many bugs are tried at a time: few, so that what waits is not late.
const TOGETHER: usize = 3;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--serve", requirement] => serve(requirement),
        [page] => write(page),
        _ => Err("usage: matrix PAGE, or matrix --serve REQUIREMENT".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&error);
            ExitCode::FAILURE
        }
    }
}

/// Serves the first bug of a requirement on standard in and out.
fn serve(requirement: &str) -> Result<(), String> {
    let mutant = bulk_mutants::all().find(|mutant| mutant.requirement == requirement);
    let mutant = mutant.ok_or_else(|| format!("there is no bug of {requirement}"))?;
    adapter::serve((mutant.client)()).map_err(|error| error.to_string())
}

fn write(path: &str) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let others: Vec<_> = requirements::all().collect();
    let trials = Bench::new(program)?.try_all(&others, CASES_MAX, TOGETHER, &|trial| {
        let noticed = if trial.finding.is_some() { "noticed" } else { "NOT NOTICED" };
        say(&format!("{:<15} {noticed:<11} {}", trial.mutant.requirement, trial.mutant.bug));
    })?;
    std::fs::write(path, page::page(&trials)).map_err(|error| format!("{path}: {error}"))?;
    match trials.iter().all(|trial| trial.finding.is_some()) {
        true => Ok(()),
        false => Err("some bugs are not noticed by the requirement they were made for".to_owned()),
    }
}

fn say(line: &str) {
    // Whoever does not listen has heard enough.
    let _ = writeln!(std::io::stderr(), "{line}");
}
