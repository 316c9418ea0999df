//! What stands around the rows of an answer: a mark before them, and the ends of their lines.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RowEdit;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};

/// The answer begins with the UTF-8 byte order mark, `EF BB BF`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByteOrderMark {}

/// The lines end otherwise; what stands inside quotes is left as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineEndings {
    /// How.
    pub to: LineEnd,
}

/// The end of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineEnd {
    /// A line feed.
    Lf,
    /// A carriage return and a line feed.
    Crlf,
    /// A carriage return alone.
    Cr,
}

impl LineEnd {
    /// As it stands in a file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Lf => b"\n",
            Self::Crlf => b"\r\n",
            Self::Cr => b"\r",
        }
    }
}

impl Kind for ByteOrderMark {
    fn scope(&self) -> Scope {
        Scope::GivesRows
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.edits.push(Edit::Rows(RowEdit::ByteOrderMark));
        true
    }
}

impl Kind for LineEndings {
    fn scope(&self) -> Scope {
        Scope::GivesRows
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.edits.push(Edit::Rows(RowEdit::LineEndings(self.to)));
        true
    }
}
