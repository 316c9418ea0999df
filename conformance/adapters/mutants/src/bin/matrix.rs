//! Plays every bug against every requirement, and writes the page that shows it.

use std::io::Write;
use std::process::ExitCode;

use bulk_conformance::requirements;
use bulk_mutants::{page, trial};

/// Cases of each requirement that a bug is held against, beside all of its own.
const CASES_MAX: u32 = 4;

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        say("usage: matrix PAGE");
        return ExitCode::from(64);
    };
    let others: Vec<_> = requirements::all().collect();
    let trials = trial::try_all(&others, CASES_MAX, &|trial| {
        let noticed = if trial.finding.is_some() { "noticed" } else { "NOT NOTICED" };
        say(&format!("{:<15} {noticed:<11} {}", trial.mutant.requirement, trial.mutant.bug));
    });
    let written = trials.and_then(|trials| {
        std::fs::write(&path, page::page(&trials)).map_err(|error| error.to_string())?;
        Ok(trials.iter().all(|trial| trial.finding.is_some()))
    });
    match written {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            say("some bugs are not noticed by the requirement that they were made for");
            ExitCode::FAILURE
        }
        Err(error) => {
            say(&error);
            ExitCode::FAILURE
        }
    }
}

fn say(line: &str) {
    // Whoever does not listen has heard enough.
    let _ = writeln!(std::io::stderr(), "{line}");
}
