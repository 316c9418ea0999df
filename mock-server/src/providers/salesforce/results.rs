//! Result files of a job, written piece by piece from the upload and the outcomes.
//!
//! Source: recordings (3.8). The header line is the uploaded one, verbatim, behind quoted `sf__`
//! columns; every data value is quoted, since one client's parser splits unquoted text at all six
//! delimiters; an empty set still has its header line.

use std::sync::Arc;

use super::id::IdSpace;
use super::job::{Ended, JobSpec, Outcome};
use super::schema::FieldType;
use super::settings::{FailedResultsId, NumbersInResults, ResultOrder, Settings};
use crate::core::csv::{self, Delimiter, LineEnding};
use crate::core::random::Stream;
use crate::core::rows::Upload;

/// How large a piece grows before it is handed over.
const PIECE_BYTES: usize = 64 << 10;

/// Objects whose failed rows never carry an id. Documented (preview of the next guide).
const MARKETING_OBJECTS: [&str; 2] = ["MarketSegment", "FlowRecord"];

/// How many rows are looked at for one piece.
const PIECE_ROWS: u32 = 10_000;

/// Since this version failed rows carry the id of their record. Documented; recordings differ.
const FAILED_IDS_SINCE: u16 = 53;

/// Which rows a result file holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ResultKind {
    /// Rows whose record was written.
    Successful,
    /// Rows that were refused.
    Failed,
    /// Rows that were not reached.
    Unprocessed,
}

impl ResultKind {
    /// The columns before the uploaded ones.
    pub fn own_columns(self) -> &'static [&'static str] {
        match self {
            Self::Successful => &["sf__Id", "sf__Created"],
            Self::Failed => &["sf__Id", "sf__Error"],
            Self::Unprocessed => &[],
        }
    }
}

/// One result file, produced piece by piece.
pub struct ResultFile {
    kind: ResultKind,
    upload: Option<Arc<Upload>>,
    ended: Ended,
    delimiter: Delimiter,
    line_ending: LineEnding,
    prefix: super::schema::KeyPrefix,
    ids: IdSpace,
    failed_ids: bool,
    /// Columns whose numbers are printed as Java prints them.
    java_columns: Vec<bool>,
    /// Rows in the order of the file, if it is not the upload's.
    order: Option<Vec<u32>>,
    next: u32,
    header_due: bool,
}

impl ResultFile {
    /// The file of a job that is over.
    pub fn new(
        kind: ResultKind,
        spec: &JobSpec,
        ended: &Ended,
        ids: IdSpace,
        settings: &Settings,
        shuffle: &mut Stream,
    ) -> Self {
        let upload = ended.upload.clone();
        let order = (settings.result_order == ResultOrder::Shuffled).then(|| {
            let mut rows: Vec<u32> = (0..upload.as_ref().map_or(0, |u| u.row_count())).collect();
            shuffle.shuffle(&mut rows);
            rows
        });
        Self {
            kind,
            delimiter: spec.delimiter,
            line_ending: spec.line_ending,
            prefix: spec.object.key_prefix,
            ids,
            failed_ids: match settings.failed_results_id {
                FailedResultsId::Always => true,
                FailedResultsId::Empty => false,
                FailedResultsId::ByVersion => {
                    spec.version.number() >= FAILED_IDS_SINCE
                        && !MARKETING_OBJECTS.contains(&spec.object.name.as_str())
                }
            },
            java_columns: java_columns(spec, upload.as_deref(), settings.numbers_in_results),
            upload,
            ended: ended.clone(),
            order,
            next: 0,
            header_due: true,
        }
    }

    /// The file of a job that is not over: its header line only.
    pub fn header_only(
        kind: ResultKind,
        spec: &JobSpec,
        upload: Option<Arc<Upload>>,
        ids: IdSpace,
        settings: &Settings,
    ) -> Self {
        let header = upload.map(|upload| {
            Arc::new(Upload::from_rows(upload.header(), std::iter::empty(), upload.delimiter()))
        });
        let nothing = Ended {
            at: Default::default(),
            elapsed: Default::default(),
            upload: header,
            outcomes: Arc::default(),
            source: None,
        };
        Self::new(kind, spec, &nothing, ids, settings, &mut Stream::keyed(0, &[]))
    }

