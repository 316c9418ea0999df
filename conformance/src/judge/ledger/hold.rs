//! What was given against what the org holds.

use serde_json::Value;

use super::value::value_of;
use super::{Expected, Ledger, Row, is_loaded};
use crate::csv::{difference, visible};
use crate::evidence::{RowOutcome, StoredRow};
use crate::judge::{Finding, Judgement};

impl Ledger<'_> {
    /// Every row that was given is held once, with its values, and nothing else is.
    ///
    /// # Errors
    /// The first row that is lost, doubled, damaged or strange.
    pub fn must_hold_all(&self) -> Judgement {
        // The one whose key was damaged is told before the one that is missing for it.
        self.must_hold_no_other()?;
        for row in &self.rows {
            if row.held.is_empty() {
                return Err(self.missing(row).into());
            }
        }
        Ok(())
    }

    /// What the org holds of the given rows is held once and unchanged; rows may be missing.
    ///
    /// # Errors
    /// The first row that is doubled, damaged or strange.
    pub fn must_hold_no_other(&self) -> Judgement {
        for row in &self.rows {
            if row.held.len() > 1 {
                let what = format!("{} is held {} times", row.name(), row.held.len());
                return Err(Finding::new(what).into());
            }
            if let Some(record) = row.held.first() {
                self.must_be_unchanged(row, record)?;
            }
        }
        self.must_hold_no_strays()
    }

    /// What the org did with rows agrees with what it holds: every row that was loaded is held, and no
    /// row was loaded twice.
    ///
    /// # Errors
    /// The first row of which that is not true.
    pub fn must_load_once(&self) -> Judgement {
        for row in &self.rows {
            if row.times_loaded() > 1 {
                let what = format!("{} was loaded {} times", row.name(), row.times_loaded());
                return Err(Finding::new(what).into());
            }
        }
        Ok(())
    }

    fn must_be_unchanged(&self, row: &Row<'_>, record: &StoredRow) -> Judgement {
        let created = !row.fates.contains(&RowOutcome::Updated);
        let updated_only = !row.fates.is_empty() && !row.fates.iter().copied().any(is_loaded);
        for (name, cell) in self.given.header.iter().zip(row.cells) {
            let expected = match (updated_only, self.marketo) {
                // It was refused: what is held is what was there before.
                (true, _) => Expected::Any,
                (false, true) => Expected::marketo(cell, created),
                (false, false) => Expected::salesforce(cell, created),
            };
            let stored = value_of(record, name);
            if !expected.is_met_by(stored) {
                return Err(damage(row, name, &expected, stored).into());
            }
        }
        Ok(())
    }

    fn must_hold_no_strays(&self) -> Judgement {
        let Some(stray) = self.strays.first() else { return Ok(()) };
        let key = super::held_text(value_of(stray, self.key));
        let shown = key.as_deref().map_or_else(|| "nothing".to_owned(), visible);
        let what =
            format!("the org holds a row that was never given, with {shown} as `{}`", self.key);
        Err(Finding::new(what).into())
    }

    fn missing(&self, row: &Row<'_>) -> Finding {
        let of = self.rows.len();
        let held = self.rows.iter().filter(|row| !row.held.is_empty()).count();
        let why = match row.fates.as_slice() {
            [] => "it was never sent",
            [RowOutcome::Failed, ..] => "the org refused it",
            [RowOutcome::Unprocessed, ..] => "it was never processed",
            _ => "it is gone",
        };
        let what = format!("{} is not held by the org: {why}", row.name());
        Finding::new(what).differs(format!("{of} rows"), format!("{held} of them"))
    }
}

fn damage(row: &Row<'_>, column: &str, expected: &Expected, stored: &Value) -> Finding {
    let (wanted, held) = (expected.text(), super::held_text(stored));
    let how = match (&wanted, &held) {
        (Some(wanted), Some(held)) => difference(wanted, held).unwrap_or_default(),
        (Some(_), None) => "nothing is left of it".to_owned(),
        (None, _) => "there should be nothing".to_owned(),
    };
    let show = |text: &Option<String>| text.as_deref().map_or_else(|| "null".to_owned(), visible);
    Finding::new(format!(
        "{}, column `{column}`, did not arrive as it was given: {how}",
        row.name()
    ))
    .differs(show(&wanted), show(&held))
}
