//! All calls of the admin surface.

use super::route::Route;
use super::{clock, faults, generated, jobs, journal, marketo_rows, orgs, rows, server};

/// Every call, in the order of the document.
pub(super) fn routes() -> Vec<Route> {
    [
        server::routes(),
        orgs::routes(),
        clock::routes(),
        faults::routes(),
        journal::routes(),
        rows::routes(),
        marketo_rows::routes(),
        generated::routes(),
        jobs::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
