//! A record as a row of a file (5.5): cells in the order of the columns, lines that end in LF.

use super::super::activities::Entry;
use super::super::instance::DataType;
use super::super::programs::Member;
use super::super::records::Records;
use super::super::settings::{Settings, Ssv};
use super::super::values::append_number;
use super::activity;
use super::cell::{FieldCell, MISSING};
use super::spec::{self, ActivityPart, ExportKind, ExportSpec, Format, Holds};
use crate::core::csv::Specials;
use crate::core::table::View;

/// Writes the rows of one file.
pub(super) struct RowWriter {
    headers: Vec<String>,
    columns: Vec<Column>,
    /// Whether any column is of the lead behind a membership.
    of_lead: bool,
    delimiter: u8,
    specials: Specials,
}

/// A column of the file.
struct Column {
    cell: Cell,
    /// Whether no value of it can need quotes, so that nobody has to look.
    is_plain: bool,
}

/// What makes the cells of a column.
#[derive(Clone, Copy)]
enum Cell {
    Own(FieldCell),
    OfLead(FieldCell),
    ProgramId,
    Activity(ActivityPart),
    Nothing,
}

impl RowWriter {
    pub(super) fn new(records: &Records, spec: &ExportSpec, settings: &Settings) -> Self {
        let column = |column: &spec::Column| {
            let cell = cell(records, spec.of, column.holds, settings);
            Column { cell, is_plain: is_plain(records, spec.of, &cell) }
        };
        let columns: Vec<Column> = spec.columns.iter().map(column).collect();
        let delimiter = delimiter(spec.format, settings);
        Self {
            headers: spec.columns.iter().map(|column| column.header.clone()).collect(),
            of_lead: columns.iter().any(|column| matches!(column.cell, Cell::OfLead(_))),
            columns,
            delimiter,
            specials: Specials::of(delimiter),
        }
    }

    /// Writes the header.
    pub(super) fn header(&self, out: &mut Vec<u8>) {
        for (place, name) in self.headers.iter().enumerate() {
            let start = self.open(place, out);
            out.extend_from_slice(name.as_bytes());
            self.specials.close(out, start);
        }
        out.push(b'\n');
    }

    /// Writes a lead, a custom object's record or a membership.
    #[inline]
    pub(super) fn record(&self, records: &Records, view: &View<'_>, out: &mut Vec<u8>) {
        let lead = if self.of_lead { Member::of(records, *view).lead() } else { None };
        let lead = lead.and_then(|lead| records.leads.get(lead));
        self.row(out, |cell, out| match cell {
            Cell::Own(field) => field.append(records, view, out),
            Cell::OfLead(field) => {
                lead.as_ref().is_some_and(|lead| field.append(records, lead, out))
            }
            Cell::ProgramId => {
                let program = Member::of(records, *view).program_id();
                program.map(|id| append_number(u64::from(id), out)).is_some()
            }
            Cell::Activity(_) | Cell::Nothing => false,
        });
    }

    /// Writes an activity.
    pub(super) fn activity(&self, entry: &Entry<'_>, out: &mut Vec<u8>) {
        self.row(out, |cell, out| match cell {
            Cell::Activity(part) => activity::append(entry, *part, out),
            _ => false,
        });
    }

    /// Writes a row whose cells are appended by `append`, which says whether there is a value.
    #[inline]
    fn row(&self, out: &mut Vec<u8>, mut append: impl FnMut(&Cell, &mut Vec<u8>) -> bool) {
        for (place, column) in self.columns.iter().enumerate() {
            let start = self.open(place, out);
            // An empty value is none.
            if append(&column.cell, out) && out.len() > start {
                if !column.is_plain {
                    self.specials.close(out, start);
                }
            } else {
                out.extend_from_slice(MISSING);
            }
        }
        out.push(b'\n');
    }

    /// Begins the cell at that place.
    #[inline]
    fn open(&self, place: usize, out: &mut Vec<u8>) -> usize {
        if place > 0 {
            out.push(self.delimiter);
        }
        out.len()
    }
}

fn cell(records: &Records, of: ExportKind, holds: Holds, settings: &Settings) -> Cell {
    match (holds, of) {
        (Holds::ProgramId, _) => Cell::ProgramId,
        (Holds::Activity(part), _) => Cell::Activity(part),
        (Holds::OfLead(id), _) => Cell::OfLead(FieldCell::of_lead(records, id)),
        (Holds::Own(id), ExportKind::Leads) => Cell::Own(FieldCell::of_lead(records, id)),
        (Holds::Own(id), ExportKind::Object(place)) => Cell::Own(FieldCell::Object(place, id)),
        (Holds::Own(id), ExportKind::Members) => {
            Cell::Own(FieldCell::Member(id, settings.member_booleans))
        }
        (Holds::Own(_), ExportKind::Activities) | (Holds::Nothing, _) => Cell::Nothing,
    }
}

/// Whether no value of a column can need quotes: numbers, truth values and times of leads.
fn is_plain(records: &Records, of: ExportKind, cell: &Cell) -> bool {
    let Cell::Own(FieldCell::Lead(id, _)) = cell else { return false };
    let kind = records.instance.leads.at(*id).data_type;
    of == ExportKind::Leads
        && (kind.is_number() || matches!(kind, DataType::Boolean | DataType::Datetime))
}

fn delimiter(format: Format, settings: &Settings) -> u8 {
    match (format, settings.ssv) {
        (Format::Csv, _) => b',',
        (Format::Tsv, _) => b'\t',
        (Format::Ssv, Ssv::Semicolon) => b';',
        (Format::Ssv, Ssv::Space) => b' ',
    }
}
