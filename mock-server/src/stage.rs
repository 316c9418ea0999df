//! The scenario that a server plays: put in force whole or not at all, and taken back.
//!
//! Composition only: `scenario` says what is to change, the door moves clocks.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::edge::Door;
use crate::scenario::file::ScenarioFile;
use crate::scenario::{Applied, ClockChange, Finding, apply, can_apply, take_back};

/// Where a server's scenario stands, if it plays one.
pub struct Stage {
    door: Arc<Door>,
    /// Held while it changes.
    playing: Mutex<Option<Applied>>,
}

impl Stage {
    /// Nothing is played yet.
    pub fn new(door: Arc<Door>) -> Self {
        Self { door, playing: Mutex::default() }
    }

    /// The scenario that is played.
    pub async fn playing(&self) -> Option<ScenarioFile> {
        self.playing.lock().await.as_ref().map(|applied| applied.file.clone())
    }

    /// Puts a scenario in force in the place of the one that is, if there is one.
    ///
    /// # Errors
    /// Everything that is in its way; all is as it was then. Only a change that somebody else made in
    /// between can leave the server without any scenario.
    pub async fn play(self: &Arc<Self>, file: ScenarioFile) -> Result<(), Vec<Finding>> {
        let stage = Arc::clone(self);
        to_its_end(async move { stage.change(file).await }).await
    }

    async fn change(&self, file: ScenarioFile) -> Result<(), Vec<Finding>> {
        let mut playing = self.playing.lock().await;
        let registry = self.door.registry();
        let old = playing.as_ref().map(|applied| &applied.file);
        can_apply(&file, old, registry, self.door.wall_ms())?;
        if let Some(old) = playing.take() {
            self.set_clocks(take_back(old, registry)).await;
        }
        let (applied, clocks) = apply(file, registry, self.door.wall_ms())?;
        *playing = Some(applied);
        self.set_clocks(clocks).await;
        Ok(())
    }

    /// Takes the scenario out of force, and gives it: its faults, its settings and how time flows.
    /// Rows that it brought stay.
    pub async fn end(self: &Arc<Self>) -> Option<ScenarioFile> {
        let stage = Arc::clone(self);
        to_its_end(async move {
            let mut playing = stage.playing.lock().await;
            let applied = playing.take()?;
            let file = applied.file.clone();
            stage.set_clocks(take_back(applied, stage.door.registry())).await;
            Some(file)
        })
        .await
    }

    async fn set_clocks(&self, clocks: Vec<ClockChange>) {
        for ClockChange { cell, mode } in clocks {
            if cell.lock().clock.mode() != mode {
                self.door.set_clock(&cell, mode).await;
            }
        }
    }
}

/// Does something that has begun to its end, even if nobody waits for it any more: a client that goes
/// away leaves no scenario half in force.
async fn to_its_end<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    match tokio::spawn(work).await {
        Ok(done) => done,
        // Whoever breaks a rule of the program says where.
        Err(broken) => std::panic::resume_unwind(broken.into_panic()),
    }
}
