//! An org as clients of Salesforce know it: credentials, addresses, rows, jobs.

use serde_json::Value;

use super::{Failure, Fault, OrgHandle, Row};
use crate::core::nearest::suggest;
use crate::providers::salesforce::record::{Record, Records};
use crate::providers::salesforce::{DeclaredClient, DeclaredUser};

/// The Salesforce side of an org.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use bulk_mock::MockServer;
///
/// let server = MockServer::start().await.expect("a free port");
/// let org = server.org("team-a");
/// org.load("Contact.csv", b"LastName,External_Id__c\nBlum,C-1\n").expect("good rows");
/// let salesforce = org.salesforce();
/// assert_eq!(salesforce.authorization(), "Bearer team-a-token");
/// assert!(salesforce.instance_url().starts_with("http://127.0.0.1:"));
/// assert_eq!(&salesforce.rows("Contact")[0]["LastName"], "Blum");
/// # }
/// ```
#[derive(Clone)]
pub struct SalesforceHandle {
    org: OrgHandle,
}

impl SalesforceHandle {
    pub(super) fn of(org: OrgHandle) -> Self {
        Self { org }
    }

    /// Where clients go with a token, such as `http://127.0.0.1:41234`; also where they log in.
    /// Empty if the server does not listen.
    pub fn instance_url(&self) -> String {
        self.org.shared.url()
    }

    /// A token that is good from the start and does not grow old: the one that the org was declared
    /// with, or one that is made for it now.
    pub fn access_token(&self) -> String {
        let declared = self.org.shared.declared.lock();
        let token = declared.get(self.org.name()).and_then(|org| org.access_token.clone());
        token.unwrap_or_else(|| self.org.with(|org| org.salesforce.open_token()))
    }

    /// The header `Authorization` with that token.
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.access_token())
    }

    /// The name of the user that was declared first.
    ///
    /// # Panics
    /// This program declared no user of this org: then only who logged in first knows one. The same
    /// holds for the password, the client and its secret.
    #[track_caller]
    pub fn username(&self) -> String {
        self.user().username
    }

    /// The user's password.
    ///
    /// # Panics
    /// As [`SalesforceHandle::username`].
    #[track_caller]
    pub fn password(&self) -> String {
        self.user().password
    }

    /// The id of the client that was declared first.
    ///
    /// # Panics
    /// As [`SalesforceHandle::username`].
    #[track_caller]
    pub fn client_id(&self) -> String {
        self.client().client_id
    }

    /// The client's secret; empty for a public client.
    ///
    /// # Panics
    /// As [`SalesforceHandle::username`].
    #[track_caller]
    pub fn client_secret(&self) -> String {
        self.client().client_secret.unwrap_or_default()
    }

    /// Lets the next call of an operation, such as `salesforce.ingest.create`, fail with a status or a
    /// code; said again, the call after that as well. It must come.
    ///
    /// # Panics
    /// There is no such operation or code: with the nearest word.
    #[track_caller]
    pub fn fail_next(&self, operation: &str, failure: impl Into<Failure>) -> Fault {
        self.org.fail_next(operation, failure.into())
    }

    /// The records of an object, oldest first, deleted ones marked; generated ones only if they were
    /// changed.
    ///
    /// # Panics
    /// There is no such object.
    #[track_caller]
    pub fn rows(&self, object: &str) -> Vec<Row> {
        // A copy shares its records with the org, so that the org is locked for a moment only.
        let tables = self.org.with(|org| org.salesforce.world.tables.clone());
        let Some(object) = tables.schema().object(object).cloned() else {
            let known = tables.schema().objects().map(|object| object.name.as_str());
            panic!("there is no object `{object}`; {}", suggest(object, known));
        };
        let Some(records) = Records::of(&tables, &object) else { return Vec::new() };
        let fields = records.written_fields();
        let row = |record: Record<'_>| Row {
            id: record.id().to_string(),
            deleted: record.is_deleted(),
            values: fields
                .iter()
                .filter_map(|field| {
                    let value = record.stored(*field)?;
                    let value = String::from_utf8_lossy(&value).into_owned();
                    Some((object.field_at(*field).name.clone(), value))
                })
                .collect(),
        };
        records.written().map(row).collect()
    }

    /// All ingest jobs as a client sees them, oldest first.
    pub fn jobs(&self) -> Vec<Value> {
        self.org.with(|org| {
            let world = &org.salesforce.world;
            let ids = world.jobs().map(|job| world.job_id(job.number));
            ids.filter_map(|id| world.ingest_info(id.as_str()).ok()).collect()
        })
    }

    /// A job of either type as a client sees it.
    pub fn job(&self, id: &str) -> Option<Value> {
        self.org.with(|org| {
            let world = &org.salesforce.world;
            world.ingest_info(id).or_else(|_| world.query_info(id)).ok()
        })
    }

    #[track_caller]
    fn user(&self) -> DeclaredUser {
        let declared = self.org.shared.declared.lock();
        let user = declared.get(self.org.name()).and_then(|org| org.users.first()).cloned();
        drop(declared);
        user.unwrap_or_else(|| panic!("{}", nobody_said(&self.org, "user")))
    }

    #[track_caller]
    fn client(&self) -> DeclaredClient {
        let declared = self.org.shared.declared.lock();
        let client = declared.get(self.org.name()).and_then(|org| org.clients.first()).cloned();
        drop(declared);
        client.unwrap_or_else(|| panic!("{}", nobody_said(&self.org, "client")))
    }
}

/// Why a credential cannot be told.
pub(super) fn nobody_said(org: &OrgHandle, what: &str) -> String {
    format!(
        "nobody declared a {what} of org `{name}` here; ask for the org by `server.org(\"{name}\")` \
         before its first client comes, or declare it with one",
        name = org.name()
    )
}
