//! How well a definition is known, in the words that every sheet of the project uses.

/// The best ground that a definition stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// The provider's documentation says so.
    Documented,
    /// It is documented on a page that was not read for this definition.
    DocumentedUnread,
    /// It was seen in a recorded answer.
    Recorded,
    /// A real client breaks without it.
    ReliedUpon,
    /// Nothing was found; this is a choice.
    Assumed,
}

impl Grade {
    /// Every grade, best first.
    pub const ALL: [Grade; 5] = [
        Grade::Documented,
        Grade::DocumentedUnread,
        Grade::Recorded,
        Grade::ReliedUpon,
        Grade::Assumed,
    ];

    /// The word in a file: `relied_upon`.
    pub fn as_str(self) -> &'static str {
        match self {
            Grade::Documented => "documented",
            Grade::DocumentedUnread => "documented_unread",
            Grade::Recorded => "recorded",
            Grade::ReliedUpon => "relied_upon",
            Grade::Assumed => "assumed",
        }
    }

    /// The grade of that name.
    pub fn from_name(name: &str) -> Option<Grade> {
        Grade::ALL.into_iter().find(|grade| grade.as_str() == name)
    }
}

/// Where a definition comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// How well it is known.
    pub grade: Grade,
    /// The source in words, and what could not be looked up.
    pub note: String,
}
