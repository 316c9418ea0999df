//! The record table against a naive one: any order of writes, deletions, forks and compactions, with
//! generated rows in front of the stored ones and without.

use std::collections::HashMap;
use std::sync::Arc;

use bulk_mock::core::csv::{self, Delimiter};
use bulk_mock::core::generate::{Column, Generator, Part, RowIds, Shape, Share, Values, Words};
use bulk_mock::core::id_text::IdText;
use bulk_mock::core::rows::Upload;
use bulk_mock::core::table::{
    Commit, FIRST_STORED, FieldId, Held, OwnCell, RecordNumber, RowRef, Source, SourceId, Table,
    Written, fold_hash,
};
use bulk_mock::core::time::SimTime;
use proptest::prelude::*;

/// Fields 0 and 1 have an index from the start, field 2 gets one when it is first looked up by.
const FIELDS: FieldId = 4;
const INDEXED: [FieldId; 2] = [0, 1];

/// A cell of a row: empty, null, or one of a few values, so that they collide.
type Cell = &'static str;

const CELLS: [Cell; 12] = [
    "",
    "",
    "#N/A",
    "a",
    "A",
    "b",
    "\"q, q\"",
    "\u{c9}",
    "k3",
    "K11",
    PARENT,
    "001aaa000000002AAA",
];

/// The id of a generated row's parent.
const PARENT: Cell = "001aaa000000001AAA";

/// Rows of the generated table.
const GENERATED: u32 = 30;

/// A field with a way back and unique values, one without, one that refers to four parents, and one
/// that no column fills.
fn generator() -> Generator {
    let words = Words::new([("a", 1), ("\u{e9}", 2), ("b\"", 1)]);
    let mut word = Column::new(Some(1), "word", Values::Words(words));
    word.nulls = Share::of(0.25);
    let key = Values::Template(vec![Part::Text("k".into()), Part::Key(1)]);
    let parent = Values::Reference(RowIds::Text(IdText::new(*b"001aaa", 0)), 4);
    let columns =
        vec![Column::new(Some(0), "key", key), word, Column::new(Some(2), "parent", parent)];
    Generator::new(Shape {
        name: "table".into(),
        seed: 1,
        rows: GENERATED,
        columns,
        from_ms: 1_000_000,
        span_ms: 1_000_000,
        by: 9,
    })
}

/// What a step does; numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Step {
    /// An upload: which fields its columns fill, and its rows.
    AddSource(Vec<FieldId>, Vec<Vec<Cell>>),
    Insert {
        source: usize,
        row: usize,
        own: Option<(FieldId, Option<Cell>)>,
    },
    Change {
        record: usize,
        source: usize,
        row: usize,
    },
    SetCell {
        record: usize,
        field: FieldId,
        value: Option<Cell>,
    },
    /// A record whose cells stand in no upload.
    InsertCells(Vec<(FieldId, Option<Cell>)>),
    ChangeCells {
        record: usize,
        cells: Vec<(FieldId, Option<Cell>)>,
    },
    Delete {
        record: usize,
        for_good: bool,
    },
    Find {
        field: FieldId,
        key: Cell,
    },
    Compact {
        source: usize,
    },
    /// From here on a copy is kept that must not change any more.
    Fork,
}

fn step() -> impl Strategy<Value = Step> {
    let cell = || prop::sample::select(&CELLS[..]);
    let own = || (0..FIELDS, prop::option::of(cell()));
    let some = || prop::collection::vec(own(), 0..4);
    let rows = prop::collection::vec(prop::collection::vec(cell(), FIELDS as usize), 1..12);
    let columns = Just((0..FIELDS).collect::<Vec<_>>()).prop_shuffle();
    let columns = (columns, 1..=FIELDS as usize);
    let columns = columns.prop_map(|(all, count)| all[..count].to_vec());
    prop_oneof![
        1 => (columns, rows).prop_map(|(columns, rows)| Step::AddSource(columns, rows)),
        6 => (any::<usize>(), any::<usize>(), prop::option::of(own()))
            .prop_map(|(source, row, own)| Step::Insert { source, row, own }),
        4 => (any::<usize>(), any::<usize>(), any::<usize>())
            .prop_map(|(record, source, row)| Step::Change { record, source, row }),
        2 => (any::<usize>(), own())
            .prop_map(|(record, (field, value))| Step::SetCell { record, field, value }),
        2 => any::<(usize, bool)>()
            .prop_map(|(record, for_good)| Step::Delete { record, for_good }),
        2 => some().prop_map(Step::InsertCells),
        2 => (any::<usize>(), some())
            .prop_map(|(record, cells)| Step::ChangeCells { record, cells }),
        2 => (0..FIELDS, cell()).prop_map(|(field, key)| Step::Find { field, key }),
        1 => any::<usize>().prop_map(|source| Step::Compact { source }),
        1 => Just(Step::Fork),
    ]
}

