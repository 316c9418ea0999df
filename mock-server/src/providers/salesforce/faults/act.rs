//! What a fault does to the org of a request before its rules run.

use super::super::settings::Settings;
use super::super::side::Side;
use super::super::usage::{Usage, Window};
use crate::core::time::SimTime;
use crate::faults::Act;

/// The limits that others can use up, by their names.
pub const QUOTAS: [&str; 4] = ["api_requests", "batches", "query_jobs", "query_bytes"];

/// Does it; `token` is the caller's, `felt` the time that tokens live by, `now` the org's.
pub fn act(side: &mut Side, act: &Act, token: &str, now: SimTime, felt: SimTime) {
    match act {
        Act::TokenDies { revoked: true, .. } => side.auth.grant_ends_at(token, felt),
        Act::TokenDies { revoked: false, .. } => {
            side.auth.token_ends_at(token, felt);
        }
        Act::QuotaUsed { quota, amount } => {
            let world = &mut side.world;
            let (window, most) = quota_of(&mut world.usage, &world.settings, quota);
            let left = most.saturating_sub(window.used(now));
            window.add(now, amount.unwrap_or(left));
            // Whoever uses up calls wants to see them refused.
            world.usage.others_call |= quota == "api_requests";
        }
        Act::ClockAdvances(_) => {}
    }
}

/// The count of a limit, and how high it may go.
fn quota_of<'u>(usage: &'u mut Usage, settings: &Settings, quota: &str) -> (&'u mut Window, u64) {
    match quota {
        "batches" => (&mut usage.batches, settings.daily_batches),
        "query_jobs" => (&mut usage.query_jobs, settings.daily_query_jobs),
        "query_bytes" => {
            (&mut usage.query_bytes, settings.daily_query_megabytes.saturating_mul(1 << 20))
        }
        _ => (&mut usage.api_requests, settings.daily_api_requests),
    }
}
