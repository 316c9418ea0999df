//! The right word for a wrong one, for error messages.
//! It knows words only, not what they mean.

/// Most edits between a word and the one it was meant to be.
const EDITS_MAX: usize = 3;

/// `did you mean …?` if one of the words is near, else the list of them.
pub fn suggest<'w>(wrong: &str, right: impl IntoIterator<Item = &'w str>) -> String {
    let right: Vec<&str> = right.into_iter().collect();
    let near = right
        .iter()
        .map(|word| (distance(&wrong.to_lowercase(), &word.to_lowercase()), word))
        .filter(|(edits, word)| *edits <= EDITS_MAX.min(word.chars().count() / 2))
        .min_by_key(|(edits, _)| *edits);
    match near {
        Some((_, word)) => format!("did you mean `{word}`?"),
        None => format!("use one of: {}", right.join(", ")),
    }
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
    }
}
