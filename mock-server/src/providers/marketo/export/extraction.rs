//! What an extract reads and writes: the records as they were when it began, which of them, and each
//! as a row of its file.
//!
//! Reading can begin anywhere, by a cursor: the number of a record, or the place of an activity.
//! Nothing of the file is kept here, and the same cursor always gives the same bytes.

use std::ops::Range;

use super::super::activities::Span;
use super::super::records::Records;
use super::super::settings::{EmptyExtract, Settings};
use super::activity;
use super::row::RowWriter;
use super::selection::RecordTest;
use super::spec::{ActivityFilter, ExportKind, ExportSpec, Filter};
use crate::core::generate::Generator;
use crate::core::table::{FIRST_STORED, RecordNumber, RecordSet, Table, View};

/// What a job reads and writes.
pub struct Extraction {
    records: Records,
    source: Source,
    row: RowWriter,
    header_when_empty: bool,
}

/// Where records come from, and which of them are taken.
enum Source {
    /// A table: first computed rows, then stored ones.
    Table(ExportKind, [Range<u64>; 2], RecordTest),
    /// The leads of a static list.
    List(RecordSet),
    /// Some of the log; a cursor is a place among them.
    Log(Span, ActivityFilter),
}

/// How much is written at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Records.
    pub records: u64,
    /// Bytes; the record that goes beyond is the last one.
    pub bytes: usize,
    /// Records that are looked at, taken or not.
    pub looks: u64,
}

/// What was written.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// Where to go on; `None` after the last record.
    pub next: Option<u64>,
    /// Records that were written.
    pub records: u64,
    /// Records that were looked at.
    pub looks: u64,
}

impl Extraction {
    /// An extract that begins.
    ///
    /// # Errors
    /// Why it fails: a list that is gone, or a rule that cannot be followed.
    pub fn begin(
        records: &mut Records,
        spec: &ExportSpec,
        settings: &Settings,
    ) -> Result<Self, String> {
        Ok(Self {
            source: Source::of(records, spec)?,
            row: RowWriter::new(records, spec, settings),
            header_when_empty: settings.empty_extract == EmptyExtract::Header,
            records: records.clone(),
        })
    }

    /// Records that will be looked at.
    pub fn candidates(&self) -> u64 {
        match &self.source {
            Source::Table(_, places, _) => {
                places.iter().map(|places| places.end.saturating_sub(places.start)).sum()
            }
            Source::Log(span, _) => span.len(),
            Source::List(members) => members.len() as u64,
        }
    }

    /// Where reading begins.
    pub fn first(&self) -> u64 {
        0
    }

    /// Whether a file without records has a header.
    pub fn has_header_when_empty(&self) -> bool {
        self.header_when_empty
    }

    /// Writes the header.
    pub fn header(&self, out: &mut Vec<u8>) {
        self.row.header(out);
    }

    /// Writes records from a cursor on.
    pub fn write(&self, from: u64, limits: Limits, out: &mut Vec<u8>) -> End {
        let before = out.len();
        let mut pass = Pass { limits, out, before, records: 0, looks: 0 };
        let next = match &self.source {
            Source::Table(of, places, test) => {
                let table = table_of(&self.records, *of);
                self.write_table(table, places, test, from, &mut pass)
            }
            Source::List(members) => self.write_list(members, from, &mut pass),
            Source::Log(span, filter) => self.write_log(span, filter, from, &mut pass),
        };
        End { next, records: pass.records, looks: pass.looks }
    }

    fn write_table(
        &self,
        table: &Table,
        places: &[Range<u64>; 2],
        test: &RecordTest,
        from: u64,
        pass: &mut Pass<'_>,
    ) -> Option<u64> {
        for places in places {
            let first = places.start.max(from);
            if first >= places.end {
                continue;
            }
            let views = table.iter_from(RecordNumber(first));
            for view in views.take_while(|view| view.number().0 < places.end) {
                if pass.is_full() {
                    return Some(view.number().0);
                }
                self.look(&view, test, pass);
            }
        }
        None
    }

    fn look(&self, view: &View<'_>, test: &RecordTest, pass: &mut Pass<'_>) {
        pass.looks += 1;
        if !view.is_deleted() && test.holds(&self.records, view) {
            pass.records += 1;
            self.row.record(&self.records, view, pass.out);
        }
    }

    fn write_list(&self, members: &RecordSet, from: u64, pass: &mut Pass<'_>) -> Option<u64> {
        for number in members.iter_from(RecordNumber(from)) {
            if pass.is_full() {
                return Some(number.0);
            }
            match self.records.leads.get(number) {
                Some(view) => self.look(&view, &RecordTest::Any, pass),
                None => pass.looks += 1,
            }
        }
        None
    }

    fn write_log(
        &self,
        span: &Span,
        filter: &ActivityFilter,
        from: u64,
        pass: &mut Pass<'_>,
    ) -> Option<u64> {
        for place in from..span.len() {
            if pass.is_full() {
                return Some(place);
            }
            pass.looks += 1;
            let entry = span.at(place).and_then(|number| self.records.entry(number));
            if let Some(entry) = entry.filter(|entry| activity::is_taken(entry, filter)) {
                pass.records += 1;
                self.row.activity(&entry, pass.out);
            }
        }
        None
    }
}

/// A writing under way.
struct Pass<'a> {
    limits: Limits,
    out: &'a mut Vec<u8>,
    /// Bytes that were there before.
    before: usize,
    records: u64,
    looks: u64,
}

impl Pass<'_> {
    fn is_full(&self) -> bool {
        self.records >= self.limits.records
            || self.looks >= self.limits.looks
            || self.out.len() - self.before >= self.limits.bytes
    }
}

impl Source {
    fn of(records: &mut Records, spec: &ExportSpec) -> Result<Self, String> {
        if let Filter::Activities(filter) = &spec.filter {
            let range = filter.created;
            let span = records.activities.within(range.first(), range.last());
            return Ok(Self::Log(span, filter.clone()));
        }
        if let (ExportKind::Leads, Filter::StaticList(id)) = (spec.of, &spec.filter) {
            let list = records.lists.get(*id).ok_or("Static list not found")?;
            return Ok(Self::List(list.members.clone()));
        }
        let test = RecordTest::of(records, spec)?;
        let table = table_of(records, spec.of);
        // Computed rows lie in the order of their making.
        let computed = match (&spec.filter, table.generator()) {
            (_, None) => 0..0,
            (Filter::Created(range), Some(generator)) => {
                made_within(generator, range.from_ms, range.until_ms)
            }
            (_, Some(generator)) => 0..u64::from(generator.rows()),
        };
        let stored = FIRST_STORED..table.next_number().0;
        Ok(Self::Table(spec.of, [computed, stored], test))
    }
}

/// The records of a kind.
fn table_of(records: &Records, of: ExportKind) -> &Table {
    match of {
        ExportKind::Object(place) => &records.objects[place],
        ExportKind::Members => &records.members,
        // Activities lie in no table; leads stand in for them nowhere.
        ExportKind::Leads | ExportKind::Activities => &records.leads,
    }
}

fn made_within(generator: &Generator, from_ms: i64, until_ms: i64) -> Range<u64> {
    u64::from(generator.made_before(from_ms))..u64::from(generator.made_before(until_ms))
}
