//! An upload as a table sees it: which column of it belongs to which field.

use std::sync::Arc;

use super::view::Written;
use crate::core::csv;
use crate::core::rows::Upload;

/// The number of a field in its object's definition.
pub type FieldId = u16;

/// The place of a [`Source`] in its table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceId(u32);

impl SourceId {
    pub(super) fn at(position: usize) -> Self {
        Self(position as u32)
    }

    pub(super) fn position(self) -> usize {
        self.0 as usize
    }
}

/// Rows of an upload, read by field.
pub struct Source {
    upload: Arc<Upload>,
    /// Field and column, ordered by field.
    columns: Box<[(FieldId, u16)]>,
    null: &'static [u8],
}

impl Source {
    /// `columns` says for each column which field it fills; `null` is the text that stands for null.
    pub fn new(upload: Arc<Upload>, columns: &[Option<FieldId>], null: &'static [u8]) -> Self {
        let mut by_field: Vec<(FieldId, u16)> = columns
            .iter()
            .enumerate()
            .filter_map(|(column, field)| field.map(|field| (field, column as u16)))
            .collect();
        by_field.sort_unstable();
        Self { upload, columns: by_field.into_boxed_slice(), null }
    }

    /// The rows themselves.
    pub fn upload(&self) -> &Arc<Upload> {
        &self.upload
    }

    /// What row `row` says of `field`.
    pub fn cell(&self, row: u32, field: FieldId) -> Written<'_> {
        let Ok(place) = self.columns.binary_search_by_key(&field, |(field, _)| *field) else {
            return Written::Never;
        };
        let column = usize::from(self.columns[place].1);
        match csv::nth(self.upload.row(row), self.upload.delimiter(), column) {
            Some(cell) if cell.raw == self.null => Written::Null,
            Some(cell) => match cell.decode() {
                // A provider whose empty cells are null has an empty marker: `""` is one too.
                value if *value == *self.null => Written::Null,
                value if value.is_empty() => Written::Never,
                value => Written::Value(value),
            },
            None => Written::Never,
        }
    }

    pub(super) fn has(&self, field: FieldId) -> bool {
        self.columns.binary_search_by_key(&field, |(of, _)| *of).is_ok()
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.columns.iter().map(|(field, _)| *field)
    }

    pub(super) fn rewrite(&self, rows: &[u32]) -> Self {
        let upload = Arc::new(self.upload.rewrite(rows.iter().copied()));
        Self { upload, columns: self.columns.clone(), null: self.null }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::csv::Delimiter;

    #[test]
    fn an_empty_cell_is_null_where_the_marker_is_empty_and_nothing_elsewhere() {
        let rows = [&b"a,,\"\",#N/A"[..]];
        let upload = Upload::from_rows(b"a,b,c,d", rows.into_iter(), Delimiter::Comma);
        let upload = Arc::new(upload);
        let said = |null: &'static [u8]| {
            let columns = [Some(0), Some(1), Some(2), Some(3)];
            let source = Source::new(Arc::clone(&upload), &columns, null);
            let said = |field: FieldId| match source.cell(0, field) {
                Written::Value(_) => "value",
                Written::Null => "null",
                Written::Never => "never",
            };
            [said(0), said(1), said(2), said(3)]
        };
        assert_eq!(said(b""), ["value", "null", "null", "value"]);
        assert_eq!(said(b"#N/A"), ["value", "never", "never", "null"]);
        assert_eq!(said(b"\xff"), ["value", "never", "never", "value"]);
    }
}
