//! What the client is made of.

use std::sync::Arc;

use crate::answers::Classify;
use crate::csv::{CsvReader, CsvWriter};
use crate::http::{Transport, Ureq};
use crate::policy::Policy;
use crate::rows::{Intake, Rows};
use crate::session::Login;
use crate::{answers, csv, marketo, policy, rows, salesforce, session};

/// What the client is made of. Replace one part, and it differs in that alone:
///
/// ```
/// # use std::sync::Arc;
/// use bulk_reference::{Parts, Reference, policy::Policy, run::Run};
///
/// struct Hasty;
/// impl Policy for Hasty {
///     fn renewals_max(&self, _run: &Run<'_>) -> u32 {
///         0
///     }
/// }
/// let client = Reference::new(Parts { policy: Arc::new(Hasty), ..Parts::honest() });
/// ```
#[derive(Clone)]
pub struct Parts {
    /// How requests travel.
    pub transport: Arc<dyn Transport>,
    /// How tokens are got and put on requests, and who shares them.
    pub login: Arc<dyn Login>,
    /// Waits, retries, limits.
    pub policy: Arc<dyn Policy>,
    /// What a refusal is.
    pub classify: Arc<dyn Classify>,
    /// How rows are written.
    pub writer: Arc<dyn CsvWriter>,
    /// How files are read.
    pub reader: Arc<dyn CsvReader>,
    /// How the caller's rows become uploads.
    pub intake: Arc<dyn Intake>,
    /// How rows are built for the caller.
    pub rows: Arc<dyn Rows>,
    /// The flow at Salesforce.
    pub salesforce: Arc<dyn salesforce::Steps>,
    /// The flow at Marketo.
    pub marketo: Arc<dyn marketo::Steps>,
}

impl Parts {
    /// The honest ones.
    pub fn honest() -> Self {
        Self {
            transport: Arc::new(Ureq::default()),
            login: Arc::new(session::Honest),
            policy: Arc::new(policy::Honest),
            classify: Arc::new(answers::Honest),
            writer: Arc::new(csv::HonestWriter),
            reader: Arc::new(csv::HonestReader),
            intake: Arc::new(rows::Honest),
            rows: Arc::new(rows::Honest),
            salesforce: Arc::new(salesforce::Honest),
            marketo: Arc::new(marketo::Honest),
        }
    }
}
