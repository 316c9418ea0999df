//! Near misses: for each call that was refused, or that was no operation at all, in words, why it was
//! and which calls were legal then.

use axum::http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Json;
use super::error::AdminError;
use super::route::{Asked, Route};
use crate::core::explain::{Explains, Legal, Refused};
use crate::core::journal::{Entry, Exchange, Names, Snapshot, is_id};
use crate::core::nearest::nearest_paths;
use crate::providers::{marketo, salesforce};

/// All providers.
const PROVIDERS: [Explains; 2] = [salesforce::explain::EXPLAINS, marketo::explain::EXPLAINS];

/// Paths that are told.
const NEAREST: usize = 3;

/// Refused calls that are told, unless another number is asked for.
const TOLD: usize = 100;

pub(super) fn routes() -> Vec<Route> {
    let says = "Why calls were refused, the newest first: what the provider said, which calls were \
                legal in the state of the job, what is missing, which path was meant.";
    vec![
        Route::new(
            Method::GET,
            "/_mock/orgs/{org}/journal/explain",
            "explainJournal",
            says,
            of_org,
        ),
        Route::new(
            Method::GET,
            "/_mock/journal/explain",
            "explainLobbyJournal",
            "The same of calls that belonged to no org.",
            of_lobby,
        ),
    ]
}

/// Which calls are to be explained.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Only the call at this place in the order of events.
    seq: Option<u64>,
    /// So many at most; 100 if absent.
    limit: Option<usize>,
}

/// Calls that were refused.
#[derive(Serialize, JsonSchema)]
struct Explained {
    /// The newest first.
    refused: Vec<Explanation>,
}

/// Why a call was refused.
#[derive(Serialize, JsonSchema)]
struct Explanation {
    /// Its place in the order of events.
    seq: u64,
    /// The operation that it named, if any.
    operation: Option<&'static str>,
    /// Its method.
    method: String,
    /// Its target, secrets under their names.
    target: String,
    /// The status of the answer.
    status: Option<u16>,
    /// What the provider said.
    said: Refused,
    /// The faults that had a part in it.
    faults: Vec<String>,
    /// Its job, and the state that the job was in.
    job: Option<JobThen>,
    /// The calls that were legal on that job.
    legal: Vec<Legal>,
    /// The paths that are nearest to one that is not served.
    near: Vec<Near>,
    /// All of it in words, the likeliest reason first.
    why: Vec<String>,
}

/// A job when a call came.
#[derive(Serialize, JsonSchema)]
struct JobThen {
    /// Its id.
    id: String,
    /// Its state; absent for one that was gone.
    state: Option<&'static str>,
}

/// A path that is served.
#[derive(Serialize, JsonSchema)]
struct Near {
    /// Its operation.
    operation: &'static str,
    /// Its methods.
    methods: Vec<&'static str>,
    /// The path, with places for names.
    path: &'static str,
}

async fn of_org(asked: Asked<Wanted>) -> Result<Json<Explained>, AdminError> {
    let journal = asked.org()?.lock().journal.snapshot();
    Ok(Json(explained(&journal, &asked.query)))
}

async fn of_lobby(asked: Asked<Wanted>) -> Result<Json<Explained>, AdminError> {
    Ok(Json(explained(&asked.door().lobby(), &asked.query)))
}

fn explained(journal: &Snapshot, wanted: &Wanted) -> Explained {
    let names = journal.names();
    let refused = journal.entries().rev().filter_map(|entry| match entry {
        Entry::Exchange(exchange) => Some(exchange),
        Entry::Transition(_) => None,
    });
    let refused = refused
        .filter(|exchange| wanted.seq.is_none_or(|seq| exchange.received.seq == seq))
        .filter_map(|exchange| {
            let said = refusal(exchange)?;
            Some(explain(journal, exchange, said, &names))
        });
    Explained { refused: refused.take(wanted.limit.unwrap_or(TOLD)).collect() }
}

/// What a provider said against a call; `None` if it went through, or is not over.
fn refusal(exchange: &Exchange) -> Option<Refused> {
    exchange.answered?;
    let none = || Refused { code: None, message: None };
    let of = provider(exchange);
    let said = match of {
        Some(provider) => (provider.refused)(exchange),
        None => PROVIDERS.iter().find_map(|provider| (provider.refused)(exchange)),
    };
    said.or_else(|| (exchange.operation.is_none() || exchange.status.is_none()).then(none))
}

