//! One call that a client is asked to make.

use serde_json::Value;

use super::Given;
use crate::protocol::{Args, AuthKind, Dialect, Feature, Limits, Op, Table};

/// The pause between two polls that cases ask for, in milliseconds.
const POLL_MS: u64 = 5;

/// After so many milliseconds a case is given up: much longer than a right client needs.
const DEADLINE_MS: u64 = 20_000;

/// The version that Salesforce clients are told to use.
const API_VERSION: &str = "62.0";

/// One call of the client.
#[derive(Clone, Debug)]
pub struct Call {
    /// What to do.
    pub op: Op,
    /// With what arguments.
    pub args: Args,
    /// With which rows.
    pub given: Option<Given>,
    /// How it is to get tokens.
    pub auth: AuthKind,
    /// Whether it begins with a token that is valid already.
    pub token: bool,
    /// Whether its password is wrong.
    pub locked_out: bool,
    /// The version of Salesforce's API.
    pub api_version: String,
    /// Limits that it is to keep.
    pub limits: Limits,
    /// The pause between two polls, in milliseconds.
    pub poll_ms: u64,
    /// After so many milliseconds the kit gives it up.
    pub deadline_ms: u64,
    /// In which of the orgs, counted from 0.
    pub org: usize,
    /// Calls of the same session share one client object.
    pub session: Option<String>,
    /// Whether it runs in a program of its own.
    pub fresh: bool,
    /// When the caller cancels it.
    pub cancel: Option<CancelWhen>,
    /// Features that it takes beside those that follow from the rest.
    pub takes: Vec<Feature>,
}

/// When a caller cancels: as soon as so many requests of an operation were answered.
#[derive(Clone, Debug)]
pub struct CancelWhen {
    /// The operation, such as `salesforce.ingest.info`.
    pub operation: &'static str,
    /// How many.
    pub answered: u64,
}

impl Call {
    /// A call of this operation.
    pub fn new(op: Op) -> Self {
        let kind = match op {
            Op::MkImport | Op::MkExport | Op::MkCancel => AuthKind::ClientCredentials,
            _ => AuthKind::Password,
        };
        Self {
            op,
            args: Args::new(),
            given: None,
            auth: kind,
            token: false,
            locked_out: false,
            api_version: API_VERSION.to_owned(),
            limits: Limits::default(),
            poll_ms: POLL_MS,
            deadline_ms: DEADLINE_MS,
            org: 0,
            session: None,
            fresh: false,
            cancel: None,
            takes: Vec::new(),
        }
    }

    /// Loads rows into a Salesforce object: `insert`, `update`, `upsert`, `delete` or `hardDelete`.
    pub fn ingest(operation: &str, object: &str, given: Given) -> Self {
        let mut call = Self::new(Op::SfIngest).arg("object", object).arg("operation", operation);
        if let Given::File(file) | Given::Stream(file) | Given::Repeated(file, _) = &given {
            call = call.dialect(&file.dialect);
        }
        call.given(given)
    }

    /// Inserts records into a Salesforce object, with commas and line feeds.
    pub fn insert(object: &str, table: Table) -> Self {
        Self::ingest("insert", object, Given::Records(table)).dialect(&Dialect::plain())
    }

    /// Runs a bulk query.
    pub fn query(soql: &str) -> Self {
        Self::new(Op::SfQuery).arg("soql", soql)
    }

    /// Imports leads into Marketo as CSV.
    pub fn import(table: Table) -> Self {
        Self::new(Op::MkImport)
            .arg("object", "leads")
            .arg("format", "csv")
            .given(Given::Records(table))
    }

    /// Exports leads from Marketo: these fields, through this filter.
    pub fn export(fields: &[&str], filter: Value) -> Self {
        Self::new(Op::MkExport)
            .arg("object", "leads")
            .arg("format", "CSV")
            .arg("fields", fields.to_vec())
            .arg("filter", filter)
    }

    /// With this argument.
    #[must_use]
    pub fn arg(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }

