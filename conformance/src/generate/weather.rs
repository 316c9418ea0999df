//! Weather: what goes wrong on the way now and then, and that no client may stumble over.
//!
//! Rules here fire at most once for each job, at a place that every load reaches, so that a case of
//! which the weather is not the point still says something. What a requirement is about is a rule of its
//! own.

use proptest::prelude::*;
use serde_json::json;

use super::Draw;
use crate::scenario::Rule;

/// A class of weather.
#[derive(Clone, Copy, Debug)]
pub struct WeatherClass {
    /// Its name in the counts of coverage.
    pub name: &'static str,
    /// Its rules, for a Salesforce load.
    pub rules: fn() -> Vec<Rule>,
}

/// All classes. A line adds one.
#[rustfmt::skip]
pub const WEATHER: &[WeatherClass] = &[
    WeatherClass { name: "weather: fair", rules: Vec::new },
    WeatherClass { name: "weather: poll refused once", rules: || vec![Rule::on("weather", "salesforce.ingest.info", json!({ "status": { "status": 503 } })).first(1)] },
    WeatherClass { name: "weather: late answers", rules: || vec![Rule::on("weather", "salesforce.ingest.*", json!({ "latency": { "uniform": ["1ms", "15ms"] } }))] },
    WeatherClass { name: "weather: answers in small pieces", rules: || vec![Rule::on("weather", "salesforce.ingest.info", json!({ "dribble": { "bytes": 40, "pause": "1ms" } })).first(1)] },
    WeatherClass { name: "weather: state lags behind", rules: || vec![Rule::on("weather", "salesforce.ingest.create", json!({ "state_lags": { "reads": 1 } }))] },
];

impl WeatherClass {
    /// One of all classes; fair in half of the cases.
    pub fn draw(draw: &mut Draw) -> &'static Self {
        let at = draw.pick(prop_oneof![Just(0), 0..WEATHER.len()]);
        &WEATHER[at]
    }
}
