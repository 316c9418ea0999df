//! Aligned columns for people: no colours, no lines, nothing that a terminal would act on.

use serde_json::Value;

/// Rows of texts under a head.
pub(super) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(|name| (*name).to_owned()).collect(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.into_iter().map(|cell| shown(&cell)).collect());
    }

    /// The table; `none` instead of one without rows.
    pub(super) fn told(&self, none: &str) -> String {
        if self.rows.is_empty() {
            return none.to_owned();
        }
        let head = &self.head;
        let width = |column: usize| {
            let cells = self.rows.iter().chain([head]).filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..head.len()).map(width).collect();
        let lines = [head].into_iter().chain(&self.rows).map(|row| line(row, &widths));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Cells in columns so wide, nothing after the last one.
pub(super) fn line(cells: &[String], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// Names and values below each other.
pub(super) fn list(pairs: &[(&str, String)]) -> String {
    let width = pairs.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let lines = pairs.iter().map(|(name, value)| format!("{name:<width$}  {}", shown(value)));
    lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// A value as a person reads it: a text without quotes, `-` for none.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => "-".into(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A number of things: `1 rule`, `2 rules`.
pub(super) fn counted(number: u64, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// A text on one line, whatever somebody put into it.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_control() { out.extend(char.escape_default()) } else { out.push(char) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn columns_are_aligned_and_nothing_acts_on_the_terminal() {
        let mut table = Table::new(&["name", "n"]);
        table.row(vec!["ü\u{1b}[31m".into(), "1".into()]);
        table.row(vec!["long-name".into(), String::new()]);
        assert_eq!(table.told("none"), "name         n\nü\\u{1b}[31m  1\nlong-name");
        assert_eq!(Table::new(&["name"]).told("none"), "none");
    }
}
