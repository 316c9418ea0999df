//! The grammar: words become a tree, or the provider's `unexpected token`.
//!
//! Source: SOQL reference, "SOQL SELECT syntax" (documented, unread). Knows no schema. `cursor` walks
//! over words, `query` holds the clauses, `select` the select list, `value` what has a value,
//! `condition` conditions and their literals.

mod condition;
mod cursor;
mod query;
mod select;
mod value;

use super::ast::Query;
use super::error::{Problem, Read};
use cursor::Cursor;

/// Characters of one query. Documented.
const CHARACTERS_MAX: usize = 100_000;

/// Reads the text of one query.
pub(super) fn parse(text: &str) -> Read<Query<'_>> {
    if text.len() > CHARACTERS_MAX && text.chars().count() > CHARACTERS_MAX {
        return Err(Problem::too_long());
    }
    let mut cursor = Cursor::new(text);
    let query = cursor.query()?;
    cursor.end()?;
    Ok(query)
}
