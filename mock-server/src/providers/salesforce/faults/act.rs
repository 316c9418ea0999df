//! What a fault does to the org of a request before its rules run.

use super::super::side::Side;
use crate::core::time::SimTime;
use crate::faults::Act;

/// Does it; `token` is the caller's, `felt` the time that tokens live by, `now` the org's.
pub fn act(side: &mut Side, act: &Act, token: &str, now: SimTime, felt: SimTime) {
    let _ = now;
    match act {
        Act::TokenDies { .. } => {
            side.auth.token_ends_at(token, felt);
        }
        Act::QuotaUsed { .. } | Act::ClockAdvances(_) => {}
    }
}
