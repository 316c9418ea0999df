//! The stream itself, one JSON object a line, written and read.

use std::io::{self, BufRead, Write};

use super::Event;

/// Writes an event; it is there when this is done, whatever becomes of the run.
///
/// # Errors
/// Those of the writer.
pub fn write(mut to: impl Write, event: &Event) -> io::Result<()> {
    serde_json::to_writer(&mut to, event)?;
    to.write_all(b"\n")?;
    to.flush()
}

/// Reads a stream.
///
/// # Errors
/// The first line that is no event, in words, with its number.
pub fn read(from: impl BufRead) -> Result<Vec<Event>, String> {
    let mut events = Vec::new();
    for (at, line) in from.lines().enumerate() {
        let wrong = |error: &dyn std::fmt::Display| format!("line {}: {error}", at + 1);
        let line = line.map_err(|error| wrong(&error))?;
        events.push(serde_json::from_str(&line).map_err(|error| wrong(&error))?);
    }
    Ok(events)
}
