//! Whether the calls in an org's journal came as somebody expected.

use axum::http::Method;

use super::answer::Json;
use super::error::AdminError;
use super::input::{NoQuery, Sent};
use super::journal::known;
use super::route::{Asked, Route};
use crate::core::journal::{Expectations, Verified, verify};

const EXAMPLE: &str = r#"{"expect":[{"of":{"operation":"salesforce.ingest.create"},"exactly":1}]}"#;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::POST,
            "/_mock/orgs/{org}/journal/verify",
            "verifyJournal",
            "Whether calls came as expected: how many of which, and in which order; with what came \
             nearest where they did not.",
            check,
        )
        .example(EXAMPLE),
    ]
}

async fn check(asked: Asked<NoQuery, Sent<Expectations>>) -> Result<Json<Verified>, AdminError> {
    let wanted = &asked.body.0;
    make_sense(wanted)?;
    for (place, one) in wanted.expect.iter().enumerate() {
        let key = format!("expect[{place}].of.operation");
        known(asked.door(), one.of.operation.as_deref(), &key)?;
    }
    for (place, one) in wanted.order.iter().enumerate() {
        known(asked.door(), one.operation.as_deref(), &format!("order[{place}].operation"))?;
    }
    // Looking takes a while; the org is free meanwhile.
    let journal = asked.org()?.lock().journal.snapshot();
    Ok(Json(verify(&journal, wanted)))
}

fn make_sense(wanted: &Expectations) -> Result<(), AdminError> {
    if wanted.expect.is_empty() && wanted.order.is_empty() {
        let refused = AdminError::bad_request("nothing is expected");
        return Err(refused.remedy(format!("send {EXAMPLE}")));
    }
    for (place, one) in wanted.expect.iter().enumerate() {
        let of_both = one.exactly.is_some() && (one.at_least.is_some() || one.at_most.is_some());
        let upside_down = one.at_least.zip(one.at_most).is_some_and(|(least, most)| least > most);
        if of_both || upside_down {
            let problem = "no number is what it says: exactly, at_least and at_most contradict";
            let remedy = "write `exactly`, or `at_least` with or without an `at_most` above it";
            let key = format!("expect[{place}]");
            return Err(AdminError::bad_request(problem).remedy(remedy).key(key));
        }
    }
    Ok(())
}
