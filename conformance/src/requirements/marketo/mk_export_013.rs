//! MK-EXPORT-013: a column is known by its header.

use proptest::sample::subsequence;
use proptest::strategy::{Just, Strategy};
use serde_json::{Map, Value, json};

use crate::evidence::Evidence;
use crate::generate::Draw;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::leads::{case, must_hand_over, of_january, records};

/// Columns that cases ask for.
const COLUMNS: [&str; 6] = ["id", "email", "firstName", "lastName", "company", "title"];

/// That files come in the order of `fields` is what the guides show; a client's fixture has another.
pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-013",
    text: "Columns are told by their header, whatever their order; `columnHeaderNames` is respected.",
    source: "marketo-bulk.md 5.2, 5.5.7",
    grade: Grade::Documented,
    ops: &[Op::MkExport],
    provoke: "columns come in another order; columns are renamed",
    observe: "journal: the body of the create; the client's rows",
    seen: "embulk's fixture of members has an order unlike any described one",
    cases: Cases::Both(cases, drawn),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let names = [("email", "Mail Address"), ("title", "firstName of the boss")];
    vec![of("in order", &COLUMNS, None, &[]), of("two renamed", &COLUMNS, None, &names)]
}

fn drawn(draw: &mut Draw) -> Scenario {
    let some = subsequence(COLUMNS.to_vec(), 2..=COLUMNS.len());
    let mut fields = draw.pick(some.prop_shuffle());
    if !fields.contains(&"email") {
        fields.push("email");
    }
    let first = draw.pick(Just(fields.clone()).prop_shuffle());
    let renamed: Vec<_> = match draw.pick(proptest::bool::ANY) {
        true => first.iter().take(1).map(|name| (*name, "Another, \"odd\" name")).collect(),
        false => Vec::new(),
    };
    of(&format!("{} columns shuffled", fields.len()), &fields, Some(&first), &renamed)
}

/// `order` is the order in which columns come; renamed ones stand there by their new names.
fn of(name: &str, fields: &[&str], order: Option<&[&str]>, names: &[(&str, &str)]) -> Scenario {
    let january = json!({ "startAt": "2024-01-01T00:00:00Z", "endAt": "2024-01-31T00:00:00Z" });
    let mut call = Call::export(fields, json!({ "createdAt": january }));
    let renamed: Map<String, Value> =
        names.iter().map(|(field, name)| ((*field).to_owned(), json!(name))).collect();
    if !renamed.is_empty() {
        call = call.arg("columnHeaderNames", renamed.clone());
    }
    let scenario = case(name, call);
    let Some(order) = order else { return scenario };
    let shown = |field: &&str| renamed.get(*field).cloned().unwrap_or_else(|| json!(field));
    let first: Vec<Value> = order.iter().map(shown).collect();
    // The checksum is that of the other order.
    scenario
        .rule(Rule::on(
            "other order",
            "marketo.export.file",
            json!({ "columns_permuted": { "first": first } }),
        ))
        .rule(Rule::on("no checksum", "marketo.export.status", json!({ "checksum": "missing" })))
}

fn judge(evidence: &Evidence) -> Judgement {
    let creates = evidence.exchanges_of("marketo.export.create")?;
    let seen = evidence.call();
    seen.must_succeed()?;
    let asked = seen.case.args.get("columnHeaderNames");
    if let Some(asked) = asked {
        let sent = creates[0].sent_json();
        if sent["columnHeaderNames"] != *asked {
            let what = "`columnHeaderNames` does not reach the provider";
            return Err(Finding::new(what)
                .at([creates[0].seq()])
                .differs(asked.to_string(), sent["columnHeaderNames"].to_string())
                .into());
        }
    }
    // By their new names, or led back to those of the fields: either can be told apart.
    let mut seen = seen.clone();
    seen.rows.records = Some(by_field(records(&seen)?, asked));
    must_hand_over(&seen, &of_january(evidence))
}

fn by_field(table: &Table, names: Option<&Value>) -> Table {
    let field = |header: &String| {
        let known = names.and_then(Value::as_object).into_iter().flatten();
        let field = known.into_iter().find(|(_, name)| *name == header).map(|(field, _)| field);
        field.unwrap_or(header).clone()
    };
    Table { header: table.header.iter().map(field).collect(), rows: table.rows.clone() }
}
