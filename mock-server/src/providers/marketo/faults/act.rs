//! What a fault does to the instance of a request before its rules run.

use super::super::side::Side;
use super::super::usage::Others;
use crate::core::time::SimTime;
use crate::faults::Act;

/// The limits that others can use up, by their names.
pub const QUOTAS: [&str; 6] = [
    "daily_calls",
    "rate_limit",
    "concurrent_calls",
    "export_bytes",
    "import_queue",
    "export_queue",
];

/// Does it; `token` is the caller's, `felt` the time that tokens live by, `now` the instance's.
pub fn act(side: &mut Side, act: &Act, token: &str, now: SimTime, felt: SimTime) {
    match act {
        Act::TokenDies { revoked: true, .. } => side.auth.forget_token(token),
        Act::TokenDies { revoked: false, .. } => side.auth.end_token(token, felt),
        Act::QuotaUsed { quota, amount } => {
            let others = Others { quota, amount: *amount, now, felt };
            let world = &mut side.world;
            world.usage.used_by_others(&others, &world.settings);
        }
        Act::ClockAdvances(_) => {}
    }
}
