//! Places in a body that comes in pieces, against a file of which every place is known since it was
//! put together here, cell by cell.

use bulk_mock::core::csv::{Delimiter, LineEnding};
use bulk_mock::faults::{Finder, Place, RowCounter};
use proptest::prelude::*;

/// A file, and where its parts lie.
struct File {
    bytes: Vec<u8>,
    /// Rows with their header line first, line endings not counted.
    rows: Vec<(usize, usize)>,
    /// What stands between quotes.
    quoted: Vec<(usize, usize)>,
}

fn file(rows: &[Vec<(String, bool)>], delimiter: u8, ending: &[u8], last_line_ends: bool) -> File {
    let mut file = File { bytes: Vec::new(), rows: Vec::new(), quoted: Vec::new() };
    for (number, row) in rows.iter().enumerate() {
        let begins = file.bytes.len();
        for (place, (cell, quotes)) in row.iter().enumerate() {
            if place > 0 {
                file.bytes.push(delimiter);
            }
            let special = |byte: u8| b"\"\r\n`^,|;\t".contains(&byte);
            if *quotes || cell.bytes().any(special) {
                file.bytes.push(b'"');
                let inside = file.bytes.len();
                file.bytes.extend(cell.replace('"', "\"\"").bytes());
                file.quoted.push((inside, file.bytes.len()));
                file.bytes.push(b'"');
            } else {
                file.bytes.extend(cell.bytes());
            }
        }
        file.rows.push((begins, file.bytes.len()));
        if last_line_ends || number + 1 < rows.len() {
            file.bytes.extend(ending);
        }
    }
    file
}

/// Feeds a finder in pieces; where it finds its place. What it lets out never lies behind that.
fn find(place: Place, bytes: &[u8], pieces: &[usize]) -> Option<u64> {
    let mut finder = Finder::new(place);
    let mut rest = bytes;
    let mut sizes = pieces.iter().cycle();
    let mut out = finder.before();
    while !rest.is_empty() && finder.found().is_none() {
        let size = (*sizes.next().expect("a size")).clamp(1, rest.len());
        finder.feed(&rest[..size]);
        rest = &rest[size..];
        assert!(finder.before() >= out, "what went out cannot be taken back");
        out = finder.before();
    }
    finder.finish();
    if let Some(found) = finder.found() {
        assert!(out <= found);
    }
    finder.found()
}

fn at(found: Option<u64>) -> Option<usize> {
    found.map(|found| usize::try_from(found).expect("it fits"))
}

fn cells() -> impl Strategy<Value = Vec<Vec<(String, bool)>>> {
    let letter = prop::sample::select(vec![
        "a", "ö", "花", "🦀", "\"", "\n", "\r\n", ",", ";", "\t", " ", "b", "7",
    ]);
    let cell = prop::collection::vec(letter, 0..6).prop_map(|letters| letters.concat());
    // A row of one empty cell without quotes would be a blank line.
    let row = prop::collection::vec((cell, any::<bool>()), 2..5);
    prop::collection::vec(row, 1..6)
}

proptest! {
    #[test]
    fn every_place_of_a_file_is_found_in_pieces_of_any_size(
        rows in cells(),
        delimiter in prop::sample::select(Delimiter::ALL.to_vec()),
        ending in prop::sample::select(LineEnding::ALL.to_vec()),
        last_line_ends in any::<bool>(),
        mark in any::<bool>(),
        pieces in prop::collection::vec(1usize..9, 1..5),
    ) {
        let mut made = file(&rows, delimiter.byte(), ending.bytes(), last_line_ends);
        if mark {
            made.bytes.splice(0..0, *b"\xEF\xBB\xBF");
            let moved = |parts: &mut Vec<(usize, usize)>| {
                parts.iter_mut().for_each(|(from, to)| (*from, *to) = (*from + 3, *to + 3));
            };
            moved(&mut made.rows);
            moved(&mut made.quoted);
        }
        let bytes = &made.bytes;
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let find = |place: Place| at(find(place, bytes, &pieces));

        let second = made.rows.get(1).map(|(begins, _)| *begins);
        prop_assert_eq!(find(Place::AfterHeaderRow), second);
        for row in 1..8 {
            let found = find(Place::Row(row as u64));
            match made.rows.get(row) {
                None => prop_assert_eq!(found, None),
                Some((begins, ends)) => {
                    let found = found.expect("the row is there");
                    prop_assert!(*begins < found && found <= *ends, "{found} {begins} {ends}");
                    prop_assert!(text.is_char_boundary(found));
                }
            }
        }
        for field in 1..20 {
            let found = find(Place::InQuotes(field as u64));
            match made.quoted.get(field - 1) {
                None => prop_assert_eq!(found, None),
                Some((begins, ends)) => {
                    let found = found.expect("the field is there");
                    prop_assert!(*begins <= found && found <= *ends, "{found} {begins} {ends}");
                    prop_assert!(text.is_char_boundary(found));
                    // Cut here, the field is still open.
                    prop_assert!(text[*begins..found].matches('"').count().is_multiple_of(2));
                }
            }
        }
        let long: Vec<usize> =
            text.char_indices().filter(|(_, char)| char.len_utf8() > 1).map(|(at, _)| at).collect();
        for n in 1..long.len() + 2 {
            prop_assert_eq!(find(Place::InChar(n as u64)), long.get(n - 1).map(|at| at + 1));
        }
        for n in 0..bytes.len() + 3 {
            let there = n <= bytes.len();
            prop_assert_eq!(find(Place::Byte(n as u64)), there.then_some(n));
            let end = find(Place::BeforeEnd(n as u64));
            prop_assert_eq!(end, there.then(|| bytes.len() - n));
        }

        let mut count = RowCounter::default();
        let mut sizes = pieces.iter().cycle();
        let (mut rest, mut counted) = (bytes.as_slice(), 0);
        while !rest.is_empty() {
            let size = (*sizes.next().expect("a size")).min(rest.len());
            counted += count.feed(&rest[..size]);
            rest = &rest[size..];
        }
        let lines = rows.len() - usize::from(!last_line_ends);
        prop_assert_eq!(counted, lines.saturating_sub(1) as u64);
    }
}

#[test]
fn a_row_or_field_without_an_end_is_not_held_for_ever() {
    let mut finder = Finder::new(Place::Row(1));
    finder.feed(b"head\n");
    finder.feed(&vec![b'x'; 64 << 10]);
    assert_eq!(finder.found(), Some(5 + (32 << 10)));
    let mut finder = Finder::new(Place::InQuotes(1));
    finder.feed(b"\"");
    finder.feed(&vec![b'x'; 64 << 10]);
    assert_eq!(finder.found(), Some(1 + (32 << 10)));
}

#[test]
fn the_middle_is_where_one_would_look_for_it() {
    let body = b"\"Name\",\"Text\"\n\"M\xC3\xBCller\",\"two\nlines\"\n";
    let shown = |place| {
        let at = at(find(place, body, &[3])).expect("the place");
        String::from_utf8_lossy(&body[..at]).into_owned()
    };
    assert_eq!(shown(Place::Row(1)), "\"Name\",\"Text\"\n\"Müller\",\"");
    assert_eq!(shown(Place::InQuotes(3)), "\"Name\",\"Text\"\n\"Mü");
    assert_eq!(shown(Place::InQuotes(4)), "\"Name\",\"Text\"\n\"Müller\",\"two\n");
    assert_eq!(shown(Place::InChar(1)), "\"Name\",\"Text\"\n\"M\u{fffd}");
}
