//! Laws of the catalogue: what a requirement must say of itself, that none is lost, and that suites that
//! are out do not change.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bulk_conformance::requirements::{self, Cases, Level, Requirement};
use bulk_conformance::suite;
use sha2::{Digest, Sha256};

/// All topics of the catalogue, each with its number of requirements: they count from 001 without a gap,
/// and an id that was ever given is never given to another one.
const TOPICS: &[(&str, u32)] = &[
    ("SF-AUTH", 8),
    ("SF-ERR", 4),
    ("SF-INGEST", 30),
    ("CSV-W", 19),
    ("SF-QUERY", 19),
    ("SF-POLL", 8),
    ("SF-LIMIT", 2),
    ("MK-AUTH", 7),
    ("MK-RATE", 5),
    ("MK-EXPORT", 18),
    ("MK-IMPORT", 14),
    ("MK-HTTP", 1),
    ("X-ISO", 1),
    ("X-LOG", 1),
    ("X-HTTP", 2),
    ("X-MEM", 1),
    ("X-ADP", 1),
];

/// The digests of suites that are out. One that must change is a new one, under a new name.
const FROZEN: &[(&str, &str)] = &[
    ("sf-2026.11.txt", "6e884a315744cc93385e651c2df71eb0afc61dae000862caf1f51be0c9948b15"),
    ("mk-2026.11.txt", "2b7e91d73127bd65da4000d74474496637c11f991a516b6ba3b6d15f941513fd"),
];

/// What a source names: a sheet or a standard, with its section.
const SOURCES: &[&str] =
    &["salesforce-bulk2.md ", "marketo-bulk.md ", "RFC ", "the adapter protocol, version "];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// All Rust files below a folder: name without ending, and text.
fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

fn none(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// The ids of the table.
fn table() -> BTreeSet<String> {
    let ids = |(topic, count): &(&str, u32)| {
        let topic = (*topic).to_owned();
        (1..=*count).map(move |number| format!("{topic}-{number:03}"))
    };
    TOPICS.iter().flat_map(ids).collect()
}

fn broken(law: impl Fn(&Requirement) -> Option<String>) -> Vec<String> {
    let broken = |known: &'static Requirement| Some(format!("{}: {}", known.id, law(known)?));
    requirements::all().filter_map(broken).collect()
}

#[test]
fn every_requirement_of_the_table_is_in_the_catalogue_and_no_other() {
    let there: BTreeSet<String> = requirements::all().map(|known| known.id.to_owned()).collect();
    assert_eq!(table().len(), 141);
    let missing: Vec<_> = table().difference(&there).cloned().collect();
    let strange: Vec<_> = there.difference(&table()).cloned().collect();
    assert!(missing.is_empty() && strange.is_empty(), "missing {missing:?}, strange {strange:?}");
    assert_eq!(there.len(), requirements::all().count(), "an id is there twice");
}

#[test]
fn every_requirement_has_a_file_of_its_name_and_every_file_is_registered() {
    let named: BTreeSet<String> = files("src/requirements")
        .into_iter()
        .filter_map(|(path, _)| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .filter(|name| name.chars().last().is_some_and(|last| last.is_ascii_digit()))
        .map(|name| name.to_uppercase().replace('_', "-"))
        .collect();
    let there: BTreeSet<String> = requirements::all().map(|known| known.id.to_owned()).collect();
    let unregistered: Vec<_> = named.difference(&there).collect();
    let elsewhere: Vec<_> = there.difference(&named).collect();
    assert!(unregistered.is_empty() && elsewhere.is_empty(), "{unregistered:?} {elsewhere:?}");
}

#[test]
fn no_requirement_counts_more_than_it_is_known() {
    none(&broken(|known| {
        let most = if known.must_if.is_some() { Level::Must } else { known.level };
        (most > known.grade.cap()).then(|| format!("{} is above its grade", most.name()))
    }));
}

#[test]
fn every_requirement_says_where_it_is_known_from() {
    none(&broken(|known| {
        let names = |name: &&str| {
            let after = known.source.split(*name).nth(1)?;
            after.chars().next().filter(char::is_ascii_digit)
        };
        let named = SOURCES.iter().any(|name| names(name).is_some());
        (!named).then(|| format!("names no sheet or standard with its section: {}", known.source))
    }));
}

#[test]
fn every_requirement_is_a_sentence_and_says_how_it_is_provoked_and_looked_at() {
    none(&broken(|known| {
        let sentence = known.text.ends_with('.') && !known.text.starts_with(char::is_lowercase);
        let silent = known.provoke.is_empty() || known.observe.is_empty() || known.ops.is_empty();
        (!sentence || silent).then(|| "text, provoke, observe and ops are all needed".to_owned())
    }));
}

#[test]
fn every_case_has_a_name_of_its_own() {
    none(&broken(|known| {
        let (Cases::Fixed(cases) | Cases::Both(cases, _)) = known.cases else { return None };
        let names: Vec<String> = cases().into_iter().map(|case| case.name).collect();
        let different: BTreeSet<&String> = names.iter().collect();
        let empty = names.is_empty() || names.iter().any(String::is_empty);
        (empty || different.len() < names.len()).then(|| format!("{names:?}"))
    }));
}

#[test]
fn a_suite_that_is_out_never_changes() {
    for (name, frozen) in FROZEN {
        let text = std::fs::read(root().join("suites").join(name)).expect("a suite");
        let digest: String =
            Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest, *frozen, "{name} is out: make a new suite instead");
    }
}

#[test]
fn every_id_of_a_suite_is_a_requirement_and_all_of_them_are_in_the_latest() {
    for name in suite::names() {
        let ids = suite::ids(name).expect("a suite");
        let unknown: Vec<_> = ids.iter().filter(|id| requirements::find(id).is_none()).collect();
        assert!(unknown.is_empty(), "{name}: {unknown:?}");
    }
    let latest = suite::ids(suite::LATEST).expect("the latest");
    let left_out: Vec<_> =
        requirements::all().map(|known| known.id).filter(|id| !latest.contains(id)).collect();
    assert!(left_out.is_empty(), "in no suite: {left_out:?}");
}

#[test]
fn only_the_folder_of_the_fake_knows_the_fake() {
    let knows = |(path, text): &(PathBuf, String)| {
        let own = path.starts_with(root().join("src/fake"));
        (!own && text.contains("bulk_mock::")).then(|| path.display().to_string())
    };
    none(&files("src").iter().filter_map(knows).collect::<Vec<_>>());
}

#[test]
fn every_requirement_has_a_mutant_that_breaks_it() {
    let mutants: String = files("adapters/mutants/src").into_iter().map(|(_, text)| text).collect();
    none(&broken(|known| {
        let named = mutants.contains(&format!("requirement: \"{}\"", known.id));
        let excused = WITHOUT_MUTANT.contains(&known.id);
        match (named, excused) {
            (false, false) => Some("nothing shows that it can be broken".to_owned()),
            (true, true) => Some("it has a mutant: it needs no excuse".to_owned()),
            _ => None,
        }
    }));
}

/// Requirements without a mutant, each with its reason.
const WITHOUT_MUTANT: &[&str] = &[];
