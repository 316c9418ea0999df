//! What is looked at in every case, whatever that case is about: requests that no right client sends, and
//! answers that no provider gives.

use std::collections::BTreeMap;

use crate::evidence::{Evidence, Journal};
use crate::judge::Finding;
use crate::judge::acceptor::{self, Provider, deviations};
use crate::protocol::Op;

/// The first request that breaks each requirement, over all orgs of a case.
pub(super) fn findings(evidence: &Evidence) -> BTreeMap<&'static str, Finding> {
    let mut found = BTreeMap::new();
    for deviation in journals(evidence).flat_map(|(journal, whose)| deviations(journal, whose)) {
        found
            .entry(deviation.requirement)
            .or_insert_with(|| Finding::new(deviation.what).at(deviation.places));
    }
    found
}

/// The first thing that the fake said and no provider could have, unless a fault had a hand in it: a
/// case in which it did says nothing of the client.
pub(super) fn impossible(evidence: &Evidence) -> Option<String> {
    journals(evidence)
        .find_map(|(journal, whose)| acceptor::impossible(journal, whose).into_iter().next())
}

/// The journal of each org, once for each provider that calls are made to there.
fn journals(evidence: &Evidence) -> impl Iterator<Item = (&Journal, Provider)> {
    evidence.orgs.iter().enumerate().flat_map(|(at, org)| {
        let calls = evidence.scenario.calls.iter().filter(move |call| call.org == at);
        let mut providers: Vec<_> = calls.map(|call| provider(call.op)).collect();
        providers.dedup();
        providers.into_iter().map(|provider| (&org.journal, provider))
    })
}

fn provider(op: Op) -> Provider {
    match op {
        Op::MkImport | Op::MkExport | Op::MkCancel => Provider::Marketo,
        Op::SfIngest | Op::SfQuery | Op::SfAbort | Op::SfDelete | Op::SfRetryFailed => {
            Provider::Salesforce
        }
    }
}
