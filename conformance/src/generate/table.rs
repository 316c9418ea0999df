//! Tables: so many rows of so many columns, with cells of a choice of classes and keys that are unique.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Cells, Draw};
use crate::csv::Delimiter;
use crate::fake::{SHEET, SHEET_TEXTS, WIDE, WIDE_TEXTS};
use crate::protocol::{Cell, Table};

/// Names of the classes of shapes in the counts of coverage.
pub const SHAPES: &[&str] = &[
    "table: width 1",
    "table: width 2 to 8",
    "table: width 300",
    "rows: none",
    "rows: one",
    "rows: 2 to 30",
    "rows: at a boundary",
];

/// A text of more characters is long.
const LONG: usize = 1_000;

/// Where tables go: the object, its key and its columns of text.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The object, as arguments of calls name it.
    pub object: &'static str,
    /// The column whose values are unique.
    pub key: &'static str,
    /// The key of a row, counted from 1.
    pub key_of: fn(usize) -> String,
    /// Columns that take any text.
    pub texts: Vec<String>,
    /// How many characters each takes.
    pub longest: usize,
}

impl Columns {
    /// Those of the sheet in Salesforce.
    pub fn sheet() -> Self {
        Self {
            object: SHEET,
            key: "Key__c",
            key_of: |row| format!("k{row:04}"),
            texts: SHEET_TEXTS.map(str::to_owned).into(),
            longest: 131_072,
        }
    }

    /// Those of the wide object in Salesforce.
    pub fn wide() -> Self {
        let texts = (1..=WIDE_TEXTS).map(|number| format!("T{number:03}__c"));
        Self { object: WIDE, texts: texts.collect(), longest: 255, ..Self::sheet() }
    }

    /// Those of Marketo's leads (string fields: 255 characters, marketo-bulk.md 4.3.8).
    pub fn leads() -> Self {
        let texts = ["firstName", "lastName", "company", "title", "address", "city"];
        Self {
            object: "leads",
            key: "email",
            key_of: |row| format!("k{row:04}@example.com"),
            texts: texts.map(str::to_owned).into(),
            longest: 255,
        }
    }
}

/// What tables are drawn.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where they go.
    pub columns: Columns,
    /// What stands in their cells.
    pub cells: Cells,
    /// Whether wide tables, tables of one column and empty ones are among them.
    pub odd_shapes: bool,
    /// A number of rows at which something begins anew: a batch, a page, a part.
    pub boundary: Option<usize>,
}

/// A table that was drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The object that it goes to.
    pub object: &'static str,
    /// The table.
    pub table: Table,
    /// The classes that it holds.
    pub covers: BTreeSet<&'static str>,
}

impl Plan {
    /// Small tables for the sheet with cells of these classes.
    pub fn sheet(cells: Cells) -> Self {
        Self { columns: Columns::sheet(), cells, odd_shapes: false, boundary: None }
    }

    /// Small tables for Marketo's leads with cells of these classes.
    pub fn leads(cells: Cells) -> Self {
        let columns = Columns::leads();
        Self { cells: cells.at_most(columns.longest), columns, odd_shapes: false, boundary: None }
    }

    /// With tables of every shape.
    #[must_use]
    pub fn of_any_shape(mut self) -> Self {
        self.odd_shapes = true;
        self
    }

    /// With numbers of rows around a boundary.
    #[must_use]
    pub fn around(mut self, boundary: usize) -> Self {
        self.boundary = Some(boundary);
        self
    }

    /// Draws a table for a file with this delimiter.
    pub fn draw(&self, draw: &mut Draw, job: Delimiter) -> Drawn {
        let (width, wide) = self.width(draw);
        let own = Columns::wide();
        let columns = if wide { &own } else { &self.columns };
        let cells = self.cells.clone().at_most(columns.longest);
        let short = cells.clone().at_most(LONG);
        let (rows, height) = self.rows(draw, columns.texts.len() > 100);
        let texts = if width == 300 { columns.texts.len() } else { width - 1 };
        let mut covers = BTreeSet::from([shape(width), height]);
        let header = [columns.key.to_owned()].into_iter().chain(columns.texts[..texts].to_vec());
        let mut table = Table::new(header);
        for number in 1..=rows {
            let mut row = vec![Cell::text((columns.key_of)(number))];
            let mut long = false;
            for _ in 0..texts {
                // One long text a row: a record of Salesforce ends at 400 000 characters.
                let (class, text) = if long { &short } else { &cells }.draw(draw, job);
                long |= text.len() > LONG;
                covers.insert(class);
                row.push(Cell::Text(text));
            }
            table.rows.push(row);
        }
        Drawn { object: columns.object, table, covers }
    }

    /// How many columns, the key among them, and whether they are those of the wide object.
    fn width(&self, draw: &mut Draw) -> (usize, bool) {
        let most = self.columns.texts.len().min(7);
        let usual = 2..=most + 1;
        if !self.odd_shapes {
            return (draw.pick(usual), false);
        }
        match draw.pick(0_u32..16) {
            0 => (1, false),
            1 if self.columns.object == SHEET => (300, true),
            _ => (draw.pick(usual), false),
        }
    }

    /// How many rows, and the name of that class.
    fn rows(&self, draw: &mut Draw, wide: bool) -> (usize, &'static str) {
        let kind = draw.pick(0_u32..12);
        match (kind, self.boundary) {
            (0, _) if self.odd_shapes => (0, "rows: none"),
            (1, _) => (1, "rows: one"),
            (2..=4, Some(boundary)) => {
                let around =
                    prop_oneof![boundary - 1..=boundary + 1, 2 * boundary..=2 * boundary + 1];
                (draw.pick(around).max(1), "rows: at a boundary")
            }
            (5, _) if !wide => (draw.pick(9_usize..=30), "rows: 2 to 30"),
            _ => (draw.pick(if wide { 2_usize..=3 } else { 2..=8 }), "rows: 2 to 30"),
        }
    }
}

fn shape(width: usize) -> &'static str {
    match width {
        1 => "table: width 1",
        2..=8 => "table: width 2 to 8",
        _ => "table: width 300",
    }
}
