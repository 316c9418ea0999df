//! What was sent, row by row, and the questions that several of these requirements ask of it.

use std::collections::BTreeMap;

use crate::csv::{File, Wrong, visible};
use crate::evidence::Evidence;
use crate::judge::ledger::Upload;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Class, Table};

/// The files that the client sent, of which there must be one.
///
/// # Errors
/// None was sent: the client is wrong if it reports an error instead, and the case says nothing if it
/// does not.
pub(super) fn uploads(evidence: &Evidence) -> Result<Vec<Upload<'_>>, Objection> {
    let uploads = evidence.journal().uploads();
    if uploads.is_empty() {
        evidence.call().must_succeed()?;
        return Err(Objection::NotExercised("the client sent no file".to_owned()));
    }
    Ok(uploads)
}

/// The rows of the first call.
pub(super) fn given(evidence: &Evidence) -> Result<&Table, Objection> {
    let given = evidence.scenario.calls[0].given.as_ref().map(crate::scenario::Given::table);
    given.ok_or_else(|| Objection::NotExercised("the call was given no rows".to_owned()))
}

/// Everything arrives: the client succeeds, and the org holds every row as it was given.
///
/// # Errors
/// It does not.
pub(super) fn arrives(evidence: &Evidence) -> Judgement {
    evidence.call().must_succeed()?;
    evidence.ledger()?.must_hold_all()
}

/// The files that were sent can be read, each row under its header, and everything arrives.
///
/// # Errors
/// They cannot, or it does not.
pub(super) fn reads_and_arrives(evidence: &Evidence) -> Judgement {
    for upload in evidence.journal().uploads() {
        let file = upload.file();
        let ragged = || file.flaws_of(|wrong| matches!(wrong, Wrong::Ragged { .. })).next();
        if let Some(flaw) = file.broken().or_else(ragged) {
            return Err(Finding::new(format!("the file has {flaw}")).at([upload.seq()]).into());
        }
    }
    arrives(evidence)
}

/// Everything arrives, or the client refuses the data before it sends any of it.
///
/// # Errors
/// Neither.
pub(super) fn arrives_or_is_refused(evidence: &Evidence) -> Judgement {
    if is_refused(evidence) { Ok(()) } else { arrives(evidence) }
}

/// Whether the client refused the data, and sent none of it.
pub(super) fn is_refused(evidence: &Evidence) -> bool {
    evidence.call().class() == Some(Class::Data) && evidence.journal().uploads().is_empty()
}

/// Of each row that was sent, by its key: the file and its cells, by the names of their columns.
pub(super) fn rows_by_key(
    uploads: &[Upload<'_>],
    key: &str,
) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut rows = BTreeMap::new();
    for upload in uploads {
        let file = upload.file();
        let Some(at) = file.column(key) else { continue };
        let names: Vec<String> = header(&file);
        for row in file.rows() {
            let texts = row.cells.iter().map(|cell| cell.text().into_owned());
            let Some(own) = row.cells.get(at) else { continue };
            rows.insert(own.text().into_owned(), names.iter().cloned().zip(texts).collect());
        }
    }
    rows
}

/// The names of a file's columns, a byte order mark left out.
pub(super) fn header(file: &File) -> Vec<String> {
    let names = file.header().map(|header| header.texts()).unwrap_or_default();
    names.iter().map(|name| name.trim_start_matches('\u{FEFF}').to_owned()).collect()
}

/// A finding about a cell that was sent.
pub(super) fn cell_finding(
    what: String,
    upload: &Upload<'_>,
    expected: &str,
    seen: &str,
) -> Objection {
    Finding::new(what).at([upload.seq()]).differs(visible(expected), visible(seen)).into()
}
