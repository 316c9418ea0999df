//! Rows of a job that the provider refuses: by their place, by chance, by what stands in them.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DrawnRowErrors, JobFate};
use crate::core::pattern::like;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::rule::{Many, Share};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::Vocabulary;

/// Rows are refused, and write nothing. Everything that is said of a row must hold; all rows if
/// nothing is said.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowErrors {
    /// The provider's code.
    pub code: String,
    /// The error's text, if not the provider's own for the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The fields that the error names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// The places of rows in the job's file, counted from 1: `3`, `[3, 7]`, `{ from = 10, to = 20 }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Many<RowSpan>>,
    /// So many of all rows, drawn from the seed and their cells: the same row meets the same fate in
    /// every run, wherever it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// What stands in a column.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub what: Option<Where>,
    /// How many attempts at the same row fail, after which it is taken; all if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
}

impl RowErrors {
    /// All rows are refused with that code, in the provider's own words.
    pub fn of(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            message: None,
            fields: Vec::new(),
            rows: None,
            share: None,
            what: None,
            attempts: None,
        }
    }
}

/// One row or several that follow each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(
    untagged,
    deny_unknown_fields,
    expecting = "a row is a number from 1, or { from = 10, to = 20 }"
)]
pub enum RowSpan {
    /// One.
    One(u64),
    /// Several.
    Span {
        /// The first.
        from: u64,
        /// The last; that of the file if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<u64>,
    },
}

/// What stands in a column; exactly one of the two is said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Where {
    /// The column, by its name in the header line.
    pub column: String,
    /// Exactly this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<String>,
    /// A text in which `*` stands for any characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
}

impl RowSpan {
    /// Whether the row of that number, from 1, is one of them.
    pub fn holds(self, number: u64) -> bool {
        match self {
            Self::One(one) => one == number,
            Self::Span { from, to } => number >= from && to.is_none_or(|to| number <= to),
        }
    }

    fn is_empty(self) -> bool {
        match self {
            Self::One(one) => one == 0,
            Self::Span { from, to } => to.is_some_and(|to| to < from.max(1)),
        }
    }
}

impl Where {
    /// Whether a cell is what is looked for.
    pub fn holds(&self, cell: &str) -> bool {
        self.equals.as_ref().is_none_or(|wanted| wanted == cell)
            && self.like.as_ref().is_none_or(|pattern| like(pattern, cell))
    }
}

impl Kind for RowErrors {
    fn scope(&self) -> Scope {
        Scope::MakesJobOfRows
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let drawn = DrawnRowErrors { errors: self.clone(), seed: draw.seed };
        verdict.fates.add(JobFate::RowErrors(Arc::new(drawn)));
        true
    }

    fn check(&self, words: &Vocabulary) -> Result<(), Wrong> {
        if !words.row_codes.contains(&self.code) {
            let known = words.row_codes.iter().map(String::as_str);
            return Err(Wrong::word("row_errors.code", &self.code, known));
        }
        let spans = self.rows.iter().flat_map(Many::iter);
        if spans.copied().any(RowSpan::is_empty) {
            let problem = "there is no such row";
            return Err(Wrong::at("row_errors.rows", problem, "count rows from 1, upwards"));
        }
        if let Some(Where { equals, like, .. }) = &self.what
            && equals.is_some() == like.is_some()
        {
            let problem = "it says nothing of the column, or two things";
            return Err(Wrong::at("row_errors.where", problem, "give `equals` or `like`"));
        }
        Ok(())
    }
}