    /// The next piece; `None` once the file is complete.
    pub fn next_piece(&mut self) -> Option<Vec<u8>> {
        let upload = Arc::clone(self.upload.as_ref().filter(|upload| !upload.header().is_empty())?);
        let rows = upload.row_count();
        if !self.header_due && self.next >= rows {
            return None;
        }
        let mut piece = Vec::with_capacity(PIECE_BYTES + 4096);
        if std::mem::take(&mut self.header_due) {
            self.write_header(&mut piece, upload.header());
        }
        // A file that holds few of many rows is looked through a part at a time: a piece may be empty.
        let until = rows.min(self.next.saturating_add(PIECE_ROWS));
        while self.next < until && piece.len() < PIECE_BYTES {
            let row = self.order.as_ref().map_or(self.next, |order| order[self.next as usize]);
            self.next += 1;
            self.write_row(&mut piece, &upload, row);
        }
        Some(piece)
    }

    fn write_header(&self, piece: &mut Vec<u8>, header: &[u8]) {
        for name in self.kind.own_columns() {
            csv::quoted(piece, name.as_bytes());
            piece.push(self.delimiter.byte());
        }
        piece.extend_from_slice(header);
        csv::end_row(piece, self.line_ending);
    }

    fn write_row(&self, piece: &mut Vec<u8>, upload: &Upload, row: u32) {
        match (self.kind, self.ended.outcomes.get(row)) {
            (ResultKind::Successful, Some(Outcome::Written { record, created })) => {
                let id = self.ids.id(self.prefix, record.0);
                self.write_own(piece, id.as_str(), if created { "true" } else { "false" });
            }
            (ResultKind::Failed, Some(Outcome::Failed(failed))) => {
                let id = failed.id.filter(|_| self.failed_ids);
                self.write_own(piece, id.as_ref().map_or("", |id| id.as_str()), &failed.error);
            }
            (ResultKind::Unprocessed, None) => {}
            (_, Some(_)) | (ResultKind::Successful | ResultKind::Failed, None) => return,
        }
        self.write_cells(piece, upload.row(row));
        csv::end_row(piece, self.line_ending);
    }

    fn write_own(&self, piece: &mut Vec<u8>, id: &str, second: &str) {
        csv::quoted(piece, id.as_bytes());
        piece.push(self.delimiter.byte());
        csv::quoted(piece, second.as_bytes());
        piece.push(self.delimiter.byte());
    }

    fn write_cells(&self, piece: &mut Vec<u8>, row: &[u8]) {
        if self.java_columns.is_empty() {
            csv::requote_row(piece, row, self.delimiter);
            return;
        }
        for (column, cell) in csv::cells(row, self.delimiter).enumerate() {
            if column > 0 {
                piece.push(self.delimiter.byte());
            }
            let number = self.java_columns.get(column) == Some(&true);
            match number.then(|| java_double(&cell.decode())).flatten() {
                Some(text) => csv::quoted(piece, text.as_bytes()),
                None => csv::requote(piece, &cell),
            }
        }
    }
}

fn java_columns(spec: &JobSpec, upload: Option<&Upload>, numbers: NumbersInResults) -> Vec<bool> {
    if numbers == NumbersInResults::AsSent {
        return Vec::new();
    }
    let Some(upload) = upload else { return Vec::new() };
    csv::cells(upload.header(), upload.delimiter())
        .map(|name| {
            let name = String::from_utf8_lossy(&name.decode()).into_owned();
            spec.object.field(&name).is_some_and(|(_, field)| {
                matches!(field.kind, FieldType::Currency | FieldType::Double | FieldType::Percent)
            })
        })
        .collect()
}

/// A number as `Double.toString` prints it: `9.12260031E8` from ten million on. Documented sample.
fn java_double(value: &[u8]) -> Option<String> {
    let number: f64 = std::str::from_utf8(value).ok()?.parse().ok()?;
    if number != 0.0 && !(1e-3..1e7).contains(&number.abs()) {
        let scientific = format!("{number:E}");
        let (mantissa, exponent) = scientific.split_once('E')?;
        let point = if mantissa.contains('.') { "" } else { ".0" };
        return Some(format!("{mantissa}{point}E{exponent}"));
    }
    // Whole numbers came back unchanged in the same sample.
    Some(format!("{number}"))
}

#[cfg(test)]
mod tests {
    use super::java_double;

    #[test]
    fn numbers_come_back_as_the_guide_shows_them() {
        let printed = |text: &str| java_double(text.as_bytes());
        assert_eq!(printed("912260031"), Some("9.12260031E8".into()));
        assert_eq!(printed("71664061"), Some("7.1664061E7".into()));
        assert_eq!(printed("2676"), Some("2676".into()));
        assert_eq!(printed("10000000"), Some("1.0E7".into()));
        assert_eq!(printed("abc"), None);
    }
}
