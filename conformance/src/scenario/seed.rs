//! What an org holds before the client comes.

use crate::protocol::Table;

/// Something that the kit itself puts into an org, over the wire, before the client's part begins.
/// What it does for this is left out of the journal that is judged.
#[derive(Clone, Debug)]
pub enum Seed {
    /// Salesforce records, loaded by ingest.
    Records {
        /// The object.
        object: String,
        /// Its rows.
        table: Table,
    },
    /// Marketo leads, synced by `email`.
    Leads(Table),
    /// Generated rows: a fixture in TOML, as `/_mock/orgs/{org}/generated` takes it, and how many.
    Generated {
        /// The fixture.
        fixture: String,
        /// Rows of the table that counts; as in the fixture if absent.
        rows: Option<u64>,
    },
    /// The org's time goes on by so much, such as `31d`.
    Advance(&'static str),
    /// The org's clock goes so from here on: `wall` for a case that needs real time.
    Clock(&'static str),
    /// A Salesforce job that is there already; `{job}` in the arguments of calls is its id.
    Job {
        /// Whether it is a query; else it is an insert into the sheet.
        query: bool,
        /// The state that it is left in: `Open`, `InProgress` or `JobComplete`.
        state: &'static str,
    },
    /// A Marketo export of leads that is there already; `{export}` in the arguments of calls is its id.
    Export {
        /// The state that it is left in: `Created` or `Queued`.
        state: &'static str,
    },
}
