//! The kinds of faults: one line each here, one file each under `wire` and `fate`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::check::Wrong;
use super::facts::Facts;
use super::verdict::Verdict;
use super::vocabulary::{OperationWords, Vocabulary};
use super::{fate, wire};
use crate::core::random::Stream;

/// Which operations a kind of fault can be about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Any.
    Any,
    /// Those that make a job.
    MakesJob,
    /// Those that show a job.
    ShowsJob,
    /// Those that give rows.
    GivesRows,
    /// Those that take rows.
    TakesRows,
    /// Those whose caller shows a token.
    HasToken,
    /// Those that give a token.
    GivesToken,
}

/// What a kind may look at when it fires.
pub struct Draw<'a> {
    /// The request.
    pub facts: &'a Facts,
    /// What its operation answers.
    pub words: &'a OperationWords,
    /// The state of its job before the last change, and how many times the job was shown since.
    pub before: Option<(&'static str, u64)>,
    /// What is left to chance.
    pub chance: Stream,
}

/// A kind of fault.
pub trait Kind {
    /// Which operations it can be about.
    fn scope(&self) -> Scope;

    /// Adds what is to be done; `false` if there is nothing to do to this request, which then does
    /// not count as hit.
    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool;

    /// Whether its words are the provider's.
    ///
    /// # Errors
    /// The key that is wrong, why, and what to write instead.
    fn check(&self, words: &Vocabulary) -> Result<(), Wrong> {
        let _ = words;
        Ok(())
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident($kind:ty) $word:literal;)*) => {
        /// What happens when a rule fires: exactly one of these.
        #[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Inject {
            $($(#[$doc])* $variant($kind),)*
        }

        impl Inject {
            /// The names of all kinds.
            pub const KINDS: &'static [&'static str] = &[$($word),*];

            /// The name of the kind.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $word,)* }
            }

            /// The kind.
            pub fn kind(&self) -> &dyn Kind {
                match self { $(Self::$variant(kind) => kind,)* }
            }
        }

        $(
            impl From<$kind> for Inject {
                fn from(kind: $kind) -> Self {
                    Self::$variant(kind)
                }
            }
        )*
    };
}

kinds! {
    // On the wire.
    /// Another status, with the provider's error, a page or nothing.
    Status(wire::Status) "status";
    /// The connection is torn down.
    Reset(wire::Reset) "reset";

    // In the org.
    /// A job stays in a state.
    Stuck(fate::Stuck) "stuck";
}

impl Scope {
    /// Whether an operation is one of those.
    pub fn holds(self, operation: &OperationWords) -> bool {
        use super::vocabulary::Answers;
        match self {
            Self::Any => true,
            Self::MakesJob => operation.makes_job,
            Self::ShowsJob => matches!(operation.answers, Answers::Job { .. }),
            Self::GivesRows => matches!(operation.answers, Answers::Rows { .. }),
            Self::TakesRows => operation.takes_rows,
            Self::HasToken => operation.has_token,
            Self::GivesToken => matches!(operation.answers, Answers::Token { .. }),
        }
    }

    /// The scope in words: operations that …
    pub fn words(self) -> &'static str {
        match self {
            Self::Any => "exist",
            Self::MakesJob => "make a job",
            Self::ShowsJob => "show a job",
            Self::GivesRows => "give rows",
            Self::TakesRows => "take rows",
            Self::HasToken => "carry a token",
            Self::GivesToken => "give a token",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Inject;

    #[test]
    fn every_kind_is_called_what_files_call_it() {
        let schema = schemars::schema_for!(Inject).to_value().to_string();
        for kind in Inject::KINDS {
            assert!(schema.contains(&format!("\"{kind}\"")), "{kind}");
        }
    }
}
