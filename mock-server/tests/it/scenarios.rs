//! Every file under `scenarios`: run in a server of its own, each fault fires, each expectation is
//! seen, and nothing else fires. A new scenario is a new file and nothing else.

use std::path::{Path, PathBuf};

use bulk_mock::scenario::file::read_scenario;
use bulk_mock::witness;
use tokio::task::JoinSet;

/// Scenarios that run at the same time.
const AT_ONCE: usize = 8;

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
    let mut misses = Vec::new();
    let mut running = JoinSet::new();
    for (path, text) in files() {
        let file = match read_scenario(&path, &text) {
            Ok(file) => file,
            Err(error) => {
                misses.push(error.to_string());
                continue;
            }
        };
        if running.len() >= AT_ONCE {
            misses.extend(running.join_next().await.expect("a task").expect("no panic"));
        }
        running.spawn(async move {
            let run = witness::run(&file).await;
            run.err().into_iter().flatten().map(|miss| miss.to_string()).collect::<Vec<_>>()
        });
    }
    while let Some(done) = running.join_next().await {
        misses.extend(done.expect("no panic"));
    }
    assert!(misses.is_empty(), "\n{}\n", misses.join("\n"));
}
