//! The client as the kit sees it: what it is, and one operation after another.

use bulk_conformance::adapter::{Client, Cx};
use bulk_conformance::protocol::{
    Case, ClientInfo, Failure, Feature, Op, Outcome, Ready, Success, Support,
};

use crate::clock;
use crate::csv::DELIMITERS;
use crate::parts::Parts;
use crate::run::Run;
use crate::session::Book;

/// The client.
pub struct Reference {
    parts: Parts,
    sessions: Book,
}

impl Reference {
    /// One that is made of these parts.
    pub fn new(parts: Parts) -> Self {
        Self { parts, sessions: Book::default() }
    }

    fn go(&self, run: &Run<'_>) -> Result<Success, Failure> {
        let (salesforce, marketo) = (&self.parts.salesforce, &self.parts.marketo);
        match run.case.op {
            Op::SfIngest => salesforce.ingest(run),
            Op::SfQuery => salesforce.query(run),
            Op::SfAbort => salesforce.abort_job(run),
            Op::SfDelete => salesforce.delete_job(run),
            Op::SfRetryFailed => salesforce.retry_failed(run),
            Op::MkImport => marketo.import(run),
            Op::MkExport => marketo.export(run),
            Op::MkCancel => marketo.cancel_export(run),
        }
    }
}

impl Client for Reference {
    fn ready(&self) -> Ready {
        let named = |names: &[&str]| Support::Some(names.iter().map(|&name| name.into()).collect());
        let features = Feature::ALL.iter().map(|&feature| {
            let support = match feature {
                Feature::Delimiters => named(&DELIMITERS.map(|(name, _)| name)),
                Feature::LineEndings => named(&["LF", "CRLF"]),
                _ => Support::Plain(true),
            };
            (feature, support)
        });
        Ready {
            protocol: 1,
            client: ClientInfo {
                name: "bulk-reference".into(),
                version: env!("CARGO_PKG_VERSION").into(),
                language: "Rust".into(),
                ..ClientInfo::default()
            },
            ops: Op::ALL.to_vec(),
            features: features.collect(),
            parallel: 16,
        }
    }

    fn run(&self, case: &Case, cx: &Cx) -> Outcome {
        if case.target.ca_file.is_some() || case.target.proxy.is_some() {
            return Outcome::Unsupported { what: "TLS and proxies".into() };
        }
        let session = self.sessions.session(self.parts.login.as_ref(), case);
        let began = clock::now();
        let run = Run { case, cx, parts: &self.parts, session, began, tidying: false };
        match self.go(&run) {
            Ok(success) => Outcome::Ok(success),
            Err(failure) => Outcome::Error(failure),
        }
    }
}
