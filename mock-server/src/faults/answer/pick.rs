//! Which rows of an answer something happens to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::faults::rule::{Many, Share};

/// Some of the rows of an answer, counted from 1; its header line is none of them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// The nth row, or several.
    Rows(Many<u64>),
    /// Every nth row; 0 stands for none.
    Every(u64),
    /// So many of them. Which ones follows from what stands in them: the same row is hit again
    /// wherever it is seen.
    Share(Share),
}

/// A choice of rows with what is drawn for it.
#[derive(Clone, PartialEq, Debug)]
pub struct RowPick {
    /// Which rows.
    pub pick: Pick,
    /// The seed of what is drawn.
    pub salt: u64,
}

impl RowPick {
    /// Whether a row is one of them: its place, counted from 1, and its bytes.
    pub fn holds(&self, place: u64, row: &[u8]) -> bool {
        match &self.pick {
            Pick::Rows(rows) => rows.iter().any(|wanted| *wanted == place),
            Pick::Every(every) => *every > 0 && place.is_multiple_of(*every),
            Pick::Share(share) => share.holds(xxh3_64_with_seed(row, self.salt)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picked(text: &str) -> Vec<u64> {
        let pick: Pick = serde_json::from_str(text).expect(text);
        let pick = RowPick { pick, salt: 7 };
        (1..=9).filter(|row| pick.holds(*row, format!("row {row}").as_bytes())).collect()
    }

    #[test]
    fn rows_are_picked_by_place_or_by_what_stands_in_them() {
        assert_eq!(picked(r#"{"rows":2}"#), [2]);
        assert_eq!(picked(r#"{"rows":[1,9,12]}"#), [1, 9]);
        assert_eq!(picked(r#"{"every":3}"#), [3, 6, 9]);
        assert!(picked(r#"{"every":0}"#).is_empty());
        assert!(picked(r#"{"share":0.0}"#).is_empty());
        assert_eq!(picked(r#"{"share":1.0}"#).len(), 9);
        let half = RowPick { pick: Pick::Share(Share::of(0.5).expect("a share")), salt: 7 };
        let hits = (0..1000).filter(|row| half.holds(1, format!("row {row}").as_bytes())).count();
        assert!((450..550).contains(&hits), "{hits}");
    }
}
