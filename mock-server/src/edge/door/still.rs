//! What is done to an org while nobody else moves its clock: requests wait for it, jumps and resets hold
//! it.

use std::sync::Arc;

use super::Door;
use crate::core::time::SimTime;
use crate::edge::pump::{self, JumpTarget};
use crate::org::{ClockMode, Org, OrgCell, Sessions};

impl Door {
    /// Takes an org back to what it was after it was declared and loaded.
    pub async fn reset(&self, cell: &Arc<OrgCell>, sessions: Sessions) {
        // A jump that is under way comes to its end first.
        self.when_still(cell, |org| org.jumping = true).await;
        let _landing = Landing { door: self, cell };
        self.registry.reset(cell, sessions, self.wall_ms());
    }

    /// Lets an org's time flow in another way, from where it is.
    pub async fn set_clock(&self, cell: &Arc<OrgCell>, mode: ClockMode) {
        let set = |org: &mut Org| {
            org.clock.set_mode(mode, self.wall_ms());
            self.pump.schedule(cell, org);
        };
        self.when_still(cell, set).await;
    }

    /// Waits until nobody moves the org's clock, then plays what is due and holds no rows. Says
    /// whether the org has rules.
    pub(super) async fn settle(&self, cell: &OrgCell) -> bool {
        self.when_still(cell, |org| {
            if org.clock.mode() != ClockMode::Manual {
                pump::play_flips(org, self.wall_ms());
            }
            !org.faults.is_empty()
        })
        .await
    }

    /// Does something to an org while nobody moves its clock.
    pub(in crate::edge) async fn when_still<T>(
        &self,
        cell: &OrgCell,
        act: impl FnOnce(&mut Org) -> T,
    ) -> T {
        loop {
            let done = self.jump_done.notified();
            tokio::pin!(done);
            // Listening before looking: a jump that ends in between is not missed.
            done.as_mut().enable();
            {
                let mut org = cell.lock();
                if !org.jumping {
                    return act(&mut org);
                }
            }
            done.await;
        }
    }

    /// Moves an org's clock, step by step; other requests of the org wait meanwhile.
    ///
    /// A jump that has begun goes on to its end, even if nobody waits for it any more. A clock that
    /// follows real time stays where it is.
    pub async fn jump(self: &Arc<Self>, cell: &Arc<OrgCell>, target: JumpTarget) -> SimTime {
        let clock = cell.lock().clock;
        if !clock.can_jump() {
            return clock.now(self.wall_ms());
        }
        let (door, cell) = (Arc::clone(self), Arc::clone(cell));
        let jumped = tokio::spawn(async move {
            door.when_still(&cell, |org| org.jumping = true).await;
            let landing = Landing { door: &door, cell: &cell };
            let at = pump::jump(&cell, target, &door.clock).await;
            drop(landing);
            at
        });
        // Only a bug in the rules ends a jump early; the org is free again then.
        jumped.await.unwrap_or_default()
    }
}

/// Frees an org that was held while its clock was moved or all of it made again, however that ended.
struct Landing<'a> {
    door: &'a Door,
    cell: &'a Arc<OrgCell>,
}

impl Drop for Landing<'_> {
    fn drop(&mut self) {
        let mut org = self.cell.lock();
        org.jumping = false;
        self.door.pump.schedule(self.cell, &org);
        drop(org);
        self.door.jump_done.notify_waiters();
        self.door.something_new.notify_waiters();
    }
}
