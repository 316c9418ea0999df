//! A time range in pieces that the provider takes, without a gap and without an overlap.

use bulk_conformance::protocol::{Class, Failure};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::run::{Result, Run};

/// What one export asks for.
#[derive(Clone, Debug)]
pub struct Range {
    /// The filter of its request.
    pub filter: Value,
}

/// As `Steps::ranges`. Ends belong to a range, so that each piece ends one millisecond before the next.
///
/// # Errors
/// Those of `Steps::ranges`.
pub fn ranges(run: &Run<'_>) -> Result<Vec<Range>> {
    let filter = run.arg("filter").cloned().unwrap_or_else(|| json!({}));
    let Some((name, from, to)) = span_of(&filter)? else { return Ok(vec![Range { filter }]) };
    let days = run.parts.policy.export_range_days(run).max(1);
    let longest = SignedDuration::from_hours(24 * i64::try_from(days).unwrap_or(31));
    if to.duration_since(from) <= longest {
        return Ok(vec![Range { filter }]);
    }
    let (mut ranges, mut begin) = (Vec::new(), from);
    while begin <= to {
        let next = begin.checked_add(longest).map_err(|error| no_time(&error))?;
        let end = if next > to { to } else { next - SignedDuration::from_millis(1) };
        let mut filter = filter.clone();
        filter[name]["startAt"] = begin.to_string().into();
        filter[name]["endAt"] = end.to_string().into();
        ranges.push(Range { filter });
        begin = next;
    }
    Ok(ranges)
}

/// The time range of a filter, if it has one with both ends.
fn span_of(filter: &Value) -> Result<Option<(&'static str, Timestamp, Timestamp)>> {
    for name in ["createdAt", "updatedAt"] {
        let end = |key: &str| filter[name][key].as_str();
        if let (Some(from), Some(to)) = (end("startAt"), end("endAt")) {
            return Ok(Some((name, time_of(from)?, time_of(to)?)));
        }
    }
    Ok(None)
}

/// A time, or a date, which is its first moment.
fn time_of(text: &str) -> Result<Timestamp> {
    let whole = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
    whole.parse().map_err(|error| no_time(&error))
}

fn no_time(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(Class::Rejected, format!("a filter's range: {error}"))
}
