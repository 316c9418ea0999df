//! Many scenarios at once, each in a server of its own.

use tokio::task::JoinSet;

use super::run::{Miss, run};
use crate::scenario::file::ScenarioFile;

/// Scenarios that run at the same time.
const AT_ONCE: usize = 8;

/// Runs scenarios; gives each file's name and what went otherwise, in the order of the files.
pub async fn run_all(files: Vec<ScenarioFile>) -> Vec<(String, Vec<Miss>)> {
    let mut running = JoinSet::new();
    let mut done = Vec::with_capacity(files.len());
    for (place, file) in files.into_iter().enumerate() {
        if running.len() >= AT_ONCE {
            done.extend(running.join_next().await);
        }
        running.spawn(async move {
            let misses = run(&file).await.err().unwrap_or_default();
            (place, file.file, misses)
        });
    }
    while let Some(one) = running.join_next().await {
        done.push(one);
    }
    let mut told: Vec<(usize, String, Vec<Miss>)> = done
        .into_iter()
        .map(|one| match one {
            Ok(told) => told,
            // Whoever breaks a rule of the program says where.
            Err(broken) => std::panic::resume_unwind(broken.into_panic()),
        })
        .collect();
    told.sort_by_key(|(place, ..)| *place);
    told.into_iter().map(|(_, file, misses)| (file, misses)).collect()
}
