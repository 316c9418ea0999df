//! What must be answered, and whether something that was answered is that.

use std::ops::Range;

use super::value::Value;

/// One row of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What was selected.
    pub cells: Vec<Value>,
    /// What it is sorted by.
    pub keys: Vec<Value>,
}

/// All rows that a query finds, in an order that it allows, and which of them are due.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Before `LIMIT` and `OFFSET`.
    pub lines: Vec<Line>,
    /// After them.
    pub window: Range<usize>,
}

impl Answer {
    /// Whether rows that were answered are allowed: at each place one that belongs there, none
    /// twice. Rows with the same keys may stand in any order, and any of them may be cut off.
    ///
    /// # Errors
    /// The first difference.
    pub fn check(&self, got: &[Vec<Value>]) -> Result<(), String> {
        let due = &self.lines[self.window.clone()];
        if got.len() != due.len() {
            return Err(format!(
                "{} rows where {} are due: {got:?}, due {due:?}",
                got.len(),
                due.len()
            ));
        }
        let mut left: Vec<&Line> = self.lines.iter().collect();
        for (place, (cells, due)) in got.iter().zip(due).enumerate() {
            let fits = |line: &&Line| line.keys == due.keys && same(&line.cells, cells);
            let Some(at) = left.iter().position(fits) else {
                return Err(format!("row {place} is {cells:?}, where {due:?} is due"));
            };
            left.remove(at);
        }
        Ok(())
    }
}

/// Means are compared to the precision that text keeps.
fn same(due: &[Value], got: &[Value]) -> bool {
    let pair = |(due, got): (&Value, &Value)| match (due, got) {
        (Value::Number(a), Value::Number(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        (due, got) => due == got,
    };
    due.len() == got.len() && due.iter().zip(got).all(pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows 1 to 4, of which the second and the third are tied; the first three are due.
    fn answer() -> Answer {
        let line =
            |(cell, key)| Line { cells: vec![Value::Number(cell)], keys: vec![Value::Number(key)] };
        Answer {
            lines: [(1.0, 1.0), (2.0, 2.0), (3.0, 2.0), (4.0, 2.0)].map(line).into(),
            window: 0..3,
        }
    }

    fn is_allowed(rows: &[f64]) -> bool {
        let rows: Vec<_> = rows.iter().map(|cell| vec![Value::Number(*cell)]).collect();
        answer().check(&rows).is_ok()
    }

    #[test]
    fn tied_rows_may_come_in_any_order_and_any_of_them_may_be_cut_off() {
        assert!(is_allowed(&[1.0, 2.0, 3.0]));
        assert!(is_allowed(&[1.0, 4.0, 2.0]));
    }

    #[test]
    fn rows_that_are_missing_doubled_misplaced_or_strange_are_caught() {
        assert!(!is_allowed(&[1.0, 2.0]));
        assert!(!is_allowed(&[1.0, 2.0, 3.0, 4.0]));
        assert!(!is_allowed(&[1.0, 2.0, 2.0]));
        assert!(!is_allowed(&[2.0, 1.0, 3.0]));
        assert!(!is_allowed(&[1.0, 2.0, 5.0]));
    }
}
