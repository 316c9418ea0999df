//! What a client can do though its adapter does not say so: seen in the journal, where it is plain.

use crate::evidence::Evidence;
use crate::protocol::Feature;

/// Features that were used in a case and are not declared.
pub(super) fn unclaimed(evidence: &Evidence) -> Vec<Feature> {
    let seen = [
        (Feature::AuthRefresh, refreshes(evidence)),
        (Feature::AuthRefreshToken, refreshes_by_token(evidence)),
        (Feature::Resume, resumes(evidence)),
        (Feature::ResultsUnprocessed, reads_unprocessed(evidence)),
    ];
    let undeclared = |feature: &Feature| !evidence.ready.support(*feature).is_yes();
    seen.into_iter()
        .filter(|(_, seen)| *seen)
        .map(|(feature, _)| feature)
        .filter(undeclared)
        .collect()
}

/// A call that was refused with 401, a token after it, and the same call with success.
fn refreshes(evidence: &Evidence) -> bool {
    let mut refused = None;
    let mut renewed = false;
    for exchange in evidence.orgs.iter().flat_map(|org| org.journal.exchanges()) {
        let operation = exchange.operation.as_deref().unwrap_or_default();
        if operation.contains(".auth.") || operation.contains(".token") {
            renewed = refused.is_some() && exchange.status == Some(200);
        } else if exchange.status == Some(401) {
            refused = Some((exchange.method.clone(), exchange.target.clone()));
            renewed = false;
        } else if renewed
            && refused == Some((exchange.method.clone(), exchange.target.clone()))
            && exchange.status.is_some_and(|status| status < 300)
        {
            return true;
        }
    }
    false
}

fn refreshes_by_token(evidence: &Evidence) -> bool {
    let mut exchanges = evidence.orgs.iter().flat_map(|org| org.journal.exchanges());
    exchanges.any(|exchange| exchange.request.text().contains("grant_type=refresh_token"))
}

fn resumes(evidence: &Evidence) -> bool {
    let mut exchanges = evidence.orgs.iter().flat_map(|org| org.journal.exchanges());
    exchanges.any(|exchange| {
        exchange.status == Some(206)
            && exchange.header("range").is_some_and(|range| !range.starts_with("bytes=0-"))
    })
}

fn reads_unprocessed(evidence: &Evidence) -> bool {
    let mut exchanges = evidence.orgs.iter().flat_map(|org| org.journal.exchanges());
    exchanges.any(|exchange| exchange.path().ends_with("/unprocessedrecords"))
}
