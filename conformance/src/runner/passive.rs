//! What no right client sends in any case, whatever that case is about.

use std::collections::BTreeMap;

use crate::evidence::Evidence;
use crate::judge::Finding;
use crate::judge::acceptor::{Provider, deviations};
use crate::protocol::Op;

/// The first request that breaks each requirement, over all orgs of a case.
pub(super) fn findings(evidence: &Evidence) -> BTreeMap<&'static str, Finding> {
    let mut found = BTreeMap::new();
    for (at, org) in evidence.orgs.iter().enumerate() {
        let calls = evidence.scenario.calls.iter().filter(|call| call.org == at);
        let mut providers: Vec<_> = calls.map(|call| provider(call.op)).collect();
        providers.dedup();
        for deviation in
            providers.into_iter().flat_map(|provider| deviations(&org.journal, provider))
        {
            found
                .entry(deviation.requirement)
                .or_insert_with(|| Finding::new(deviation.what).at(deviation.places));
        }
    }
    found
}

fn provider(op: Op) -> Provider {
    match op {
        Op::MkImport | Op::MkExport | Op::MkCancel => Provider::Marketo,
        Op::SfIngest | Op::SfQuery | Op::SfAbort | Op::SfDelete | Op::SfRetryFailed => {
            Provider::Salesforce
        }
    }
}
