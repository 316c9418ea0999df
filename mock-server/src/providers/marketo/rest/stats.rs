//! What was used of the day's calls, and which errors were told. Documented: A:usage.

use serde_json::{Value, json};

use super::super::envelope::Envelope;
use super::super::errors::ApiError;
use super::super::operation::Operation;
use super::super::side::Caller;
use super::super::usage::{Day, DayUsage};
use super::super::world::World;
use super::Answer;
use crate::core::time::{SimDuration, SimTime};

/// Days before today that the weekly statistics go back.
const DAYS_BACK: u64 = 6;

/// Answers a call.
pub(super) fn answer(operation: Operation, world: &mut World, caller: &Caller) -> Answer {
    let now = caller.now;
    match operation {
        Operation::UsageToday => Ok(Envelope::one(calls(Day::of(now), world.usage.today(now)))),
        Operation::ErrorsToday => Ok(Envelope::one(errors(Day::of(now), world.usage.today(now)))),
        Operation::UsageWeek => Ok(Envelope::of(week(world, now, calls))),
        Operation::ErrorsWeek => Ok(Envelope::of(week(world, now, errors))),
        _ => Err(ApiError::not_found()),
    }
}

/// The days of a week on which anything was counted, today first. That days without any are left out
/// is assumed.
fn week(world: &mut World, now: SimTime, row: fn(Day, &DayUsage) -> Value) -> Vec<Value> {
    let first = Day::of(now - SimDuration::from_hours(24 * DAYS_BACK));
    let days = world.usage.last_days(now).into_iter().filter(|(day, _)| *day >= first);
    days.map(|(day, usage)| row(day, &usage)).collect()
}

fn calls(day: Day, usage: &DayUsage) -> Value {
    let user = |(user, count): (&String, &u64)| json!({ "userId": user, "count": count });
    let users: Vec<Value> = usage.calls.iter().map(user).collect();
    json!({ "date": day.text(), "total": usage.total_calls(), "users": users })
}

fn errors(day: Day, usage: &DayUsage) -> Value {
    let error =
        |(code, count): (&u16, &u64)| json!({ "errorCode": code.to_string(), "count": count });
    let errors: Vec<Value> = usage.errors.iter().map(error).collect();
    let total: u64 = usage.errors.values().sum();
    json!({ "date": day.text(), "total": total, "errors": errors })
}