fn provider(exchange: &Exchange) -> Option<&'static Explains> {
    let name = exchange.operation?.split('.').next()?;
    PROVIDERS.iter().find(|provider| provider.provider == name)
}

fn explain(
    journal: &Snapshot,
    exchange: &Exchange,
    said: Refused,
    names: &Names<'_>,
) -> Explanation {
    let job = job_then(journal, exchange);
    let operation = exchange.operation;
    let legal = match (provider(exchange), operation, job.as_ref().and_then(|job| job.state)) {
        (Some(provider), Some(operation), Some(state)) => (provider.legal)(operation, state),
        _ => &[],
    };
    let near = if operation.is_none() { near(exchange) } else { Vec::new() };
    let why = why(exchange, &said, job.as_ref(), legal, &near);
    let named = |text: &String| names.in_text(text);
    Explanation {
        seq: exchange.received.seq,
        operation,
        method: exchange.method.clone(),
        target: named(&exchange.target),
        status: exchange.status,
        said: Refused { message: said.message.as_ref().map(named), ..said },
        faults: exchange.faults.iter().map(|fired| fired.rule.to_string()).collect(),
        job,
        legal: legal.to_vec(),
        near,
        why: why.iter().map(named).collect(),
    }
}

/// The job that a call's path names, and its state then, as far as the journal goes back.
fn job_then(journal: &Snapshot, exchange: &Exchange) -> Option<JobThen> {
    let path = exchange.target.split('?').next().unwrap_or("");
    let parts: Vec<&str> = path.split(['/', '.']).filter(|part| !part.is_empty()).collect();
    let mut last = None;
    for entry in journal.entries() {
        let Entry::Transition(change) = entry else { continue };
        if change.place.seq > exchange.received.seq {
            break;
        }
        if parts.iter().any(|part| is_id(part, &change.subject)) {
            last = Some(JobThen { id: change.subject.clone(), state: change.to });
        }
    }
    last
}

fn near(exchange: &Exchange) -> Vec<Near> {
    let known = PROVIDERS.iter().flat_map(|provider| (provider.paths)());
    let near = nearest_paths(&exchange.method, &exchange.target, known, NEAREST);
    let told = near.into_iter().map(|words| Near {
        operation: words.name,
        methods: words.methods.to_vec(),
        path: words.path,
    });
    told.collect()
}

fn why(
    exchange: &Exchange,
    said: &Refused,
    job: Option<&JobThen>,
    legal: &[Legal],
    near: &[Near],
) -> Vec<String> {
    let mut why = Vec::new();
    for fired in &exchange.faults {
        why.push(format!("the fault `{}` ({}) had a part in it", fired.rule, fired.kind));
    }
    if exchange.operation.is_none() {
        why.push(format!("no operation has {} and this path", exchange.method));
        why.extend(near.iter().map(|near| {
            format!("{} is {} {}", near.operation, near.methods.join(" or "), near.path)
        }));
    }
    let has_token = exchange.headers.iter().any(|(name, _)| {
        ["authorization", "x-sfdc-session"].iter().any(|known| name.eq_ignore_ascii_case(known))
    });
    let refused_token = exchange.status == Some(401) || said.code.as_deref() == Some("600");
    if refused_token && !has_token {
        why.push("the call carries no Authorization header".into());
    }
    let remedies = PROVIDERS.iter().filter(|known| {
        provider(exchange).is_none_or(|provider| provider.provider == known.provider)
    });
    let mut remedies = remedies.filter_map(|known| (known.remedy)(said.code.as_deref()?));
    why.extend(remedies.next().map(str::to_owned));
    if let Some(job) = job {
        why.push(of_job(exchange, job, legal));
    }
    if let Some(broke) = &exchange.broke {
        why.push(broke.clone());
    }
    if why.is_empty() && exchange.status == Some(404) {
        why.push("nothing of that id is there: check it, and whether it is of this org".into());
    }
    why
}

fn of_job(exchange: &Exchange, job: &JobThen, legal: &[Legal]) -> String {
    let Some(state) = job.state else { return format!("the job {} was gone then", job.id) };
    let calls: Vec<String> =
        legal.iter().map(|legal| format!("{} ({})", legal.operation, legal.does)).collect();
    let is_legal = legal.iter().any(|legal| Some(legal.operation) == exchange.operation);
    let but = if is_legal { "; this one is among them, so look at what it said" } else { "" };
    format!("the job {} was {state} then; legal were {}{but}", job.id, calls.join(", "))
}
