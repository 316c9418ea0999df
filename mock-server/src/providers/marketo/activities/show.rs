//! An entry of the log in the provider's words: type, primary attribute, attributes by display name.
//!
//! Which attributes a type has, in which order and of which types, is the instance's business; an
//! empty one is left out (A:activities, documented).

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::super::id::record_id;
use super::super::instance::{ActivityType, DataType};
use super::super::records::Records;
use super::entry::{Body, Entry};
use super::generated::{ATTRIBUTES, CAMPAIGN, PRIMARY};
use super::log::ActivityNumber;
use super::what::{Cause, DataChange, What};
use crate::core::table::RecordNumber;
use crate::core::time::SimTime;

/// An activity as clients see it, in the form that both REST and extracts are written from.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    /// Its number, from which its id and `marketoGUID` are made.
    pub number: ActivityNumber,
    /// To whom it happened.
    pub lead: RecordNumber,
    /// When.
    pub at: SimTime,
    /// Marketo's number of the type.
    pub type_id: u32,
    /// The campaign that caused it.
    pub campaign: Option<u32>,
    /// What it is about, by number.
    pub primary_id: Option<u64>,
    /// What it is about, by name.
    pub primary: Option<String>,
    /// What else is known, by display name; empty attributes are left out.
    pub attributes: Map<String, Value>,
}

impl Shown {
    /// Its id, which is its `marketoGUID` too: digits, as in instances that are not new (0.11,
    /// recorded).
    pub fn id(&self) -> u64 {
        activity_id(self.number)
    }

    /// The attributes as they stand in an extract: a JSON object on one line (5.5.5).
    pub fn attributes_json(&self) -> String {
        // A map with text as keys can always be written.
        serde_json::to_string(&self.attributes).unwrap_or_default()
    }
}

/// The id of an activity: those that came to be count from 1, computed ones follow far behind, as the
/// ids of leads do.
fn activity_id(number: ActivityNumber) -> u64 {
    record_id(RecordNumber(number))
}

impl Records {
    /// The activity of that number in the provider's words.
    pub fn activity(&self, number: ActivityNumber) -> Option<Shown> {
        self.entry(number).map(|entry| entry.shown())
    }
}

/// An attribute before its type is known.
type Said<'a> = (&'static str, Cow<'a, str>);

impl Entry<'_> {
    /// Its id.
    pub fn id(&self) -> u64 {
        activity_id(self.number)
    }

    /// The campaign that caused it.
    pub fn campaign(&self) -> Option<u32> {
        match self.body {
            Body::Generated(row) => row.number(CAMPAIGN),
            Body::Written(What::Event(event)) => event.campaign,
            Body::Written(_) => None,
        }
    }

    /// What it is about, by name.
    pub fn primary(&self) -> Option<Cow<'_, str>> {
        match self.body {
            Body::Generated(row) => row.text(PRIMARY).map(Cow::Owned),
            Body::Written(what) => match what {
                What::NewLead(_) => None,
                What::DataChanged(change) => {
                    let field = self.records.instance.leads.at(change.field);
                    Some(Cow::Borrowed(field.display_name.as_str()))
                }
                What::AddedToList(_, name) | What::RemovedFromList(_, name) => {
                    Some(Cow::Borrowed(name))
                }
                What::Deleted(_) => self.records.full_name(self.lead).map(Cow::Owned),
                What::Event(event) => event.primary.as_deref().map(Cow::Borrowed),
            },
        }
    }

    /// What else is known, by display name.
    pub fn attributes(&self) -> Map<String, Value> {
        let activity_type = self.records.instance.activity_type(self.type_id);
        let said = match self.body {
            Body::Generated(row) => return row.attributes(),
            Body::Written(what) => match what {
                What::NewLead(cause) => said_of_new_lead(cause, self.at),
                What::DataChanged(change) => said_of_change(change),
                What::Deleted(cause) => said_of_cause(cause),
                What::AddedToList(..) | What::RemovedFromList(..) => Vec::new(),
                What::Event(event) => {
                    let mut attributes = event.attributes.clone();
                    attributes.retain(|_, value| !is_empty(value));
                    return attributes;
                }
            },
        };
        in_words(activity_type, said)
    }

    /// As [`Shown::attributes_json`]; a computed entry holds the text as it is.
    pub fn attributes_json(&self) -> String {
        match self.body {
            Body::Generated(row) => row.text(ATTRIBUTES).unwrap_or_else(|| "{}".to_owned()),
            Body::Written(_) => serde_json::to_string(&self.attributes()).unwrap_or_default(),
        }
    }

    /// All of it in the provider's words.
    pub fn shown(&self) -> Shown {
        Shown {
            number: self.number,
            lead: self.lead,
            at: self.at,
            type_id: self.type_id,
            campaign: self.campaign(),
            primary_id: self.primary_id(),
            primary: self.primary().map(Cow::into_owned),
            attributes: self.attributes(),
        }
    }
}

