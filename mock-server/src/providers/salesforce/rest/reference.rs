//! References from one request of a composite to the answer of an earlier one: `@{contact.id}`,
//! `@{found.records[0].Id}`, `@{made[1].id}`.

use serde_json::{Map, Value};

use super::super::errors::ApiError;
use super::call::Answer;

/// The answers so far, by name.
#[derive(Default)]
pub(super) struct Answers(Vec<(String, Answer)>);

impl Answers {
    pub(super) fn push(&mut self, name: &str, answer: Answer) {
        self.0.push((name.to_owned(), answer));
    }

    pub(super) fn at(&self, place: usize) -> Option<&Answer> {
        self.0.get(place).map(|(_, answer)| answer)
    }

    /// A text with its references filled in.
    ///
    /// # Errors
    /// A reference leads to no text, number or truth value. Documented.
    pub(super) fn fill(&self, text: &str) -> Result<String, ApiError> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("@{") {
            let Some((reference, tail)) = after.split_once('}') else { break };
            let value = self.value(reference);
            let value = value.ok_or_else(|| ApiError::no_referenced_value(reference))?;
            out.push_str(before);
            out.push_str(&value);
            rest = tail;
        }
        Ok(out + rest)
    }

    fn value(&self, reference: &str) -> Option<String> {
        let end = reference.find(['.', '[']).unwrap_or(reference.len());
        let (name, mut way) = reference.split_at(end);
        let (_, answer) = self.0.iter().find(|(known, _)| known == name)?;
        let mut value = answer.body.as_ref()?;
        while !way.is_empty() {
            if let Some(inside) = way.strip_prefix('[') {
                let (place, after) = inside.split_once(']')?;
                value = value.get(place.parse::<usize>().ok()?)?;
                way = after;
            } else {
                let inside = way.strip_prefix('.')?;
                let end = inside.find(['.', '[']).unwrap_or(inside.len());
                value = value.get(&inside[..end])?;
                way = &inside[end..];
            }
        }
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

/// A value with the references in its texts filled in.
///
/// # Errors
/// As [`Answers::fill`].
pub(super) fn filled_in(value: &Value, answers: &Answers) -> Result<Value, ApiError> {
    Ok(match value {
        Value::String(text) => Value::String(answers.fill(text)?),
        Value::Array(values) => {
            Value::Array(values.iter().map(|v| filled_in(v, answers)).collect::<Result<_, _>>()?)
        }
        Value::Object(properties) => {
            let mut out = Map::with_capacity(properties.len());
            for (key, value) in properties {
                out.insert(key.clone(), filled_in(value, answers)?);
            }
            Value::Object(out)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reference_is_followed_through_objects_and_lists() {
        let mut answers = Answers::default();
        answers
            .push("a", Answer::json(200, json!({ "id": "001", "n": 7, "none": null, "is": true })));
        answers.push("b", Answer::json(200, json!([{ "records": [{ "Id": "003" }] }])));
        answers.push("c", Answer::empty(204));
        let fill = |text: &str| answers.fill(text).map_err(|error| error.code);
        assert_eq!(
            fill("x/@{a.id}/@{b[0].records[0].Id}?n=@{a.n}&@{a.is}"),
            Ok("x/001/003?n=7&true".into())
        );
        assert_eq!(fill("@{a.id"), Ok("@{a.id".into()));
        assert_eq!(fill("a@b.c {}"), Ok("a@b.c {}".into()));
        for nothing in
            ["@{a}", "@{a.none}", "@{b[1].Id}", "@{b[x]}", "@{c.id}", "@{d.id}", "@{}", "@{a.id[}"]
        {
            assert_eq!(fill(nothing), Err("PROCESSING_HALTED"), "{nothing}");
        }
    }
}
