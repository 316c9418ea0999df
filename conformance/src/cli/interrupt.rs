//! Ctrl-C, and what a CI machine sends when a job is cancelled: programs of adapters are ended, and scratch
//! files are removed, before the process goes.

use std::path::PathBuf;

/// From now on an interruption ends all programs, removes this folder and ends the process, as one does that
/// was interrupted: with 130, or with 143 if it was asked to end.
#[cfg(unix)]
pub(super) fn watch(scratch: Option<PathBuf>) {
    use tokio::signal::unix::{SignalKind, signal};

    let wait = async {
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        let code = tokio::select! {
            _ = interrupt.recv() => 130,
            _ = terminate.recv() => 143,
        };
        Ok::<i32, std::io::Error>(code)
    };
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        // Without this, an interruption ends the process as it ends any other.
        let Ok(Ok(code)) = runtime.map(|runtime| runtime.block_on(wait)) else { return };
        crate::adapter::end_all();
        if let Some(scratch) = scratch {
            let _ = std::fs::remove_dir_all(scratch);
        }
        eprintln!(
            "\ninterrupted: the programs of the adapter are ended, and nothing is said of the client"
        );
        std::process::exit(code);
    });
}

/// From now on an interruption ends the process, as it always does.
#[cfg(not(unix))]
pub(super) fn watch(_: Option<PathBuf>) {}
