//! How long something takes: always the same, drawn, or by how much there is to carry. The same words
//! for felt time and for the org's time, which stay two types.

use std::marker::PhantomData;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::core::random::Stream;
use crate::core::time::SimDuration;
use crate::faults::check::Wrong;
use crate::faults::felt::{self, Felt};

/// How long something takes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Spread<T> {
    /// Always so long.
    Fixed(T),
    /// Something between these two, each as likely as the other.
    Uniform(T, T),
    /// Mostly about so long, now and then much longer, as networks are.
    Lognormal(Lognormal<T>),
    /// So long for each byte of the request's body and of the answer's.
    PerByte(Each),
    /// So long for each row of those bodies, their header lines not counted.
    PerRow(Each),
}

/// A lognormal spread.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "T: Deserialize<'de>"))]
pub struct Lognormal<T> {
    /// Half of all are shorter.
    pub median: T,
    /// How far they lie apart, without a unit: the standard deviation of the logarithm. With 0 all are
    /// the same, with 1 one of six takes 2.7 times the median or longer.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub sigma: f64,
    /// None is longer; an hour if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<T>,
}

/// Time for one byte or one row, such as `5us`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Each(pub Duration);

/// A kind of time that can be drawn.
pub trait Span: Copy + PartialOrd {
    /// That many seconds.
    fn of_seconds(seconds: f64) -> Self;
    /// How many seconds it is.
    fn seconds(self) -> f64;
}

/// Time by the amount that is carried, of one kind of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pace<T> {
    per_byte: Duration,
    per_row: Duration,
    kind: PhantomData<T>,
}

/// What comes of a spread for one request.
pub(super) enum Drawn<T> {
    /// So long, whatever is carried.
    Once(T),
    /// By what is carried.
    Carried(Pace<T>),
}

/// Nothing that is drawn takes longer, nor does anything that is carried.
const SECONDS_MAX: f64 = 3600.0;

impl<T: Span> Spread<T> {
    pub(super) fn draw(&self, chance: &mut Stream) -> Drawn<T> {
        Drawn::Once(match self {
            Self::Fixed(span) => *span,
            Self::Uniform(from, to) => {
                let (from, to) = (from.seconds(), to.seconds());
                T::of_seconds(from + (to - from) * evenly(chance))
            }
            Self::Lognormal(Lognormal { median, sigma, max }) => {
                let seconds = median.seconds() * (sigma * normally(chance)).exp();
                T::of_seconds(seconds.min(max.map_or(SECONDS_MAX, Span::seconds)))
            }
            Self::PerByte(each) => return Drawn::Carried(Pace::new(each.0, Duration::ZERO)),
            Self::PerRow(each) => return Drawn::Carried(Pace::new(Duration::ZERO, each.0)),
        })
    }

    pub(super) fn check(&self, kind: &str) -> Result<(), Wrong> {
        let short = |name: &str, span: &T| {
            if span.seconds() <= SECONDS_MAX {
                return Ok(());
            }
            let key = format!("{kind}.{name}");
            Err(Wrong::at(key, "that is longer than an hour", "write one hour at most"))
        };
        match self {
            Self::Fixed(span) => short("fixed", span),
            Self::Uniform(from, to) => {
                if from > to {
                    let problem = "the first is longer than the second";
                    return Err(Wrong::at(format!("{kind}.uniform"), problem, "swap them"));
                }
                short("uniform", to)
            }
            Self::Lognormal(Lognormal { median, sigma, max }) => {
                if !(0.0..=10.0).contains(sigma) {
                    let problem = format!("{sigma} is no spread");
                    let key = format!("{kind}.lognormal.sigma");
                    return Err(Wrong::at(
                        key,
                        problem,
                        "write a number from 0 to 10, such as 0.5",
                    ));
                }
                short("lognormal.max", max.as_ref().unwrap_or(median))?;
                short("lognormal.median", median)
            }
            Self::PerByte(each) | Self::PerRow(each) if each.0 > Duration::from_secs(60) => {
                let problem = format!("{} for each is no pace", felt::in_words(each.0));
                Err(Wrong::at(kind, problem, "write a minute at most"))
            }
            Self::PerByte(_) | Self::PerRow(_) => Ok(()),
        }
    }
}

impl<T: Span> Pace<T> {
    fn new(per_byte: Duration, per_row: Duration) -> Self {
        Self { per_byte, per_row, kind: PhantomData }
    }