/// What the naive table knows of one record.
#[derive(Clone, PartialEq, Debug)]
struct Naive {
    /// A value, or null; absent if never written.
    cells: HashMap<FieldId, Option<Vec<u8>>>,
    deleted: bool,
    gone: bool,
    created: Commit,
    modified: Commit,
}

#[derive(Clone, Default)]
struct Model {
    sources: Vec<NaiveSource>,
    records: Vec<Naive>,
    /// How many of the records, from the first one on, are generated.
    generated: usize,
}

#[derive(Clone)]
struct NaiveSource {
    id: SourceId,
    rows: Vec<HashMap<FieldId, Cell>>,
    /// Rows in the order in which the table has them now; `None` once they may have moved.
    fixed: bool,
}

/// The value that a cell of a file stands for.
fn value(cell: Cell) -> Vec<u8> {
    match cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.as_bytes().to_vec(),
        None => cell.as_bytes().to_vec(),
    }
}

impl Naive {
    fn made(commit: Commit) -> Self {
        let cells = HashMap::new();
        Self { cells, deleted: false, gone: false, created: commit, modified: commit }
    }

    fn lay(&mut self, row: &HashMap<FieldId, Cell>) {
        for (field, cell) in row {
            match *cell {
                "" => {}
                "#N/A" => drop(self.cells.insert(*field, None)),
                other => drop(self.cells.insert(*field, Some(value(other)))),
            }
        }
    }

    /// Sets cells; gives them as the table wants them.
    fn set(&mut self, cells: &[(FieldId, Option<Cell>)]) -> Vec<OwnCell> {
        let cells = cells.iter().map(|(field, cell)| (*field, cell.map(value)));
        let cells: Vec<_> = cells.collect();
        self.cells.extend(cells.iter().cloned());
        cells.into_iter().map(|(f, cell)| (f, cell.map(Vec::into_boxed_slice))).collect()
    }

    fn holds(&self, field: FieldId, key: &[u8]) -> bool {
        let folded = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase();
        let cell = self.cells.get(&field).and_then(Option::as_ref);
        !self.deleted && cell.is_some_and(|cell| folded(cell) == folded(key))
    }

    fn key(&self, field: FieldId) -> Option<u64> {
        self.cells.get(&field).and_then(Option::as_ref).map(|cell| fold_hash(cell))
    }
}

/// Both tables, written in step.
#[derive(Clone, Default)]
struct Pair {
    table: Table,
    model: Model,
    writes: u64,
}

impl Pair {
    fn new() -> Self {
        Self { table: Table::new(INDEXED), ..Self::default() }
    }

    fn generated() -> Self {
        let mut pair = Self::new();
        let generator = Arc::new(generator());
        for row in 0..GENERATED {
            let at = SimTime::from_millis(generator.instant(row));
            let mut naive = Naive::made(Commit { at, by: 9 });
            for field in generator.fields() {
                let cell = match generator.cell(row, field) {
                    Written::Value(value) => Some(value.into_owned()),
                    Written::Null | Written::Never => None,
                };
                naive.cells.insert(field, cell);
            }
            pair.model.records.push(naive);
        }
        pair.model.generated = GENERATED as usize;
        pair.table.set_generator(generator);
        pair
    }

    fn number(&self, at: usize) -> RecordNumber {
        match at.checked_sub(self.model.generated) {
            Some(position) => RecordNumber(FIRST_STORED + position as u64),
            None => RecordNumber(at as u64),
        }
    }

