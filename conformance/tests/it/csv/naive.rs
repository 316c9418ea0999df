//! The naive reader: an oracle that shares no idea with the strict one. It takes a file apart at its
//! quotes, so that every second piece stands inside of them. Right only for files without flaws.

/// The cells of each record, and whether each was quoted.
pub(super) fn read(text: &str, delimiter: char) -> Vec<Vec<(String, bool)>> {
    let mut records = vec![vec![(String::new(), false)]];
    let pieces: Vec<&str> = text.split('"').collect();
    for (at, piece) in pieces.iter().enumerate() {
        if at % 2 == 1 {
            let last = last_cell(&mut records);
            last.0.push_str(piece);
            last.1 = true;
        } else if piece.is_empty() && at > 0 && at + 1 < pieces.len() {
            // Nothing between two quotes is a quote in the value.
            last_cell(&mut records).0.push('"');
        } else {
            outside(&mut records, piece, delimiter);
        }
    }
    if records.last().is_some_and(|record| *record == [(String::new(), false)]) {
        records.pop();
    }
    records
}

fn outside(records: &mut Vec<Vec<(String, bool)>>, piece: &str, delimiter: char) {
    for (line_at, line) in piece.split('\n').enumerate() {
        if line_at > 0 {
            records.push(vec![(String::new(), false)]);
        }
        let line = line.strip_suffix('\r').unwrap_or(line);
        for (cell_at, cell) in line.split(delimiter).enumerate() {
            if cell_at > 0
                && let Some(record) = records.last_mut()
            {
                record.push((String::new(), false));
            }
            last_cell(records).0.push_str(cell);
        }
    }
}

fn last_cell(records: &mut [Vec<(String, bool)>]) -> &mut (String, bool) {
    let record = records.last_mut().expect("there is a record");
    record.last_mut().expect("a record has a cell")
}
