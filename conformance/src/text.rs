//! Text for people: bytes with visible escapes, and names that are meant when one is not known.

/// A text in which every character that does not print is seen.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0' => out.push_str("\\0"),
            c if c.is_control() || is_invisible(c) => {
                out.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

/// Characters that show nothing, or change how their neighbours are shown.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The first so many characters, and how many there are if those are not all.
pub(crate) fn short(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()),
        None => text.to_owned(),
    }
}

/// A word as a shell reads it: in quotes, where it would be read as something else.
pub(crate) fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

/// Words, one after the other in lines of at most so many characters; a longer word has its own line.
pub(crate) fn wrapped(words: &[String], chars: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= chars => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.clone()),
        }
    }
    lines
}

/// Ids in order, with those that follow each other told by the first and the last one:
/// `MK-AUTH-001…007`.
pub(crate) fn folded(ids: &[&str]) -> Vec<String> {
    let parts = |id: &str| {
        let (topic, number) = id.rsplit_once('-')?;
        Some((topic.to_owned(), number.parse::<u32>().ok()?))
    };
    let follows = |one: &str, next: &str| {
        let (Some(one), Some(next)) = (parts(one), parts(next)) else { return false };
        one.0 == next.0 && one.1 + 1 == next.1
    };
    let runs = ids.chunk_by(|one, next| follows(one, next));
    runs.flat_map(|run| match run {
        [first, _, .., last] => {
            let number = last.rsplit_once('-').map_or(*last, |(_, number)| number);
            vec![format!("{first}…{number}")]
        }
        few => few.iter().map(|id| (*id).to_owned()).collect(),
    })
    .collect()
}

/// The known name that is most like this one, if any is like it at all.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    known
        .into_iter()
        .map(|known| (distance(&name, &known.to_lowercase()), known))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= name.len().div_ceil(3).max(2))
        .map(|(_, known)| known)
}

/// How many characters must be changed, added or taken away.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, c) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (place, known) in other.iter().enumerate() {
            let kept = before + usize::from(c != *known);
            before = row[place + 1];
            row[place + 1] = kept.min(row[place] + 1).min(before + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_print_is_seen() {
        assert_eq!(visible("a\r\n\u{feff}\u{1}é"), "a\\r\\n\\u{feff}\\u{1}é");
    }

    #[test]
    fn a_word_that_a_shell_would_read_otherwise_stands_in_quotes() {
        assert_eq!(shell_word("adapter.py"), "adapter.py");
        assert_eq!(shell_word("it's $HOME"), "'it'\\''s $HOME'");
    }

    #[test]
    fn ids_that_follow_each_other_are_told_by_the_first_and_the_last() {
        let ids = ["A-001", "A-002", "A-003", "A-007", "B-008", "B-009"];
        assert_eq!(folded(&ids).join(" "), "A-001…003 A-007 B-008 B-009");
    }

    #[test]
    fn the_nearest_name_is_one_that_could_be_meant() {
        let known = ["SF-INGEST-003", "SF-QUERY-001"];
        assert_eq!(nearest("sf-ingest-03", known), Some("SF-INGEST-003"));
        assert_eq!(nearest("banana", known), None);
    }
}
