//! All calls of the admin surface.

use super::route::Route;
use super::{
    clock, explain, faults, generated, jobs, journal, ledger, marketo_rows, orgs, rows, scenario,
    server, settings, verify,
};

/// Every call, in the order of the document.
pub(super) fn routes() -> Vec<Route> {
    [
        server::routes(),
        orgs::routes(),
        clock::routes(),
        faults::routes(),
        scenario::routes(),
        journal::routes(),
        verify::routes(),
        explain::routes(),
        rows::routes(),
        marketo_rows::routes(),
        generated::routes(),
        jobs::routes(),
        ledger::routes(),
        settings::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
