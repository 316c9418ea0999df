//! One stored record in 24 bytes: where its row is, and its history. A generated row that was changed
//! has the same history and no row.

use std::sync::Arc;

use super::number::CommitId;
use super::packed::Packed;
use super::source::{FieldId, SourceId};

/// A cell that does not stand in an uploaded row, such as the id that a lookup was resolved to.
pub type OwnCell = (FieldId, Option<Box<[u8]>>);

/// One row of one source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowRef {
    /// The upload.
    pub source: SourceId,
    /// The number of the row in it, the header not counted.
    pub row: u32,
}

/// Something that lies over a record's first row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Layer {
    /// A row whose cells that are not empty replace what was there.
    Row(RowRef),
    /// One cell; `None` is null.
    Cell(OwnCell),
    /// Several cells, written together.
    Cells(Packed),
}

/// Whether a record is there.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Life {
    /// As usual.
    #[default]
    Living,
    /// Deleted, and kept for those who ask for deleted records.
    Binned,
    /// Deleted for good.
    Gone,
}

/// A record; its cells are read through `View`.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) row: RowRef,
    pub(super) history: History,
}

/// Who wrote a record when, and what lies over its first row.
#[derive(Clone, Debug)]
pub(super) struct History {
    /// Of a generated row, its first change.
    created: CommitId,
    modified: CommitId,
    /// Kept out of line, since most records have none.
    changes: Option<Arc<Changes>>,
}

/// What happened to a record after it was made.
#[derive(Clone, Default, Debug)]
struct Changes {
    layers: Vec<Layer>,
    life: Life,
}

impl Record {
    pub(super) fn new(row: RowRef, commit: CommitId, cells: Vec<OwnCell>) -> Self {
        let mut history = History::begun(commit);
        if !cells.is_empty() {
            history.changes_mut().layers.extend(cells.into_iter().map(Layer::Cell));
        }
        Self { row, history }
    }

    /// A record whose cells stand in no upload; `row` is an empty one.
    pub(super) fn of_cells(row: RowRef, commit: CommitId, cells: Packed) -> Self {
        let mut history = History::begun(commit);
        history.changes_mut().layers = vec![Layer::Cells(cells)];
        Self { row, history }
    }

    /// Every row that the record refers to.
    pub(super) fn rows(&self) -> impl Iterator<Item = RowRef> + '_ {
        std::iter::once(self.row).chain(self.history.rows())
    }

    /// Moves the references to rows of `source` to where `place` says they are now.
    pub(super) fn renumber(&mut self, source: SourceId, place: &impl Fn(u32) -> u32) {
        if self.row.source == source {
            self.row.row = place(self.row.row);
        }
        self.history.renumber(source, place);
    }
}

impl History {
    pub(super) fn begun(commit: CommitId) -> Self {
        Self { created: commit, modified: commit, changes: None }
    }

    pub(super) fn created(&self) -> CommitId {
        self.created
    }

    pub(super) fn modified(&self) -> CommitId {
        self.modified
    }

    pub(super) fn life(&self) -> Life {
        self.changes.as_ref().map_or(Life::Living, |changes| changes.life)
    }

    /// The layers over the first row, oldest first.
    pub(super) fn layers(&self) -> &[Layer] {
        self.changes.as_ref().map_or(&[], |changes| &changes.layers)
    }

    pub(super) fn change(&mut self, commit: CommitId, layers: Vec<Layer>) {
        self.modified = commit;
        let changes = self.changes_mut();
        if changes.layers.is_empty() {
            changes.layers = layers;
        } else {
            changes.layers.extend(layers);
        }
    }

    pub(super) fn end(&mut self, commit: CommitId, life: Life) {
        self.modified = commit;
        self.changes_mut().life = life;
    }

    pub(super) fn set_layers(&mut self, layers: Vec<Layer>) {
        self.changes_mut().layers = layers;
    }

    /// Every row that lies over the first one.
    pub(super) fn rows(&self) -> impl Iterator<Item = RowRef> + '_ {
        self.layers().iter().filter_map(|layer| match layer {
            Layer::Row(row) => Some(*row),
            Layer::Cell(_) | Layer::Cells(_) => None,
        })
    }

    pub(super) fn renumber(&mut self, source: SourceId, place: &impl Fn(u32) -> u32) {
        if !self.rows().any(|row| row.source == source) {
            return;
        }
        for layer in &mut self.changes_mut().layers {
            match layer {
                Layer::Row(row) if row.source == source => row.row = place(row.row),
                Layer::Row(_) | Layer::Cell(_) | Layer::Cells(_) => {}
            }
        }
    }

    pub(super) fn change_bytes(&self) -> usize {
        let cell_bytes = |layer: &Layer| match layer {
            Layer::Row(_) => 0,
            Layer::Cell((_, value)) => value.as_ref().map_or(0, |value| value.len()),
            Layer::Cells(cells) => cells.bytes(),
        };
        self.changes.as_ref().map_or(0, |changes| {
            size_of::<Changes>()
                + changes.layers.capacity() * size_of::<Layer>()
                + changes.layers.iter().map(cell_bytes).sum::<usize>()
        })
    }

    fn changes_mut(&mut self) -> &mut Changes {
        Arc::make_mut(self.changes.get_or_insert_with(Arc::default))
    }
}