    /// With these rows.
    #[must_use]
    pub fn given(mut self, given: Given) -> Self {
        self.given = Some(given);
        self
    }

    /// In this dialect.
    #[must_use]
    pub fn dialect(self, dialect: &Dialect) -> Self {
        self.arg("columnDelimiter", dialect.column_delimiter.as_str())
            .arg("lineEnding", dialect.line_ending.as_str())
    }

    /// With a token that is valid already.
    #[must_use]
    pub fn with_token(mut self) -> Self {
        self.token = true;
        self
    }

    /// With a wrong password.
    #[must_use]
    pub fn locked_out(mut self) -> Self {
        self.locked_out = true;
        self
    }

    /// In another org than the first.
    #[must_use]
    pub fn in_org(mut self, org: usize) -> Self {
        self.org = org;
        self
    }

    /// In a session that other calls share.
    #[must_use]
    pub fn session(mut self, name: &str) -> Self {
        self.session = Some(name.to_owned());
        self
    }

    /// Cancelled by its caller.
    #[must_use]
    pub fn cancel(mut self, operation: &'static str, answered: u64) -> Self {
        self.cancel = Some(CancelWhen { operation, answered });
        self
    }

    /// In a program of its own.
    #[must_use]
    pub fn fresh(mut self) -> Self {
        self.fresh = true;
        self
    }

    /// With these limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// With tokens got in this way.
    #[must_use]
    pub fn auth(mut self, kind: AuthKind) -> Self {
        self.auth = kind;
        self
    }

    /// Only asked of clients with this feature.
    #[must_use]
    pub fn takes(mut self, feature: Feature) -> Self {
        self.takes.push(feature);
        self
    }

    /// With so many milliseconds between two polls.
    #[must_use]
    pub fn poll_ms(mut self, poll_ms: u64) -> Self {
        self.poll_ms = poll_ms;
        self
    }

    /// Given up after so many milliseconds.
    #[must_use]
    pub fn deadline_ms(mut self, deadline_ms: u64) -> Self {
        self.deadline_ms = deadline_ms;
        self
    }

    /// Features without which a client cannot be asked at all, with the value where one is needed:
    /// how rows are given, a dialect that is not the plain one, a refresh token, a caller who cancels,
    /// a client's own time that is set.
    pub fn needs(&self) -> Vec<(Feature, Option<String>)> {
        let mut needs = Vec::new();
        match &self.given {
            Some(Given::Records(_)) => needs.push((Feature::InputRecords, None)),
            Some(Given::File(_) | Given::Repeated(..)) => needs.push((Feature::InputFile, None)),
            Some(Given::Stream(_)) => needs.push((Feature::InputStream, None)),
            None => {}
        }
        let said = |name: &str| self.args.get(name).and_then(Value::as_str).map(str::to_owned);
        if let Some(delimiter) = said("columnDelimiter").filter(|name| name != "COMMA") {
            needs.push((Feature::Delimiters, Some(delimiter)));
        }
        // Marketo's formats are delimiters by another name.
        let of_format = [("tsv", "TAB"), ("ssv", "SEMICOLON")];
        let format = said("format").unwrap_or_default().to_ascii_lowercase();
        if let Some((_, delimiter)) = of_format.iter().find(|(name, _)| *name == format) {
            needs.push((Feature::Delimiters, Some((*delimiter).to_owned())));
        }
        if let Some(ending) = said("lineEnding").filter(|name| name != "LF") {
            needs.push((Feature::LineEndings, Some(ending)));
        }
        let own = [
            (self.session.is_some(), Feature::SessionShared),
            (self.auth == AuthKind::RefreshToken, Feature::AuthRefreshToken),
            (self.cancel.is_some(), Feature::Cancel),
            (self.limits.timeout_ms.is_some(), Feature::TimeoutConfigurable),
        ];
        needs.extend(
            own.into_iter().filter(|(asked, _)| *asked).map(|(_, feature)| (feature, None)),
        );
        needs.extend(self.takes.iter().map(|feature| (*feature, None)));
        needs
    }
}
