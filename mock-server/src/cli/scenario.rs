//! `bulk-mock scenario …`: what scenarios there are, whether a file is right, and whether what it says
//! is seen.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use super::remote::{Play, Playing};
use super::{Failure, log};
use crate::MockServer;
use crate::core::nearest::suggest;
use crate::scenario::file::{NoScenario, ScenarioFile, read_scenario, schema_text};
use crate::scenario::{Finding, built_in, find, lint};
use crate::witness::{self, Miss};

/// The verbs.
#[derive(Subcommand, Debug)]
pub(super) enum Scenario {
    /// List the scenarios inside this program.
    List(Json),
    /// Print the file of one of them.
    Show {
        /// Its name
        name: String,
    },
    /// Look for mistakes in scenario files, without running them.
    Lint(Paths),
    /// Run scenarios, each in a server of its own, and compare what is seen with what they say.
    Test(Paths),
    /// Put one in force on a running server, in the place of the one that is.
    Play(Play),
    /// Say which one a running server plays.
    Current(Playing),
    /// Take the one out of force that a running server plays; its rows stay.
    End(Playing),
    /// Print the JSON Schema of scenario files, for editors.
    Schema,
}

/// How results are told.
#[derive(Args, Debug)]
pub(super) struct Json {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Which files, and how results are told.
#[derive(Args, Debug)]
pub(super) struct Paths {
    /// Scenario files, folders of them, or names of scenarios inside this program; all of those if
    /// left out
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Scenario {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::List(json) => list(json.json),
            Self::Show { name } => {
                let text = built_in().find(|file| file.name == name).map(|file| file.text);
                let Some(text) = text else {
                    let known = built_in().map(|file| file.name);
                    let remedy = suggest(&name, known);
                    return Err(Failure::Wrong(format!("there is no scenario `{name}`; {remedy}")));
                };
                log::signal(text.trim_end());
                Ok(())
            }
            Self::Lint(paths) => lint_files(&paths),
            Self::Test(paths) => test_files(&paths),
            Self::Play(play) => play.run(),
            Self::Current(playing) => playing.show(),
            Self::End(playing) => playing.end(),
            Self::Schema => {
                log::signal(schema_text().trim_end());
                Ok(())
            }
        }
    }
}

fn list(as_json: bool) -> Result<(), Failure> {
    let mut all = Vec::new();
    for one in built_in() {
        let file = find(one.name).map_err(Failure::Wrong)?;
        if as_json {
            all.push(json!({
                "name": one.name,
                "file": one.path,
                "why": file.scenario.why,
                "source": file.scenario.source,
                "providers": file.scenario.providers,
            }));
        } else {
            log::signal(&format!("{:<48} {}", one.name, file.scenario.source.join(", ")));
        }
    }
    if as_json {
        log::signal(&json!(all).to_string());
    }
    Ok(())
}

/// Path and text of a file, or why it cannot be read.
type Text = Result<(String, String), NoScenario>;

/// The files that are named.
fn texts(paths: &[PathBuf]) -> Result<Vec<Text>, Failure> {
    if paths.is_empty() {
        let all = built_in().map(|file| Ok((file.path.to_owned(), file.text.to_owned())));
        return Ok(all.collect());
    }
    let mut files = Vec::new();
    for path in paths {
        let name = path.to_string_lossy();
        if let Some(file) = built_in().find(|file| file.name == name).filter(|_| !path.exists()) {
            files.push(Ok((file.path.to_owned(), file.text.to_owned())));
            continue;
        }
        for path in below(path)? {
            let file = path.display().to_string();
            files.push(match std::fs::read_to_string(&path) {
                Ok(text) => Ok((file, text)),
                Err(error) => Err(unreadable(file, &path, &error)),
            });
        }
    }
    Ok(files)
}

fn unreadable(file: String, path: &Path, error: &std::io::Error) -> NoScenario {
    let remedy = match path.extension() {
        None => suggest(&file, built_in().map(|file| file.name)),
        Some(_) => {
            "name a scenario file, a folder of them, or a scenario of `scenario list`".into()
        }
    };
    let problem = format!("it cannot be read: {error}");
    NoScenario::Unreadable(Finding { file, line: 1, key: String::new(), problem, remedy })
}

/// A file, or all files of a folder and its folders.
fn below(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let wrong = |error: std::io::Error| {
        Failure::Wrong(format!("{}: the folder cannot be read: {error}", path.display()))
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).map_err(wrong)? {
        let entry = entry.map_err(wrong)?.path();
        if entry.is_dir() {
            found.extend(below(&entry)?);
        } else if entry.extension().is_some_and(|ending| ending == "toml") {
            found.push(entry);
        }
    }
    found.sort();
    Ok(found)
}

/// The files that are scenarios, and what is wrong with the others.
fn read_all(paths: &[PathBuf]) -> Result<(Vec<ScenarioFile>, Vec<NoScenario>), Failure> {
    let mut files = Vec::new();
    let mut wrong = Vec::new();
    for text in texts(paths)? {
        match text.and_then(|(path, text)| read_scenario(&path, &text)) {
            Ok(file) => files.push(file),
            Err(error) => wrong.push(error),
        }
    }
    Ok((files, wrong))
}

fn lint_files(wanted: &Paths) -> Result<(), Failure> {
    let server = MockServer::builder().offline().map_err(Failure::Stopped)?;
    let words = server.vocabularies();
    let (files, wrong) = read_all(&wanted.paths)?;
    let mut found: Vec<Finding> = wrong.iter().map(|wrong| wrong.finding().clone()).collect();
    found.extend(files.iter().flat_map(|file| file.lint(&words)));
    found.extend(lint::same_names(&files));
    if wanted.json {
        log::signal(&json!(found).to_string());
    } else {
        for finding in &found {
            log::signal(&finding.to_string());
        }
    }
    let unreadable =
        wrong.iter().filter(|wrong| matches!(wrong, NoScenario::Unreadable(_))).count();
    match (found.len(), unreadable) {
        (0, _) => Ok(()),
        (count, 0) => Err(Failure::Refused(counted(count, "finding"))),
        (_, count) => Err(Failure::Wrong(format!("unreadable: {}", counted(count, "file")))),
    }
}

/// `1 finding`, `2 findings`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn test_files(wanted: &Paths) -> Result<(), Failure> {
    let (files, wrong) = read_all(&wanted.paths)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Stopped(error.to_string()))?;
    let all = runtime.block_on(witness::run_all(files));
    let failed = all.iter().filter(|(_, misses)| !misses.is_empty()).count();
    let refused = wrong.iter().map(|wrong| (wrong.finding().file.clone(), vec![wrong.to_string()]));
    let ran = all.iter().map(|(file, misses)| {
        (file.clone(), misses.iter().map(Miss::to_string).collect::<Vec<_>>())
    });
    for (file, misses) in refused.chain(ran) {
        if wanted.json {
            log::signal(&json!({ "file": file, "misses": misses }).to_string());
        } else {
            log::signal(&format!("{} {file}", if misses.is_empty() { "ok    " } else { "FAILED" }));
            for miss in misses {
                log::signal(&format!("  {miss}"));
            }
        }
    }
    match wrong.len() {
        0 if failed == 0 => Ok(()),
        0 => {
            Err(Failure::Refused(format!("{failed} of {} failed", counted(all.len(), "scenario"))))
        }
        count => Err(Failure::Wrong(format!("no scenario: {}", counted(count, "file")))),
    }
}
