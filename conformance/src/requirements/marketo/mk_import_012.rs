//! MK-IMPORT-012: what an import is to do with its rows reaches the provider.

use serde_json::{Value, json};

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Scenario};

use super::leads::{EMPTY_LIST, case, in_either_way, leads};
use super::wire::parameter;

/// The parameters that are asked about.
const NAMES: [&str; 3] = ["lookupField", "listId", "partitionName"];

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-012",
    text: "`lookupField`, `listId` and `partitionName` reach the provider, in the query or as parts of the form.",
    source: "marketo-bulk.md 4.2.3, 4.2.4, 4.2.5",
    ops: &[Op::MkImport],
    provoke: "imports with each of these, and with all",
    observe: "journal: query and form of the upload; the client's answer",
    seen: "",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let of = |name: &str, table: Table, args: &[(&str, Value)]| {
        let call = Call::import(table);
        case(name, args.iter().fold(call, |call, (name, value)| call.arg(name, value.clone())))
    };
    let by_text = Table::new(["myCustomString", "firstName"]).row(["k1", "A"]).row(["k2", "B"]);
    let lookup = ("lookupField", json!("myCustomString"));
    let list = ("listId", json!(EMPTY_LIST));
    let partition = ("partitionName", json!("Default"));
    in_either_way(vec![
        of("lookupField", by_text.clone(), std::slice::from_ref(&lookup)),
        of("listId", leads(2), std::slice::from_ref(&list)),
        of("partitionName", leads(2), std::slice::from_ref(&partition)),
        of("all three", by_text, &[lookup, list, partition]),
    ])
}

fn judge(evidence: &Evidence) -> Judgement {
    for call in evidence.exchanges_of("marketo.import.create")? {
        for name in NAMES {
            let Some(wanted) = evidence.call().case.args.get(name) else { continue };
            let wanted = wanted.as_str().map_or_else(|| wanted.to_string(), str::to_owned);
            let sent = parameter(call, name)?;
            if sent.as_deref() != Some(wanted.as_str()) {
                let what = format!("`{name}` does not reach the provider");
                return Err(Finding::new(what)
                    .at([call.seq()])
                    .differs(wanted, sent.unwrap_or_else(|| "nothing".to_owned()))
                    .into());
            }
        }
    }
    evidence.call().must_succeed().map(drop)
}