    fn play(&mut self, step: &Step) {
        self.writes += 1;
        let commit = self.table.commit(SimTime::from_millis(self.writes as i64), self.writes % 3);
        let record = |number: usize, model: &Model| {
            (!model.records.is_empty()).then(|| number % model.records.len())
        };
        match step {
            Step::AddSource(columns, rows) => self.add_source(columns, rows),
            Step::Insert { source, row, own } => {
                let Some((place, values)) = self.row(*source, *row) else { return };
                let mut naive = Naive::made(commit_of(self.writes));
                naive.lay(&values);
                let own = own.map(|(field, cell)| (field, cell.map(value)));
                if let Some((field, cell)) = &own {
                    naive.cells.insert(*field, cell.clone());
                }
                let keys = INDEXED.map(|field| naive.key(field));
                let own = own.into_iter().map(|(f, c)| (f, c.map(Vec::into_boxed_slice))).collect();
                self.table.insert(place, commit, own, &keys);
                self.model.records.push(naive);
            }
            Step::Change { record: number, source, row } => {
                let Some(at) = record(*number, &self.model) else { return };
                let Some((place, values)) = self.row(*source, *row) else { return };
                self.table.change(self.number(at), place, commit, Vec::new(), None);
                self.model.records[at].lay(&values);
                self.model.records[at].modified = commit_of(self.writes);
            }
            Step::SetCell { record: number, field, value: cell } => {
                let Some(at) = record(*number, &self.model) else { return };
                let cell = cell.map(value);
                let boxed = cell.clone().map(Vec::into_boxed_slice);
                self.table.set_cells(self.number(at), commit, vec![(*field, boxed)]);
                self.model.records[at].cells.insert(*field, cell);
                self.model.records[at].modified = commit_of(self.writes);
            }
            Step::InsertCells(cells) => {
                let mut naive = Naive::made(commit_of(self.writes));
                let cells = naive.set(cells);
                let keys = INDEXED.map(|field| naive.key(field));
                self.table.insert_cells(commit, &cells, &keys);
                self.model.records.push(naive);
            }
            Step::ChangeCells { record: number, cells } => {
                let Some(at) = record(*number, &self.model) else { return };
                let cells = self.model.records[at].set(cells);
                self.table.change_cells(self.number(at), commit, &cells, None);
                self.model.records[at].modified = commit_of(self.writes);
            }
            Step::Delete { record: number, for_good } => {
                let Some(at) = record(*number, &self.model) else { return };
                match for_good {
                    true => self.table.erase(self.number(at), commit),
                    false => self.table.delete(self.number(at), commit),
                }
                let naive = &mut self.model.records[at];
                if !naive.deleted || (*for_good && !naive.gone) {
                    naive.modified = commit_of(self.writes);
                }
                naive.deleted = true;
                naive.gone |= for_good;
            }
            Step::Find { field, key } => {
                let key = value(key);
                let mut found = self.table.find(*field, &key);
                found.sort_unstable();
                let naive = self.model.records.iter().enumerate();
                let wanted: Vec<RecordNumber> = naive
                    .filter(|(_, record)| record.holds(*field, &key))
                    .map(|(at, _)| self.number(at))
                    .collect();
                assert_eq!(found, wanted, "field {field}, key {key:?}");
            }
            Step::Compact { source } => {
                if self.model.sources.is_empty() {
                    return;
                }
                let at = *source % self.model.sources.len();
                self.table.compact(self.model.sources[at].id);
                // Its rows may stand elsewhere now; new records do not come from it, as with a
                // job that is gone.
                self.model.sources[at].fixed = false;
            }
            Step::Fork => {}
        }
    }

    fn add_source(&mut self, columns: &[FieldId], rows: &[Vec<Cell>]) {
        let lines: Vec<Vec<u8>> =
            rows.iter().map(|row| row[..columns.len()].join(",").into_bytes()).collect();
        let header = vec!["h"; columns.len()].join(",");
        let rows_of = lines.iter().map(Vec::as_slice);
        let upload = Upload::from_rows(header.as_bytes(), rows_of, Delimiter::Comma);
        let fields: Vec<Option<FieldId>> = columns.iter().copied().map(Some).collect();
        let source = Source::new(Arc::new(upload), &fields, b"#N/A");
        let id = self.table.add_source(Arc::new(source));
        let rows = rows
            .iter()
            .map(|row| columns.iter().copied().zip(row.iter().copied()).collect())
            .collect();
        self.model.sources.push(NaiveSource { id, rows, fixed: true });
    }

    fn row(&self, source: usize, row: usize) -> Option<(RowRef, HashMap<FieldId, Cell>)> {
        let fixed: Vec<&NaiveSource> = self.model.sources.iter().filter(|s| s.fixed).collect();
        let source = fixed.get(source.checked_rem(fixed.len())?)?;
        let row = row % source.rows.len();
        Some((RowRef { source: source.id, row: row as u32 }, source.rows[row].clone()))
    }

    /// Both tables say the same of everything.
    fn agree(&mut self) {
        let living = self.model.records.iter().filter(|record| !record.deleted).count();
        assert_eq!((self.table.len(), self.table.total()), (living, self.model.records.len()));
        assert_eq!(self.table.iter().count(), self.model.records.len());
        for (at, (view, naive)) in self.table.iter().zip(&self.model.records).enumerate() {
            let number = self.number(at);
            assert_eq!(view.number(), number);
            let from_here = self.table.iter_from(number).map(|view| view.number());
            assert_eq!(from_here.take(2).count(), 2.min(self.model.records.len() - at));
            assert_eq!(self.table.iter_from(number).next().map(|v| v.number()), Some(number));
            let untouched =
                self.table.iter_from(number).take_while(|view| view.computed().is_some());
            assert_eq!(self.table.untouched_from(number) as usize, untouched.count());
            assert_eq!((view.is_deleted(), view.is_gone()), (naive.deleted, naive.gone));
            assert_eq!(view.created(), naive.created);
            assert_eq!(view.modified(), naive.modified);
            for field in 0..FIELDS {
                let written = match view.written(field) {
                    Written::Value(value) => Some(Some(value.into_owned())),
                    Written::Null => Some(None),
                    Written::Never => None,
                };
                assert_eq!(written, naive.cells.get(&field).cloned(), "field {field}");
                let (mut quoted, mut wanted) = (Vec::new(), Vec::new());
                let held = match written {
                    Some(Some(value)) => {
                        csv::quoted(&mut wanted, &value);
                        Held::Value
                    }
                    Some(None) => Held::Null,
                    None => Held::Never,
                };
                assert_eq!((view.append_quoted(field, &mut quoted), quoted), (held, wanted));
            }
        }
        for field in 0..FIELDS {
            for key in CELLS.iter().filter(|cell| !cell.is_empty()) {
                self.play(&Step::Find { field, key });
            }
        }
    }
}

