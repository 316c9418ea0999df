//! What is said instead of what is said.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::Value;

use crate::faults::answer::Reword;

/// What is said then.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Told<T> {
    /// The same.
    Same,
    /// Nothing.
    Nothing,
    /// Something else.
    Other(T),
}

/// A text said otherwise; a number may be written in it.
pub(super) fn text(said: &str, how: &Reword) -> Told<String> {
    let number = || said.parse::<u64>().ok();
    let other = match how {
        Reword::Remove => return Told::Nothing,
        Reword::Unless(word, to) => (said != *word).then(|| to.clone()),
        Reword::Words(words) => words.get(said).cloned(),
        Reword::OffBy(by) => number().map(|number| number.saturating_add_signed(*by).to_string()),
        Reword::Share(share) => number().map(|number| share.part_of(number).to_string()),
        Reword::OtherDigit => other_digit(said),
        Reword::Padded(word) => (said != *word).then(|| {
            let missing = said.len().next_multiple_of(4) - said.len();
            format!("{said}{}", "=".repeat(missing))
        }),
        Reword::Decoded(word) => (said != *word).then(|| decoded(said)).flatten(),
    };
    other.map_or(Told::Same, Told::Other)
}

/// A member of JSON said otherwise.
pub(super) fn value(said: &Value, how: &Reword) -> Told<Value> {
    match (said, how) {
        (_, Reword::Remove) => Told::Nothing,
        (Value::String(said), how) => match text(said, how) {
            Told::Same => Told::Same,
            Told::Nothing => Told::Nothing,
            Told::Other(text) => Told::Other(text.into()),
        },
        (Value::Number(said), Reword::OffBy(by)) => said
            .as_u64()
            .map_or(Told::Same, |said| Told::Other(said.saturating_add_signed(*by).into())),
        (Value::Number(said), Reword::Share(share)) => {
            said.as_u64().map_or(Told::Same, |said| Told::Other(share.part_of(said).into()))
        }
        (_, Reword::Unless(_, to)) => Told::Other(to.clone().into()),
        _ => Told::Same,
    }
}

/// The text with another digit in the place of the last one.
fn other_digit(said: &str) -> Option<String> {
    let at = said.rfind(|char: char| char.is_ascii_hexdigit())?;
    let other = if said[at..].starts_with('0') { "1" } else { "0" };
    Some(format!("{}{other}{}", &said[..at], &said[at + 1..]))
}

fn decoded(said: &str) -> Option<String> {
    let bytes = STANDARD_NO_PAD.decode(said.trim_end_matches('=')).ok()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::Share;

    fn said(word: &str, how: &Reword) -> String {
        match text(word, how) {
            Told::Same => word.into(),
            Told::Nothing => "-".into(),
            Told::Other(text) => text,
        }
    }

    #[test]
    fn what_is_said_follows_from_what_was_said() {
        let off = Reword::OffBy(-3);
        assert_eq!([said("10", &off), said("2", &off), said("x", &off)], ["7", "0", "x"]);
        let unless = Reword::Unless("null", "1".into());
        assert_eq!([said("MTA", &unless), said("null", &unless)], ["1", "null"]);
        let padded = Reword::Padded("null");
        assert_eq!([said("MTAwMDA", &padded), said("null", &padded)], ["MTAwMDA=", "null"]);
        assert_eq!(said("MTAwMDA", &Reword::Decoded("null")), "10000");
        assert_eq!(said("sha256:0fa0", &Reword::OtherDigit), "sha256:0fa1");
        assert_eq!(said("sha256:0fa7", &Reword::OtherDigit), "sha256:0fa0");
        assert_eq!(said("sha256:0fa7", &Reword::Remove), "-");
        let half = Share::of(0.5).expect("a share");
        assert_eq!(value(&7.into(), &Reword::Share(half)), Told::Other(3.into()));
        assert_eq!(value(&Value::Null, &Reword::Share(half)), Told::Same);
    }
}
