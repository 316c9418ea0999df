//! The text that leads to the next page of rows: missing, odd, always the same, or not good any more.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::checksum::told;
use super::reword::{At, Reword};
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Instead, InsteadBody, Refusal, Verdict};
use crate::faults::vocabulary::{Answers, LocatorWords, Vocabulary};

/// What becomes of the locator of the next page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Locator {
    /// The header is not there.
    Missing,
    /// A page that was asked for by a locator answers with that same locator again.
    Repeated,
    /// A request with a locator is refused as the provider refuses one that leads nowhere.
    Expired,
    /// It is filled up with `=`, as base64 may be; it leads on all the same.
    Padded,
    /// It is the number behind the usual text; it leads on all the same, as long as the rule hits
    /// every page.
    Number,
    /// It is this text where there is a next page, which the provider then refuses.
    Value(String),
    /// Where there is no next page it is this, and not the provider's word for that.
    Last(String),
}

impl Kind for Locator {
    fn scope(&self) -> Scope {
        Scope::GivesRows
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let Answers::Rows { locator: Some(words), .. } = draw.words.answers else { return false };
        let asked = draw.facts.query.iter().find(|(name, _)| name == words.parameter);
        let asked = asked.map(|(_, value)| value.clone());
        let how = match (self, asked) {
            (Self::Missing, _) => Reword::Remove,
            (Self::Padded, _) => Reword::Padded(words.last),
            (Self::Number, asked) => {
                let usual = asked.map(|asked| STANDARD_NO_PAD.encode(asked));
                verdict.asked = usual.map(|usual| (words.parameter, usual));
                Reword::Decoded(words.last)
            }
            (Self::Value(value), _) => Reword::Unless(words.last, value.clone()),
            (Self::Last(word), _) => Reword::Words([(words.last.into(), word.clone())].into()),
            (Self::Repeated, Some(asked)) => Reword::Unless("", asked),
            (Self::Expired, Some(asked)) => return verdict.answer(expired(&words, &asked)),
            (Self::Repeated | Self::Expired, None) => return false,
        };
        verdict.edits.push(Edit::Said(At::Header(words.header), how));
        true
    }

    fn check(&self, words: &Vocabulary) -> Result<(), Wrong> {
        told(words, "locator", |answers| matches!(answers, Answers::Rows { locator: Some(_), .. }))
    }
}

fn expired(words: &LocatorWords, asked: &str) -> Instead {
    let (code, status, message) = words.refusal;
    let message = Some(message.replace("{}", asked));
    let body =
        InsteadBody::Refusal(Refusal { code: Some(code.into()), status: Some(status), message });
    Instead { effect: false, status, headers: Vec::new(), retry_after: None, body }
}