fn commit_of(write: u64) -> Commit {
    Commit { at: SimTime::from_millis(write as i64), by: write % 3 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_table_holds_what_a_naive_one_holds(
        steps in prop::collection::vec(step(), 1..80),
        generated in any::<bool>(),
    ) {
        let mut pair = if generated { Pair::generated() } else { Pair::new() };
        pair.add_source(&[0, 1, 2, 3], &[vec!["a", "b", "", "#N/A"], vec!["", "A", "b", "a"]]);
        let mut forks = Vec::new();
        for step in &steps {
            pair.play(step);
            if matches!(step, Step::Fork) {
                forks.push(pair.clone());
            }
        }
        pair.agree();
        for mut fork in forks {
            fork.agree();
        }
    }
}

/// The oracle's own reading of cells is that of the CSV reader.
#[test]
fn the_oracle_reads_cells_as_the_table_does() {
    for cell in CELLS {
        let read =
            csv::cells(cell.as_bytes(), Delimiter::Comma).next().map(|c| c.decode().into_owned());
        assert_eq!(read, Some(value(cell)), "{cell}");
    }
}

#[test]
fn a_segment_of_records_is_copied_by_the_first_write_after_a_fork_only() {
    let mut pair = Pair::new();
    pair.add_source(&[0], &[vec!["a"]]);
    for _ in 0..10_000 {
        pair.play(&Step::Insert { source: 0, row: 0, own: None });
    }
    let fork = pair.clone();
    pair.play(&Step::SetCell { record: 9_999, field: 1, value: Some("b") });
    pair.play(&Step::Delete { record: 0, for_good: false });
    assert_eq!((pair.table.len(), fork.table.len()), (9_999, 10_000));
    let cell = |pair: &Pair| {
        pair.table.get(RecordNumber(FIRST_STORED + 9_999)).and_then(|view| view.cell(1)).is_some()
    };
    assert!(cell(&pair) && !cell(&fork));
}

#[test]
fn many_changes_of_generated_rows_stand_in_order_however_they_came() {
    for backwards in [false, true] {
        let mut table = Table::new([]);
        let shape = Shape {
            name: "large".into(),
            seed: 1,
            rows: 2_000_000,
            columns: Vec::new(),
            from_ms: 0,
            span_ms: 0,
            by: 1,
        };
        table.set_generator(Arc::new(Generator::new(shape)));
        let commit = table.commit(SimTime::default(), 1);
        let mut forks = Vec::new();
        for step in 0..5_000_u64 {
            let row = if backwards { 5_000 - step } else { (step * 7_919) % 1_999_993 };
            table.set_cells(RecordNumber(row), commit, vec![(0, Some(Box::from(&b"x"[..])))]);
            if step % 1_000 == 0 {
                forks.push((step as usize + 1, table.clone()));
            }
        }
        forks.push((5_000, table));
        for (changed, table) in forks {
            let touched = table.iter().filter(|view| view.computed().is_none());
            assert_eq!(touched.count(), changed);
            assert_eq!(table.len(), 2_000_000);
        }
    }
}

#[test]
fn ten_million_generated_rows_take_less_than_a_megabyte() {
    let mut table = Table::new(INDEXED);
    let mut shape = Shape {
        name: "huge".into(),
        seed: 1,
        rows: 10_000_000,
        columns: Vec::new(),
        from_ms: 0,
        span_ms: 1_000_000_000,
        by: 1,
    };
    let key = Values::Template(vec![Part::Text("k".into()), Part::Key(8)]);
    shape.columns.push(Column::new(Some(0), "key", key));
    table.set_generator(Arc::new(Generator::new(shape)));
    let commit = table.commit(SimTime::default(), 1);
    assert_eq!(table.find(0, b"K00001234").len(), 1);
    for row in 0..1_000 {
        table.delete(RecordNumber(row * 9_973), commit);
    }
    assert_eq!((table.len(), table.total()), (9_999_000, 10_000_000));
    assert!(table.overhead_bytes() < 1_000_000, "{} bytes", table.overhead_bytes());
}
