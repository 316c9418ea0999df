//! What readers of JSON and TOML say is wrong, in words that need no knowledge of Rust.
//! It knows the readers' sentences only, not what was read.

/// What a reader says of several keys where one stands.
pub const SEVERAL: &str = "wanted exactly 1 element";

/// A reader's sentence in two: what stands there, and what to write instead. `None` if it is not of the
/// kinds that are known.
///
/// The second is `None` where only an example can tell.
pub fn reworded(message: &str) -> Option<(String, Option<String>)> {
    if message.contains("untagged enum Many") {
        let problem = "it is neither one value of the right kind nor a list of them";
        let remedy = "write one, such as \"…\", or several, such as [\"…\", \"…\"]";
        return Some((problem.into(), Some(remedy.into())));
    }
    if message.contains(SEVERAL) {
        let problem = "exactly one key can stand here";
        return Some((
            problem.into(),
            Some("leave one; a second fault is a rule of its own".into()),
        ));
    }
    if message.contains("invalid digit found in string") {
        return Some((
            "it is no whole number".into(),
            Some("write digits only, such as 10".into()),
        ));
    }
    if message.starts_with("invalid length ") && message.contains("struct ") {
        return Some(("a list cannot stand here".into(), None));
    }
    let found = ["invalid type: ", "invalid value: "];
    let rest = found.into_iter().find_map(|start| message.strip_prefix(start))?;
    let (found, wanted) = rest.rsplit_once(", expected ")?;
    let wanted = match wanted {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" | "u64" | "usize" => "a whole number of 0 or more",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => "keys with values",
        "a string" => "a text",
        other => other,
    };
    let wanted = (!wanted.starts_with("struct ")).then(|| format!("write {wanted}"));
    Some((format!("{} cannot stand here", in_words(found)), wanted))
}

/// What a reader found: `string "two"`, ``integer `-1` ``, `null`.
fn in_words(found: &str) -> String {
    let words = [
        ("string ", "the text "),
        ("integer ", "the number "),
        ("floating point ", "the number "),
        ("boolean ", ""),
    ];
    for (reader, ours) in words {
        if let Some(value) = found.strip_prefix(reader) {
            return format!("{ours}{}", value.replace('`', ""));
        }
    }
    match found {
        "sequence" => "a list".into(),
        "map" => "a set of keys".into(),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{SEVERAL, reworded};

    #[test]
    fn a_readers_types_are_said_in_words() {
        let told = |message| {
            let (problem, remedy) = reworded(message).expect("it is known");
            format!("{problem}; {}", remedy.unwrap_or_default())
        };
        assert_eq!(
            told("invalid type: string \"two\", expected u64"),
            "the text \"two\" cannot stand here; write a whole number of 0 or more"
        );
        assert_eq!(
            told("invalid value: integer `99999`, expected u16"),
            "the number 99999 cannot stand here; write a whole number from 0 to 65535"
        );
        assert_eq!(told("invalid type: null, expected struct Rule"), "null cannot stand here; ");
        assert_eq!(
            told("invalid type: integer `5`, expected a duration with its unit, such as \"5m\""),
            "the number 5 cannot stand here; write a duration with its unit, such as \"5m\""
        );
        assert_eq!(
            told("invalid length 0, expected struct Rule with 5 elements"),
            "a list cannot stand here; "
        );
        assert_eq!(
            told(SEVERAL),
            "exactly one key can stand here; leave one; a second fault is a rule of its own"
        );
        assert_eq!(reworded("trailing comma"), None);
    }
}
