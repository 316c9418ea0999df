//! The words that a rule may use of a provider: a provider says them, rules are checked against them.

/// What a provider has names for.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// The provider, as its operations begin: `salesforce`.
    pub provider: &'static str,
    /// Its operations, each once.
    pub operations: Vec<OperationWords>,
    /// The states of its jobs.
    pub states: Vec<&'static str>,
    /// Its error codes, and the status that each usually has.
    pub codes: Vec<(String, u16)>,
    /// The codes with which it refuses single rows.
    pub row_codes: Vec<String>,
    /// The limits that can be used up.
    pub quotas: Vec<&'static str>,
}

/// What is to be known of an operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OperationWords {
    /// Its name.
    pub name: &'static str,
    /// Whether it makes a job.
    pub makes_job: bool,
    /// Whether its path names a job.
    pub of_job: bool,
    /// Whether it takes rows.
    pub takes_rows: bool,
    /// Whether its caller shows a token.
    pub has_token: bool,
    /// What it answers.
    pub answers: Answers,
}

/// What an operation answers, and where the parts of it stand: JSON pointers and names of headers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answers {
    /// A job.
    Job {
        /// Its state.
        state: &'static str,
        /// Its counters.
        counters: &'static [&'static str],
        /// The checksum of its file, if it tells one.
        checksum: Option<&'static str>,
        /// The size of its file, if it tells one.
        file_size: Option<&'static str>,
    },
    /// Rows as CSV.
    Rows {
        /// What leads from one page to the next, if there are pages.
        locator: Option<LocatorWords>,
        /// The header that counts the rows, if there is one.
        count: Option<&'static str>,
    },
    /// A token.
    Token {
        /// How long it lives, in seconds, if it says so.
        life: Option<&'static str>,
        /// Where to go with it, if it says so.
        instance_url: Option<&'static str>,
    },
    /// Something else.
    Other,
}

/// The words around a locator, which leads from one page of rows to the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LocatorWords {
    /// The header that names the next page.
    pub header: &'static str,
    /// What it says on the last one.
    pub last: &'static str,
    /// The parameter that asks for a page.
    pub parameter: &'static str,
    /// Code, status and text of the refusal of one that leads nowhere; `{}` stands for it.
    pub refusal: (&'static str, u16, &'static str),
}

impl OperationWords {
    /// An operation of which nothing but the name matters.
    pub const fn plain(name: &'static str) -> Self {
        Self {
            name,
            makes_job: false,
            of_job: false,
            takes_rows: false,
            has_token: true,
            answers: Answers::Other,
        }
    }
}
