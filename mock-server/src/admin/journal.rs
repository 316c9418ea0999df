//! The journal of an org: entries that were asked for, and all of them while they come.

use axum::http::Method;
use schemars::JsonSchema;
use serde::Deserialize;

use super::answer::{Events, Lines};
use super::error::AdminError;
use super::input::NoQuery;
use super::route::{Asked, Route};
use crate::core::journal::{Cursor, Entry, EntryKind, Filter, Snapshot, Status};
use crate::core::time::SimTime;
use crate::edge::Door;
use crate::faults::known_operation;

pub(super) fn routes() -> Vec<Route> {
    let read_says =
        "Calls and changes of state in their order, one a line; secrets stand under names.";
    let stream_says = "Calls as they are answered and changes of state as they happen, as server-sent \
                       events; `Last-Event-ID` goes on behind an event.";
    let lobby_says = "Calls that belonged to no org, one a line.";
    vec![
        Route::new(Method::GET, "/_mock/orgs/{org}/journal", "readJournal", read_says, read),
        Route::new(
            Method::GET,
            "/_mock/orgs/{org}/journal/stream",
            "streamJournal",
            stream_says,
            stream,
        ),
        Route::new(Method::GET, "/_mock/journal", "readLobbyJournal", lobby_says, read_lobby),
    ]
}

/// Which entries are wanted: everything that is said must hold, texts may have `*`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// `exchange` for calls, `transition` for changes of state.
    entry: Option<EntryKind>,
    /// The name of the operation, such as `salesforce.ingest.*`.
    operation: Option<String>,
    /// The method.
    method: Option<String>,
    /// The path as it was sent, without its query.
    path: Option<String>,
    /// The id of a job: calls about it, the call that made it, its changes of state.
    job: Option<String>,
    /// The status of the answer, such as `429` or `4xx`, or the state that a job came to.
    status: Option<Status>,
    /// Not before this instant of the org's time.
    since: Option<SimTime>,
    /// Before this instant of the org's time.
    until: Option<SimTime>,
    /// The name of a rule of faults that fired.
    fault: Option<String>,
    /// Only what began behind this place in the order of events.
    after: Option<u64>,
    /// So many at most, the oldest.
    limit: Option<usize>,
    /// `show` for secrets in the clear.
    secrets: Option<Secrets>,
}

/// What is shown of secrets.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Secrets {
    /// Their names.
    Name,
    /// All.
    Show,
}

/// Where a live reading begins.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct From {
    /// Behind the event of this id, as the header `Last-Event-ID`; 0 for all that is kept. Only what
    /// is new if absent.
    after: Option<u64>,
}

async fn read(asked: Asked<Wanted>) -> Result<Lines<Entry>, AdminError> {
    let cell = asked.org()?;
    known(asked.door(), asked.query.operation.as_deref(), "operation")?;
    let Wanted { after, limit, secrets, .. } = asked.query;
    let filter = filter(asked.query);
    let picked =
        |entry: &Entry| after.is_none_or(|after| entry.place().seq > after) && filter.takes(entry);
    // Writing it out takes a while; the org is free meanwhile.
    let picked = cell.lock().journal.picked(limit.unwrap_or(usize::MAX), picked);
    Ok(lines(&picked, secrets))
}

fn filter(wanted: Wanted) -> Filter {
    let Wanted { entry, operation, method, path, job, status, since, until, fault, .. } = wanted;
    Filter { entry, operation, method, path, job, status, since, until, fault }
}

/// A name that no operation has would match nothing, whatever came.
pub(super) fn known(door: &Door, operation: Option<&str>, key: &str) -> Result<(), AdminError> {
    let Some(operation) = operation else { return Ok(()) };
    known_operation(&door.vocabularies(), operation, key).map_err(|wrong| {
        let refused = AdminError::bad_request(format!("no operation is called `{operation}`"));
        refused.remedy(wrong.remedy).key(wrong.key)
    })
}

fn lines(picked: &Snapshot, secrets: Option<Secrets>) -> Lines<Entry> {
    Lines::new(match secrets {
        Some(Secrets::Show) => picked.json_lines_in_the_clear(),
        Some(Secrets::Name) | None => picked.json_lines(),
    })
}

async fn stream(asked: Asked<From>) -> Result<Events, AdminError> {
    let cell = asked.org()?;
    let header = asked.headers.get("last-event-id").map(|id| id.to_str().unwrap_or("?").trim());
    let header = match header.map(str::parse::<u64>) {
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => {
            let refused = AdminError::bad_request("Last-Event-ID is not the id of an event");
            return Err(refused.remedy("send the number behind `id:`").key("Last-Event-ID"));
        }
        None => None,
    };
    let from: Cursor = {
        let org = cell.lock();
        match header.or(asked.query.after) {
            Some(seq) => org.journal.behind(seq),
            None => org.journal.end(),
        }
    };
    Ok(Events(asked.door().live(&cell, from)))
}

async fn read_lobby(asked: Asked<NoQuery>) -> Result<Lines<Entry>, AdminError> {
    Ok(lines(&asked.door().lobby(), None))
}
