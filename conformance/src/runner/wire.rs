//! The wire log of a case as reports show it.

use crate::evidence::{Evidence, Journal};
use crate::report::{self, Event, Wire};

/// The wire logs of all orgs of a case, under the names by which reports look for them.
pub(super) fn journals(
    requirement: &str,
    case: &str,
    attempt: u32,
    evidence: &Evidence,
) -> Vec<Event> {
    let journal = |(org, book): (usize, &crate::evidence::OrgBook)| {
        Event::Journal(report::Journal {
            requirement: requirement.to_owned(),
            case: case.to_owned(),
            attempt,
            org,
            calls: wire(&book.journal),
        })
    };
    evidence.orgs.iter().enumerate().map(journal).collect()
}

fn wire(journal: &Journal) -> Vec<Wire> {
    journal
        .exchanges()
        .map(|exchange| Wire {
            place: exchange.seq(),
            method: exchange.method.clone(),
            operation: exchange.operation.clone(),
            target: crate::text::visible(&exchange.target),
            status: exchange.status,
            sent_bytes: exchange.request.raw_bytes,
            received_bytes: exchange.response.raw_bytes,
            broke: exchange.broke.clone(),
            faults: exchange.faults.iter().map(|fault| fault.rule.clone()).collect(),
        })
        .collect()
}
