//! Every file under `scenarios`: run in a server of its own, each fault fires, each expectation is
//! seen, and nothing else fires. A new scenario is a new file and nothing else.

use std::path::{Path, PathBuf};

use bulk_mock::scenario::file::read_scenario;
use bulk_mock::witness::{self, Miss};

/// The folder of the scenarios.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios")
}

/// Path and text of every scenario file.
pub(crate) fn files() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for provider in ["salesforce", "marketo"] {
        for entry in std::fs::read_dir(folder().join(provider)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("a scenario");
            found.push((format!("scenarios/{provider}/{name}"), text));
        }
    }
    found.sort();
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn every_scenario_is_seen_on_the_wire_as_it_says() {
    let mut told = Vec::new();
    let mut files = Vec::new();
    for (path, text) in self::files() {
        match read_scenario(&path, &text) {
            Ok(file) => files.push(file),
            Err(error) => told.push(error.to_string()),
        }
    }
    for (_, misses) in witness::run_all(files).await {
        told.extend(misses.iter().map(ToString::to_string));
    }
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

/// With a fault taken out, each scenario sees something else: its witness shows what the fault does, and
/// not only that there is an answer.
#[tokio::test(flavor = "multi_thread")]
async fn every_witness_shows_what_its_faults_do() {
    let mut without = Vec::new();
    for (path, text) in self::files() {
        let file = read_scenario(&path, &text).expect("a scenario");
        for place in 0..file.scenario.fault.len() {
            let mut file = file.clone();
            let rule = file.scenario.fault.remove(place);
            for step in &mut file.scenario.witness {
                step.fired.retain(|name| *name != rule.name);
            }
            file.file = format!("{path} without `{}`", rule.name);
            without.push(file);
        }
    }
    let differs = |misses: &[Miss]| misses.iter().any(|miss| miss.what.starts_with("step "));
    let mut same = Vec::new();
    for (file, (name, misses)) in without.iter().zip(witness::run_all(without.clone()).await) {
        // Once more and alone: beside others a call may be late without a fault that makes it so.
        if !differs(&misses) && !differs(&witness::run(file).await.err().unwrap_or_default()) {
            same.push(name);
        }
    }
    assert!(same.is_empty(), "the same is seen: {same:#?}");
}

#[test]
fn no_scenario_has_a_finding() {
    let server = bulk_mock::MockServer::builder().offline().expect("a server");
    let words = server.vocabularies();
    let files = files();
    let read = files.iter().map(|(path, text)| read_scenario(path, text).expect("a scenario"));
    let read: Vec<_> = read.collect();
    let mut found: Vec<_> = read.iter().flat_map(|file| file.lint(&words)).collect();
    found.extend(bulk_mock::scenario::lint::same_names(&read));
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

#[test]
fn every_file_of_the_folder_is_inside_the_binary() {
    let inside = bulk_mock::scenario::built_in().map(|file| file.path.to_owned());
    let mut inside: Vec<String> = inside.collect();
    inside.sort();
    assert_eq!(inside, files().into_iter().map(|(path, _)| path).collect::<Vec<_>>());
}

/// `cargo run -p bulk-mock -- scenario schema > scenarios/schema.json` writes it anew.
#[test]
fn the_schema_that_editors_use_is_that_of_the_types() {
    let written = std::fs::read_to_string(folder().join("schema.json")).expect("the schema");
    let made = bulk_mock::scenario::file::schema_text();
    assert!(written == made, "write scenarios/schema.json anew: bulk-mock scenario schema");
}

/// What is missed by a scenario of one step, with the server as it is.
async fn misses(step: &str) -> String {
    let text = format!(
        "version = 1\n[[fault]]\nname = \"down\"\non.operation = \"salesforce.limits\"\n\
         when.nth = 2\ninject.reset = {{}}\n[[witness]]\n{step}\n"
    );
    let file = read_scenario("s.toml", &text).expect("of the format");
    let misses = witness::run(&file).await.expect_err("it is not as expected");
    let told = misses.iter().map(|miss| miss.to_string()).filter(|told| !told.contains("it was:"));
    told.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_seen_is_missed() {
    let versions = "send = \"GET /services/data\"\n";
    let limits = "send = \"GET /services/data/v62.0/limits\"\n";
    let told = [
        misses(&format!("{versions}expect.status = 201")).await,
        misses(&format!("{versions}expect.end = \"reset\"")).await,
        misses(&format!("{versions}expect.headers = {{ content-type = \"text/*\", x = true }}"))
            .await,
        misses(&format!("{versions}expect.headers = {{ content-type = false }}")).await,
        misses(&format!(
            "{versions}expect = {{ body = \"no\", contains = \"no\", lacks = \"v62\" }}"
        ))
        .await,
        misses(&format!("{versions}expect.json = {{ \"/0/label\" = \"x*\", \"/x\" = 1 }}")).await,
        misses(&format!("{versions}expect.no_json = \"/0/label\"")).await,
        misses(&format!("{versions}expect = {{ bytes = 1, missing = 1, sha256 = \"00\" }}")).await,
        misses(&format!("{versions}expect.at_least = \"5m\"")).await,
        misses(&format!("{versions}save.x = \"/nothing\"")).await,
        misses(&format!("{limits}fired = \"down\"\nexpect.status = 200")).await,
        misses(&format!("{limits}[[witness]]\n{limits}expect.end = \"reset\"")).await,
        misses(limits).await,
    ];
    insta::assert_snapshot!("scenario_misses", told.join("\n"));
}
