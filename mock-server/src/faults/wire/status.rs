//! Another status than the rules would give: with the provider's own error, a page, or nothing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RetryAfter;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Instead, InsteadBody, Refusal, Verdict};
use crate::faults::vocabulary::Vocabulary;

/// An answer of that status instead of the real one.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// The status; the usual one of the code if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 200, max = 599))]
    pub status: Option<u16>,
    /// The provider's code for the error; the usual one of the status if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The error's text, if not the provider's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What stands in the body; the provider's error if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Page>,
    /// When to come again, by a `Retry-After`; there is none if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<RetryAfter>,
    /// Whether what was asked is done all the same.
    #[serde(default)]
    pub effect: bool,
}

impl Status {
    /// The provider's usual error of that status; nothing of what was asked is done.
    pub fn of(status: u16) -> Self {
        Self { status: Some(status), ..Self::default() }
    }

    /// The provider's error of that code as it usually comes; nothing of what was asked is done.
    pub fn of_code(code: impl Into<String>) -> Self {
        Self { code: Some(code.into()), ..Self::default() }
    }
}

/// A body that is no error of the provider's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// The page of a gateway in front of the provider.
    Html,
    /// Nothing.
    Empty,
    /// This text.
    Text(String),
}

impl Kind for Status {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        // A page has a status of its own; an error without one gets it from the provider.
        let status = self.status.unwrap_or(200);
        let body = match &self.page {
            None => InsteadBody::Refusal(Refusal {
                code: self.code.clone(),
                status: self.status,
                message: self.message.clone(),
            }),
            Some(Page::Empty) => InsteadBody::Empty,
            Some(Page::Html) => {
                InsteadBody::Text { content_type: "text/html", text: gateway_page(status) }
            }
            Some(Page::Text(text)) => {
                InsteadBody::Text { content_type: "text/plain", text: text.clone() }
            }
        };
        verdict.answer(Instead {
            effect: self.effect,
            status,
            headers: Vec::new(),
            retry_after: self.retry_after.clone(),
            body,
        })
    }

    fn check(&self, words: &Vocabulary) -> Result<(), Wrong> {
        match self.status {
            Some(status) if !(200..600).contains(&status) => {
                let problem = format!("{status} is no status that ends an exchange");
                return Err(Wrong::at("status.status", problem, "write one from 200 to 599"));
            }
            None if self.code.is_none() => {
                let problem = "neither a status nor a code is said";
                return Err(Wrong::at("status", problem, "give `status`, `code` or both"));
            }
            Some(_) | None => {}
        }
        if self.page.is_some() && (self.code.is_some() || self.message.is_some()) {
            let problem = "a page holds no error of the provider's";
            return Err(Wrong::at(
                "status.page",
                problem,
                "leave out `page`, or `code` and `message`",
            ));
        }
        if let Some(retry_after) = &self.retry_after {
            retry_after.check("status.retry_after")?;
        }
        match &self.code {
            Some(code) if !words.codes.iter().any(|(known, _)| known == code) => {
                let codes = words.codes.iter().map(|(code, _)| code.as_str());
                Err(Wrong::word("status.code", code, codes))
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// The page that a common gateway shows for a status.
fn gateway_page(status: u16) -> String {
    // The reasons are worded as nginx words them.
    let title = match status {
        429 => "429 Too Many Requests".to_owned(),
        500 => "500 Internal Server Error".to_owned(),
        502 => "502 Bad Gateway".to_owned(),
        503 => "503 Service Temporarily Unavailable".to_owned(),
        504 => "504 Gateway Time-out".to_owned(),
        other => other.to_string(),
    };
    format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n\
         <center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    )
}
