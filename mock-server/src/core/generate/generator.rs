//! One generated table: what is known of it before any row, and when rows were made.

use std::borrow::Cow;

use super::column::{Column, Fold, Part, Share, Values};
use super::edge::Edges;
use super::numbers::{Divisor, below, draw};
use super::permutation::Permutation;
use super::words::Text;
use crate::core::random::key;
use crate::core::table::{FieldId, Written};

/// Rows at most: row numbers leave a bit of 32 free.
pub const ROWS_MAX: u32 = 1 << 31;

/// What a generated table is made from.
#[derive(Clone, Debug)]
pub struct Shape {
    /// What its draws are keyed by, beside the seed.
    pub name: String,
    /// The seed.
    pub seed: u64,
    /// How many rows there are, [`ROWS_MAX`] at most.
    pub rows: u32,
    /// The columns; a template only names columns before its own.
    pub columns: Vec<Column>,
    /// When the first row was made, in milliseconds since 1970.
    pub from_ms: i64,
    /// How many milliseconds after it the last one was made at the latest.
    pub span_ms: u64,
    /// The number of the user who made the rows.
    pub by: u64,
}

/// A table whose rows are computed.
#[derive(Clone, Debug)]
pub struct Generator {
    rows: u32,
    by: u64,
    from_ms: i64,
    /// Milliseconds from row to row, times 65 536.
    step: u64,
    made_key: u64,
    keys: Permutation,
    pub(super) columns: Vec<Ready>,
    /// The place of each field's column, [`NO_COLUMN`] for none.
    by_field: Vec<u16>,
}

const NO_COLUMN: u16 = u16::MAX;

/// A column with what can be known before any row.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    pub(super) column: Column,
    /// What a template or a pattern appends, in order.
    pub(super) steps: Vec<Step>,
    /// As `steps`, with the quotes of a cell at both ends.
    pub(super) quoted: Vec<Step>,
    /// What each template of several appends.
    pub(super) cases: Vec<Vec<Step>>,
    /// Where digits stand in a pattern.
    pub(super) places: Vec<usize>,
    /// How many rows a reference may lead to.
    pub(super) parents: Divisor,
    pub(super) value_key: u64,
    null_key: u64,
    /// The order in which children are dealt to parents.
    pub(super) deal: Permutation,
    pub(super) may_hold_quotes: bool,
    pub(super) longest: usize,
}

