//! Time that a client feels: real time, whatever the org's clock does.
//!
//! It is another type than the org's time, so that neither is ever taken for the other. Who waits for
//! it is the edge; here it is only said how long.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::check::Wrong;

/// Real time that a client feels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Felt(pub Duration);

impl Felt {
    /// No client is kept longer than this by one wait: an hour.
    pub const MAX: Self = Self(Duration::from_secs(3600));

    /// So many milliseconds.
    pub const fn from_millis(millis: u64) -> Self {
        Self(Duration::from_millis(millis))
    }

    /// Refuses a wait that nobody sits out.
    pub(super) fn check(self, key: &str) -> Result<(), Wrong> {
        if self <= Self::MAX {
            return Ok(());
        }
        let problem = format!("a client would wait for {self}");
        Err(Wrong::at(
            key,
            problem,
            "write one hour at most; for ever is a `stall` without `lasts`",
        ))
    }
}

/// Reads `5us`, `250ms`, `90s`, `5m`; a bare number is refused, since it has no unit.
fn duration(text: &str) -> Result<Duration, String> {
    let remedy = || format!("`{text}` is not a duration; write it as 5us, 250ms, 90s or 5m");
    let span: jiff::SignedDuration = text.parse().map_err(|_| remedy())?;
    Duration::try_from(span).map_err(|_| remedy())
}

/// A duration in its largest whole unit.
pub(super) fn in_words(duration: Duration) -> String {
    const UNITS: [(u128, &str); 6] = [
        (3_600_000_000_000, "h"),
        (60_000_000_000, "m"),
        (1_000_000_000, "s"),
        (1_000_000, "ms"),
        (1_000, "us"),
        (1, "ns"),
    ];
    let nanos = duration.as_nanos();
    let whole = UNITS.iter().find(|(unit, _)| nanos > 0 && nanos.is_multiple_of(*unit));
    whole.map_or_else(|| "0s".to_owned(), |(unit, name)| format!("{}{name}", nanos / unit))
}

impl fmt::Display for Felt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&in_words(self.0))
    }
}

impl Serialize for Felt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Felt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer).map(Self)
    }
}

/// Reads a duration from a file, and says what one is where there is something else.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    struct Text;

    impl serde::de::Visitor<'_> for Text {
        type Value = Duration;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a duration with its unit, such as \"5us\", \"250ms\", \"90s\" or \"5m\"")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Duration, E> {
            duration(text).map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Text)
}

impl schemars::JsonSchema for Felt {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FeltDuration".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A span of real time that a client feels, such as 5us, 250ms, 10s or 5m.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn felt_time_is_read_and_printed_in_its_largest_whole_unit() {
        for (text, printed) in
            [("250ms", "250ms"), ("1500us", "1500us"), ("1h 30m", "90m"), ("0s", "0s")]
        {
            assert_eq!(Felt(duration(text).expect(text)).to_string(), printed);
        }
        for wrong in ["5", "-1s", "soon", ""] {
            assert!(duration(wrong).is_err_and(|remedy| remedy.contains("250ms")), "{wrong}");
        }
    }
}