impl Records {
    /// First and last name, as far as there are any.
    fn full_name(&self, lead: RecordNumber) -> Option<String> {
        let view = self.leads.get(lead)?;
        let cell = |name: &str| view.cell(self.instance.leads.named(name)?);
        let names = ["firstName", "lastName"].into_iter().filter_map(cell);
        let names: Vec<String> =
            names.map(|cell| String::from_utf8_lossy(&cell).trim().to_owned()).collect();
        let name = names.join(" ").trim().to_owned();
        (!name.is_empty()).then_some(name)
    }
}

fn said_of_new_lead(cause: &Cause, at: SimTime) -> Vec<Said<'_>> {
    let mut said = said_of_cause(cause);
    said.push(("Source Type", Cow::Borrowed(&cause.source)));
    said.push(("Created Date", Cow::Owned(at.strftime("%Y-%m-%d"))));
    said
}

fn said_of_change(change: &DataChange) -> Vec<Said<'_>> {
    let mut said = said_of_cause(&change.cause);
    let (old, new) = (change.old.as_deref(), change.new.as_deref());
    said.push(("New Value", Cow::Borrowed(new.unwrap_or_default())));
    said.push(("Old Value", Cow::Borrowed(old.unwrap_or_default())));
    // Only types of scores have it.
    let score = |value: Option<&str>| value.map_or(Some(0), |text| text.parse::<i64>().ok());
    if let (Some(old), Some(new)) = (score(old), score(new)) {
        said.push(("Change Value", Cow::Owned(format!("{:+}", new.saturating_sub(old)))));
    }
    said
}

fn said_of_cause(cause: &Cause) -> Vec<Said<'_>> {
    vec![
        ("Reason", Cow::Borrowed(&cause.reason)),
        ("Source", Cow::Borrowed(&cause.source)),
        ("Modifying User", Cow::Borrowed(&cause.user)),
    ]
}

/// What was said, as the type has it; of a type that nobody defined, all of it as text.
fn in_words(activity_type: Option<&ActivityType>, said: Vec<Said<'_>>) -> Map<String, Value> {
    let Some(activity_type) = activity_type else {
        let known = said.into_iter().filter(|(_, text)| !text.is_empty());
        return known.map(|(name, text)| (name.to_owned(), text.into())).collect();
    };
    let attributes = activity_type.attributes.iter().filter_map(|attribute| {
        let (_, text) = said.iter().find(|(name, _)| *name == attribute.name)?;
        let value = (!text.is_empty()).then(|| typed(attribute.data_type, text))?;
        Some((attribute.name.clone(), value))
    });
    attributes.collect()
}

/// A text as a value of that type; as text if it is none.
fn typed(data_type: DataType, text: &str) -> Value {
    let whole = || text.parse::<i64>().ok().map(Value::from);
    let decimal = || text.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::from);
    let value = match data_type {
        DataType::Boolean => match text {
            "true" | "1" => Some(Value::Bool(true)),
            "false" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        of if of.is_number() => whole().or_else(decimal),
        _ => None,
    };
    value.unwrap_or_else(|| Value::from(text))
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::marketo::instance::{ActivityAttribute, numbers};

    fn change(old: &str, new: &str) -> DataChange {
        let cause = Cause { source: "Web service API".into(), ..Cause::default() };
        let value = |text: &str| (!text.is_empty()).then(|| text.into());
        DataChange { field: 0, old: value(old), new: value(new), cause: cause.into() }
    }

    #[test]
    fn attributes_are_those_of_the_type_in_its_order_typed_and_without_empty_ones() {
        let attribute = |name: &str, data_type| ActivityAttribute { name: name.into(), data_type };
        let scores = ActivityType {
            id: numbers::CHANGE_SCORE,
            name: "Change Score".into(),
            description: String::new(),
            primary: None,
            attributes: vec![
                attribute("Change Value", DataType::String),
                attribute("New Value", DataType::Integer),
                attribute("Old Value", DataType::Integer),
                attribute("Reason", DataType::String),
            ],
            asset_group: None,
        };
        let shown = in_words(Some(&scores), said_of_change(&change("", "5")));
        assert_eq!(Value::Object(shown).to_string(), r#"{"Change Value":"+5","New Value":5}"#);
        let shown = in_words(None, said_of_change(&change("a", "b")));
        let wanted = r#"{"Source":"Web service API","New Value":"b","Old Value":"a"}"#;
        assert_eq!(Value::Object(shown).to_string(), wanted);
    }
}
