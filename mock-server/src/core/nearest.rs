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
    if right.is_empty() {
        return "leave it out: there are none".into();
    }
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

/// A word that a reader of JSON or TOML did not know, and those that it knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown<'m> {
    /// Whether it is a key, and not the value of one.
    pub is_key: bool,
    /// The word.
    pub word: &'m str,
    /// Those that are known there; none where nothing may stand.
    pub known: Vec<&'m str>,
}

impl<'m> Unknown<'m> {
    /// The word in what serde says of a mistake, if it is about one: `unknown field …, expected …`.
    pub fn told(message: &'m str) -> Option<Self> {
        let is_key = message.starts_with("unknown field ");
        if !is_key && !message.starts_with("unknown variant ") {
            return None;
        }
        let mut quoted = message.split('`').skip(1).step_by(2);
        let word = quoted.next()?;
        Some(Self { is_key, word, known: quoted.collect() })
    }
}

/// A method and a path with places for names, such as `/jobs/{id}`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PathWords {
    /// What is there.
    pub name: &'static str,
    /// The methods that it takes.
    pub methods: &'static [&'static str],
    /// The path.
    pub path: &'static str,
}

/// What a missing or a superfluous part of a path counts; a part with other letters counts less.
const PART: usize = 12;

/// What another method counts.
const METHOD: usize = 4;

/// Paths that are further away than this are no help.
const FAR: usize = PART + PART / 2;

/// Paths that are so much further away than the nearest are left out.
const FURTHER: usize = PART / 2;

/// The paths that are nearest to one that is not there, nearest first, `most` of them.
pub fn nearest_paths(
    method: &str,
    path: &str,
    known: impl IntoIterator<Item = PathWords>,
    most: usize,
) -> Vec<PathWords> {
    let path = path.split('?').next().unwrap_or(path);
    let path = path.strip_suffix(".json").unwrap_or(path).to_lowercase();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let mut near: Vec<(usize, PathWords)> = known
        .into_iter()
        .map(|words| {
            let own: Vec<&str> = words.path.split('/').filter(|part| !part.is_empty()).collect();
            let method = if words.methods.contains(&method) { 0 } else { METHOD };
            (away(&parts, &own) + method, words)
        })
        .filter(|(away, words)| *away <= FAR && !words.methods.is_empty())
        .collect();
    near.sort_by_key(|(away, _)| *away);
    let far = near.first().map_or(0, |(nearest, _)| nearest + FURTHER);
    near.into_iter().take_while(|(away, _)| *away <= far).take(most).map(|(_, w)| w).collect()
}

/// How far a path is from another one: as [`distance`], with parts for letters.
fn away(parts: &[&str], own: &[&str]) -> usize {
    let mut row: Vec<usize> = (0..=own.len()).map(|part| part * PART).collect();
    for (done, from) in parts.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (done + 1) * PART;
        for (column, to) in own.iter().enumerate() {
            let changed = diagonal + part_away(from, to);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + PART).min(row[column] + PART);
        }
    }
    row[own.len()]
}

fn part_away(said: &str, own: &str) -> usize {
    if own.starts_with('{') {
        return 0;
    }
    let own = own.to_lowercase();
    let longest = said.chars().count().max(own.chars().count()).max(1);
    // A name in the place of a word says more against a path than a slip does.
    (distance(said, &own) * PART).div_ceil(longest)
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
    use super::{PathWords, nearest_paths, suggest};

    #[test]
    fn a_path_that_is_not_there_is_answered_with_those_that_were_meant() {
        let words = |name, methods, path| PathWords { name, methods, path };
        let known = [
            words("create", &["POST"][..], "/data/{version}/jobs/ingest"),
            words("info", &["GET"][..], "/data/{version}/jobs/ingest/{id}"),
            words("upload", &["PUT"][..], "/data/{version}/jobs/ingest/{id}/batches"),
            words("token", &["POST"][..], "/oauth2/token"),
        ];
        let names = |method, path| {
            let near = nearest_paths(method, path, known, 2);
            near.iter().map(|words| words.name).collect::<Vec<_>>()
        };
        assert_eq!(names("PUT", "/data/v62.0/jobs/ingest/750/batch")[0], "upload");
        assert_eq!(names("POST", "/data/v62.0/job/ingest")[0], "create");
        assert_eq!(names("POST", "/data/v62.0/jobs/ingest/750/batches")[0], "upload");
        assert!(names("GET", "/favicon.ico/a/b/c/d/e/f").is_empty());
    }

    #[test]
    fn a_slip_is_answered_with_the_word_that_was_meant() {
        assert_eq!(suggest("strng", ["id", "string"]), "did you mean `string`?");
        assert_eq!(suggest("zebra", ["id", "string"]), "use one of: id, string");
        let many: Vec<String> = (100..200).map(|number| format!("field{number}")).collect();
        let told = suggest("feld", many.iter().map(String::as_str));
        assert!(told.starts_with("the nearest of 100 are: field100, "), "{told}");
    }
}
