//! Where a key of a file stands, for everything that is said of it afterwards.

use crate::core::document::{Node, Table, Value};

/// The lines of a file's keys.
#[derive(Clone, Debug)]
pub struct Lines {
    root: Table,
}

impl Lines {
    pub(super) fn new(root: Table) -> Self {
        Self { root }
    }

    /// The line of a key such as `fault[0].on.operation`, or of the nearest table around it that is
    /// written down.
    pub fn of(&self, key: &str) -> usize {
        let mut line = 1;
        let mut here: Option<&Node> = None;
        for segment in segments(key) {
            let below = match (here.map(|node| &node.value), segment) {
                (None, Segment::Key(key)) => self.root.get(key),
                (Some(Value::Table(table)), Segment::Key(key)) => table.get(key),
                (Some(Value::List(items)), Segment::Item(item)) => items.get(item),
                _ => None,
            };
            let Some(below) = below else { return line };
            line = below.place.line;
            here = Some(below);
        }
        line
    }
}

enum Segment<'k> {
    Key(&'k str),
    Item(usize),
}

fn segments(key: &str) -> impl Iterator<Item = Segment<'_>> {
    key.split('.').flat_map(|part| {
        let (name, items) = part.split_once('[').unwrap_or((part, ""));
        let items = items.split('[').filter_map(|item| item.trim_end_matches(']').parse().ok());
        std::iter::once(Segment::Key(name)).chain(items.map(Segment::Item))
    })
}
