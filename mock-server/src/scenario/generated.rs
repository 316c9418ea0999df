//! Which generated rows are wanted: `contacts`, `leads=1000000`, `./people.toml`. A fixture itself says
//! for which provider it is.
//!
//! The command line, a settings file and an embedder say it in the same words.

use std::path::Path;

use crate::core::nearest::suggest;
use crate::providers::{marketo, salesforce};

/// A fixture's text, and how many rows are wanted of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GeneratedRows {
    /// The file's name, for errors.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Rows of the table that counts; the others get as many times more or fewer. As in the file if absent.
    pub rows: Option<u32>,
}

/// Finds the fixture that `words` name: one inside the binary, or a file that ends in `.toml`, taken
/// from the folder `beside`. `=1000` behind it sets the number of rows.
///
/// # Errors
/// There is no such fixture, or the number is none.
pub fn find_generated(words: &str, beside: &Path) -> Result<GeneratedRows, String> {
    let (name, rows) = match words.rsplit_once('=') {
        Some((name, rows)) => (name, Some(row_count(words, rows)?)),
        None => (words, None),
    };
    if name.ends_with(".toml") {
        let path = beside.join(name);
        let file = path.display().to_string();
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("{file}: the file cannot be read: {error}"))?;
        return Ok(GeneratedRows { file, text, rows });
    }
    match built_in().find(|(known, _, _)| *known == name) {
        Some((_, file, text)) => Ok(GeneratedRows { file: file.into(), text: text.into(), rows }),
        None => {
            let remedy = suggest(name, built_in().map(|(known, _, _)| known));
            Err(format!(
                "there are no generated rows `{name}` (a file of your own ends in .toml); {remedy}"
            ))
        }
    }
}

/// The fixtures inside the binary: name, path and text.
fn built_in() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    salesforce::generated::BUILT_IN.into_iter().chain(marketo::generated::BUILT_IN)
}

fn row_count(words: &str, rows: &str) -> Result<u32, String> {
    let digits = rows.replace('_', "");
    match digits.parse() {
        Ok(rows @ 1..=crate::core::generate::ROWS_MAX) => Ok(rows),
        Ok(_) | Err(_) => Err(format!(
            "`{rows}` in `{words}` is no number of rows; write contacts=1000000, at most 2147483648"
        )),
    }
}
