//! The rows of a call, where a client finds them.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::protocol::Input;
use crate::scenario::Given;

/// Writes them into this folder.
pub(super) fn write(given: &Given, dir: &Path) -> io::Result<Input> {
    match given {
        Given::Records(table) => {
            let path = dir.join("records.ndjson");
            table.save(&path)?;
            Ok(Input { records: Some(path), ..Input::default() })
        }
        Given::File(file) | Given::Stream(file) => {
            let path = dir.join("input.csv");
            std::fs::write(&path, &file.bytes)?;
            let stream = matches!(given, Given::Stream(_));
            let dialect = Some(file.dialect.clone());
            Ok(Input { file: Some(path), dialect, stream, ..Input::default() })
        }
        Given::Repeated(file, times) => {
            let path = dir.join("input.csv");
            let head = file.bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let (head, lines) = file.bytes.split_at(head);
            let mut out = BufWriter::new(File::create(&path)?);
            out.write_all(head)?;
            (0..*times).try_for_each(|_| out.write_all(lines))?;
            out.flush()?;
            let dialect = Some(file.dialect.clone());
            Ok(Input { file: Some(path), dialect, ..Input::default() })
        }
    }
}
