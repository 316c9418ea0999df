//! The right word for a wrong one, for error messages.
//! It knows words only, not what they mean.

/// Most edits between a word and the one it was meant to be.
const EDITS_MAX: usize = 3;

/// More words than this are not listed: nobody would read them.
const LISTED_MAX: usize = 40;

/// So many of them are named instead.
const NAMED: usize = 8;

/// `did you mean …?` if one of the words is near, else the list of them, or of the nearest.
pub fn suggest<'w>(wrong: &str, right: impl IntoIterator<Item = &'w str>) -> String {
    let mut right: Vec<&str> = right.into_iter().collect();
    let wrong = wrong.to_lowercase();
    let edits = |word: &str| distance(&wrong, &word.to_lowercase());
    let near = |word: &&&str| edits(word) <= EDITS_MAX.min(word.chars().count() / 2);
    if let Some(word) = right.iter().filter(near).min_by_key(|word| edits(word)) {
        return format!("did you mean `{word}`?");
    }
    if right.len() <= LISTED_MAX {
        return format!("use one of: {}", right.join(", "));
    }
    right.sort_by_cached_key(|word| edits(word));
    format!("the nearest of {} are: {}", right.len(), right[..NAMED].join(", "))
}

/// Levenshtein distance in characters.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (done, from) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = done + 1;
        for (column, to) in right.iter().enumerate() {
            let changed = diagonal + usize::from(from != *to);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn a_slip_is_answered_with_the_word_that_was_meant() {
        assert_eq!(suggest("strng", ["id", "string"]), "did you mean `string`?");
        assert_eq!(suggest("zebra", ["id", "string"]), "use one of: id, string");
        let many: Vec<String> = (100..200).map(|number| format!("field{number}")).collect();
        let told = suggest("feld", many.iter().map(String::as_str));
        assert!(told.starts_with("the nearest of 100 are: field100, "), "{told}");
    }
}
