//! An org as clients of Marketo know it: credentials, addresses, records, batches and extracts.

use serde_json::Value;

use super::salesforce::nobody_said;
use super::{Failure, Fault, OrgHandle, Row};
use crate::core::nearest::suggest;
use crate::core::table::View;
use crate::providers::marketo::DeclaredClient;
use crate::providers::marketo::id::record_id;

/// The Marketo side of an org.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use bulk_mock::MockServer;
///
/// let server = MockServer::start().await.expect("a free port");
/// let marketo = server.org("team-a").marketo();
/// assert_eq!(marketo.client_id(), "team-a-client");
/// assert_eq!(marketo.identity_url(), format!("{}/identity", server.url()));
/// assert_eq!(&marketo.rows("leads")[0]["email"], "ada.quill@example.com");
/// # }
/// ```
#[derive(Clone)]
pub struct MarketoHandle {
    org: OrgHandle,
}

impl MarketoHandle {
    pub(super) fn of(org: OrgHandle) -> Self {
        Self { org }
    }

    /// Where clients get their token: `…/identity`. Begins with `/` if the server does not listen.
    pub fn identity_url(&self) -> String {
        format!("{}/identity", self.org.shared.url())
    }

    /// What Marketo calls the REST endpoint: `…/rest`.
    pub fn endpoint_url(&self) -> String {
        format!("{}/rest", self.org.shared.url())
    }

    /// Where bulk calls go: `…/bulk`.
    pub fn bulk_url(&self) -> String {
        format!("{}/bulk", self.org.shared.url())
    }

    /// The id of the client that was declared first.
    ///
    /// # Panics
    /// This program declared no client of this org: then only who came first knows one.
    #[track_caller]
    pub fn client_id(&self) -> String {
        self.client().client_id
    }

    /// The client's secret.
    ///
    /// # Panics
    /// As [`MarketoHandle::client_id`].
    #[track_caller]
    pub fn client_secret(&self) -> String {
        self.client().client_secret
    }

    /// A token that is good from the start and does not grow old: the one that the org was declared
    /// with, or one that is made for it now.
    pub fn access_token(&self) -> String {
        let declared = self.org.shared.declared.lock();
        let token = declared.get(self.org.name()).and_then(|org| org.marketo.access_token.clone());
        token.unwrap_or_else(|| self.org.with(|org| org.marketo.open_token()))
    }

    /// The header `Authorization` with that token.
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.access_token())
    }

    /// Lets the next call of an operation, such as `marketo.export.create`, fail with a status or a
    /// code (`"606"`); said again, the call after that as well. It must come.
    ///
    /// # Panics
    /// There is no such operation or code: with the nearest word.
    #[track_caller]
    pub fn fail_next(&self, operation: &str, failure: impl Into<Failure>) -> Fault {
        self.org.fail_next(operation, failure.into())
    }

    /// The records of a kind, `leads`, `members`, or those of a custom object, oldest first, deleted
    /// ones marked; generated ones only if they were changed.
    ///
    /// # Panics
    /// There is no such kind.
    #[track_caller]
    pub fn rows(&self, kind: &str) -> Vec<Row> {
        // A copy shares its records with the org, so that the org is locked for a moment only.
        let records = self.org.with(|org| org.marketo.world.records.clone());
        let instance = &records.instance;
        let (table, fields) = match (kind, instance.object(kind)) {
            ("leads", _) => (&records.leads, &instance.leads),
            ("members", _) => (&records.members, &instance.members),
            (_, Some((place, object))) => (&records.objects[place], &object.fields),
            (_, None) => {
                let objects = instance.objects.iter().map(|object| object.name.as_str());
                let known = ["leads", "members"].into_iter().chain(objects);
                panic!("there is no `{kind}`; {}", suggest(kind, known));
            }
        };
        let stored = || fields.iter().filter(|(_, field)| !field.computed);
        let row = |record: View<'_>| Row {
            id: record_id(record.number()).to_string(),
            deleted: record.is_deleted(),
            values: stored()
                .filter_map(|(id, field)| {
                    let value = record.cell(id)?;
                    Some((field.name().to_owned(), String::from_utf8_lossy(&value).into_owned()))
                })
                .collect(),
        };
        table.written_records().map(row).collect()
    }

    /// The batches of imports as a client sees them, oldest first.
    pub fn imports(&self) -> Vec<Value> {
        self.org.with(|org| org.marketo.world.import_jobs())
    }

    /// The extracts as a client sees them, oldest first.
    pub fn exports(&self) -> Vec<Value> {
        let now = self.org.now();
        self.org.with(|org| org.marketo.world.export_jobs(now))
    }

    #[track_caller]
    fn client(&self) -> DeclaredClient {
        let declared = self.org.shared.declared.lock();
        let org = declared.get(self.org.name());
        let client = org.and_then(|org| org.marketo.clients.first()).cloned();
        drop(declared);
        client.unwrap_or_else(|| panic!("{}", nobody_said(&self.org, "client")))
    }
}