    /// Both one after the other.
    pub(super) fn and(self, other: Self) -> Self {
        Self::new(
            self.per_byte.saturating_add(other.per_byte),
            self.per_row.saturating_add(other.per_row),
        )
    }

    /// Whether nothing takes any time.
    pub fn is_none(&self) -> bool {
        self.per_byte.is_zero() && self.per_row.is_zero()
    }

    /// Whether rows take time.
    pub fn counts_rows(&self) -> bool {
        !self.per_row.is_zero()
    }

    /// How long so much takes.
    pub fn of(&self, bytes: u64, rows: u64) -> T {
        let all = |each: Duration, amount: u64| each.as_secs_f64() * amount as f64;
        let seconds = all(self.per_byte, bytes) + all(self.per_row, rows);
        T::of_seconds(seconds.min(SECONDS_MAX))
    }
}

impl Span for Felt {
    fn of_seconds(seconds: f64) -> Self {
        Self(Duration::try_from_secs_f64(seconds).unwrap_or_default())
    }

    fn seconds(self) -> f64 {
        self.0.as_secs_f64()
    }
}

impl Span for SimDuration {
    fn of_seconds(seconds: f64) -> Self {
        Self::from_millis((seconds * 1000.0).round() as u64)
    }

    fn seconds(self) -> f64 {
        self.millis() as f64 / 1000.0
    }
}

/// A number from 0 to 1, each as likely as the other. 53 bits are all that a float can tell apart.
fn evenly(chance: &mut Stream) -> f64 {
    (chance.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// A number from the normal distribution, by the method of Box and Muller.
fn normally(chance: &mut Stream) -> f64 {
    let (first, second) = (1.0 - evenly(chance), evenly(chance));
    (-2.0 * first.ln()).sqrt() * (std::f64::consts::TAU * second).cos()
}

impl Serialize for Each {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&felt::in_words(self.0))
    }
}

impl<'de> Deserialize<'de> for Each {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        felt::read(deserializer).map(Self)
    }
}

impl JsonSchema for Each {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TimeForEach".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "Time for one byte or one row, such as 5us or 2ms.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rule: &str) -> Vec<f64> {
        let spread: Spread<Felt> = toml::from_str(rule).expect(rule);
        spread.check("latency").expect(rule);
        let mut chance = Stream::keyed(7, &["spread"]);
        let mut draw = || match spread.draw(&mut chance) {
            Drawn::Once(span) => span.seconds(),
            Drawn::Carried(pace) => pace.of(1000, 10).seconds(),
        };
        let mut all: Vec<f64> = (0..2001).map(|_| draw()).collect();
        all.sort_by(f64::total_cmp);
        all
    }

    #[test]
    fn each_spread_draws_what_it_says() {
        let fixed = drawn("fixed = \"200ms\"");
        assert!(fixed.iter().all(|seconds| (seconds - 0.2).abs() < 1e-9));
        let uniform = drawn("uniform = [\"100ms\", \"300ms\"]");
        assert!(uniform[0] >= 0.1 && uniform[2000] <= 0.3, "{} {}", uniform[0], uniform[2000]);
        assert!((uniform[1000] - 0.2).abs() < 0.01, "{}", uniform[1000]);
        let lognormal = drawn("lognormal = { median = \"80ms\", sigma = 1.0, max = \"2s\" }");
        assert!((lognormal[1000] - 0.08).abs() < 0.008, "{}", lognormal[1000]);
        let one_of_six = lognormal[2000 - 2000 * 159 / 1000];
        assert!((one_of_six - 0.2175).abs() < 0.03, "{one_of_six}");
        assert!(lognormal[2000] <= 2.0);
        assert!((drawn("per_byte = \"5us\"")[0] - 0.005).abs() < 1e-9);
        assert!((drawn("per_row = \"2ms\"")[0] - 0.02).abs() < 1e-9);
    }

    #[test]
    fn impossible_numbers_are_refused() {
        for wrong in [
            "uniform = [\"2s\", \"1s\"]",
            "fixed = \"2h\"",
            "lognormal = { median = \"1s\", sigma = -1.0 }",
            "lognormal = { median = \"1s\", sigma = nan }",
            "per_row = \"2m\"",
        ] {
            let spread: Spread<SimDuration> = toml::from_str(wrong).expect(wrong);
            assert!(spread.check("clock_latency").is_err(), "{wrong}");
        }
    }
}