impl Generator {
    /// The table of that shape.
    pub fn new(shape: Shape) -> Self {
        assert!(shape.rows <= ROWS_MAX, "a generated row has a number of 31 bits");
        let table_key = key(shape.seed, &["generated", &shape.name]);
        let fields = shape.columns.iter().filter_map(|column| column.field);
        let mut by_field = vec![NO_COLUMN; fields.max().map_or(0, |last| usize::from(last) + 1)];
        let mut columns: Vec<Ready> = Vec::with_capacity(shape.columns.len());
        for (place, column) in shape.columns.into_iter().enumerate() {
            if let Some(field) = column.field {
                by_field[usize::from(field)] = place as u16;
            }
            columns.push(Ready::new(column, table_key, shape.rows, &columns));
        }
        Self {
            rows: shape.rows,
            by: shape.by,
            from_ms: shape.from_ms,
            step: (shape.span_ms << 16) / u64::from(shape.rows.max(1)),
            made_key: key(table_key, &["made"]),
            keys: Permutation::new(key(table_key, &["key"]), shape.rows),
            columns,
            by_field,
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// The number of the user who made the rows.
    pub fn made_by(&self) -> u64 {
        self.by
    }

    /// The fields that have a column.
    pub fn fields(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.columns.iter().filter_map(|ready| ready.column.field)
    }

    /// Whether a field has a column.
    pub fn has(&self, field: FieldId) -> bool {
        self.column(field).is_some()
    }

    /// When a row was made, in milliseconds since 1970; never before the row in front of it.
    #[inline]
    pub fn instant(&self, row: u32) -> i64 {
        let within = below(draw(self.made_key, row), self.step);
        self.from_ms + ((u64::from(row) * self.step + within) >> 16) as i64
    }

    /// How many rows were made before an instant, which are the first ones.
    pub fn made_before(&self, ms: i64) -> u32 {
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.instant(middle) < ms {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// What a row holds in a field.
    pub fn cell(&self, row: u32, field: FieldId) -> Written<'_> {
        let Some(ready) = self.column(field) else { return Written::Never };
        if let (Values::Words(words), None) = (&ready.column.values, &ready.column.edges) {
            let borrowed = Cow::Borrowed(words.plain(draw(ready.value_key, row)));
            return if ready.is_null(row) { Written::Null } else { Written::Value(borrowed) };
        }
        let mut value = Vec::new();
        if self.append_of(ready, row, &mut value) {
            Written::Value(Cow::Owned(value))
        } else {
            Written::Null
        }
    }

    /// The bytes of memory that the table takes, however many rows it has.
    pub fn overhead_bytes(&self) -> usize {
        let columns = self.columns.iter().map(Ready::overhead_bytes);
        size_of::<Self>() + self.by_field.capacity() * 2 + columns.sum::<usize>()
    }

    #[inline]
    pub(super) fn column(&self, field: FieldId) -> Option<&Ready> {
        let place = *self.by_field.get(usize::from(field))?;
        self.columns.get(usize::from(place))
    }

    pub(super) fn row_of_key(&self, key: u32) -> u32 {
        self.keys.invert(key)
    }

    #[inline]
    pub(super) fn key_of_row(&self, row: u32) -> u32 {
        self.keys.apply(row)
    }
}

impl Ready {
    fn new(column: Column, table_key: u64, rows: u32, before: &[Ready]) -> Self {
        let (may_hold_quotes, longest) = match &column.values {
            Values::Words(words) => (words.hold_quotes(), words.longest()),
            Values::Template(parts) => template_bounds(parts, before),
            Values::Cases(_, cases) => {
                let bounds = cases.iter().map(|parts| template_bounds(parts, before));
                bounds.fold((false, 0), |(any, most), (quotes, length)| {
                    (any | quotes, most.max(length))
                })
            }
            Values::Pattern(pattern) => (pattern.contains('"'), pattern.len()),
            _ => (false, 32),
        };
        let value_key = key(table_key, &[&column.name, "value"]);
        Self {
            steps: steps(&column.values, b""),
            quoted: steps(&column.values, b"\""),
            cases: match &column.values {
                Values::Cases(_, cases) => {
                    cases.iter().map(|parts| steps_of(parts.clone(), b"")).collect()
                }
                _ => Vec::new(),
            },
            places: places(&column.values),
            parents: Divisor::new(match &column.values {
                Values::Reference(_, parents) => *parents,
                _ => 1,
            }),
            value_key,
            null_key: key(table_key, &[&column.name, "null"]),
            deal: Permutation::new(value_key, rows),
            may_hold_quotes,
            longest: longest.max(column.edges.as_ref().map_or(0, |edges| edges.longest())),
            column,
        }
    }

    #[inline]
    pub(super) fn edge(&self, row: u32) -> Option<(&Edges, usize)> {
        let edges = self.column.edges.as_ref()?;
        edges.at(row).map(|place| (edges, place))
    }

    #[inline]
    pub(super) fn is_null(&self, row: u32) -> bool {
        self.column.nulls != Share::NONE && self.column.nulls.holds(draw(self.null_key, row))
    }

    fn overhead_bytes(&self) -> usize {
        let values = match &self.column.values {
            Values::Words(words) => words.overhead_bytes(),
            Values::Template(parts) => {
                parts.len() * (size_of::<Part>() + 2 * size_of::<Step>() + 96)
            }
            Values::Cases(_, cases) => {
                let parts: usize = cases.iter().map(Vec::len).sum();
                parts * (size_of::<Part>() + size_of::<Step>() + 96)
            }
            _ => 0,
        };
        let edges = self.column.edges.as_ref().map_or(0, |edges| edges.overhead_bytes());
        size_of::<Self>() + self.column.name.len() + values + edges
    }
}

/// Whether a template's values may hold quotes, and how long they are at most.
fn template_bounds(parts: &[Part], before: &[Ready]) -> (bool, usize) {
    let bounds = parts.iter().map(|part| match part {
        Part::Text(text) => (text.contains('"'), text.len()),
        Part::Column(place, _) => (before[*place].may_hold_quotes, before[*place].longest * 2),
        Part::Row(width) | Part::Key(width) => (false, usize::from(*width).max(20)),
    });
    bounds.fold((false, 0), |(quotes, sum), (quote, length)| (quotes | quote, sum + length))
}

/// A part of a template, ready to be appended.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Text(Text),
    Column(usize, Fold),
    Row(u8),
    Key(u8),
}

/// The steps of a column that has any, with `quote` at both ends.
fn steps(values: &Values, quote: &[u8]) -> Vec<Step> {
    let bare = match values {
        Values::Template(parts) => parts.clone(),
        Values::Pattern(pattern) => vec![Part::Text(pattern.clone())],
        _ => return Vec::new(),
    };
    steps_of(bare, quote)
}

fn steps_of(bare: Vec<Part>, quote: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    // Neighbouring texts become one.
    let mut text = quote.to_vec();
    for part in bare {
        let step = match part {
            Part::Text(more) => {
                text.extend_from_slice(more.as_bytes());
                continue;
            }
            Part::Column(place, fold) => Step::Column(place, fold),
            Part::Row(width) => Step::Row(width),
            Part::Key(width) => Step::Key(width),
        };
        if !text.is_empty() {
            steps.push(Step::Text(Text::new(&std::mem::take(&mut text))));
        }
        steps.push(step);
    }
    text.extend_from_slice(quote);
    if !text.is_empty() {
        steps.push(Step::Text(Text::new(&text)));
    }
    steps
}

fn places(values: &Values) -> Vec<usize> {
    let Values::Pattern(pattern) = values else { return Vec::new() };
    pattern.bytes().enumerate().filter(|(_, byte)| *byte == b'#').map(|(at, _)| at).collect()
}
