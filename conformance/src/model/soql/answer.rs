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
