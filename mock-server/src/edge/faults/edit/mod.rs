//! Changes of an answer before it is compressed and goes out.
//!
//! Each is told as data and made here, whatever the answer: one that it does not fit is left as it is,
//! and the journal says so.

mod content;
mod header;
mod json;
mod reword;
mod rows;

use crate::edge::reply::Reply;
use crate::faults::Edit;
use crate::faults::answer::{At, RowEdit};

/// The answer with all changes made: in the order in which their rules were installed, but for what
/// stands around the rows, which comes behind their own changes, and for its bytes, which come last.
pub(in crate::edge) fn edited(mut reply: Reply, edits: &[Edit]) -> Reply {
    let mut of_rows: Vec<&RowEdit> = Vec::new();
    for edit in edits {
        let done = match edit {
            Edit::Header(change) => header::changed(&mut reply, change),
            Edit::Said(At::Header(name), how) => header::reworded(&mut reply, name, how),
            Edit::Said(At::Pointer(at), how) => {
                json::changed(&mut reply, |json| json::reworded(json, at, how))
            }
            Edit::Json(members) => json::changed(&mut reply, |json| json::set(json, members)),
            Edit::Rows(edit) => {
                of_rows.push(edit);
                Ok(())
            }
            Edit::Body(_) | Edit::BadGzip { .. } => Ok(()),
        };
        if let Err(left) = done {
            reply.notes.push(left.to_owned());
        }
    }
    if !of_rows.is_empty() {
        // The mark stands before everything, and whoever looks for lines must still find them.
        of_rows.sort_by_key(|edit| match edit {
            RowEdit::ByteOrderMark => 2,
            RowEdit::LineEndings(_) => 1,
            _ => 0,
        });
        reply = rows::edited(reply, &of_rows);
    }
    for edit in edits {
        if let Edit::Body(content) = edit {
            reply = content::replaced(reply, content);
        }
    }
    reply
}

/// Whether a change was made; if not, what the journal says of it.
type Done = Result<(), &'static str>;
