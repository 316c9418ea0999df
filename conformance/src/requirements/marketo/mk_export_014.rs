//! MK-EXPORT-014: the bare word `null` is nothing, in quotes it is a text.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Cell, Op};
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::leads::{case, export_of_many, records};

/// A file with both; the org itself never quotes the word.
const BOTH: &str = "email,firstName\nada@example.com,\"null\"\nrory@example.com,null\n";

/// That the bare word stands for nothing is documented. That it is ever quoted nobody has seen.
pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-014",
    text: "In an export the bare word `null` stands for nothing; in quotes it is a text.",
    level: Level::Should,
    source: "marketo-bulk.md 5.5.3",
    ops: &[Op::MkExport],
    provoke: "leads with empty fields; a file that holds the word in quotes and without",
    observe: "the client's rows",
    seen: "marketorestpython and node-marketo-rest hand over the word; airbyte and tap-marketo tell no difference",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let january = json!({ "startAt": "2024-01-01T00:00:00Z", "endAt": "2024-01-31T00:00:00Z" });
    let call = Call::export(&["email", "firstName"], json!({ "createdAt": january }));
    let on_status = |name: &str, fault| Rule::on(name, "marketo.export.status", fault);
    let two = json!({ "answer": { "set": { "/result/0/numberOfRecords": 2 } } });
    vec![
        case("empty fields", export_of_many()),
        case("in quotes and without", call)
            .rule(Rule::on("both", "marketo.export.file", json!({ "body": { "text": BOTH } })))
            .rule(on_status("no checksum", json!({ "checksum": "missing" })))
            .rule(on_status("no size", json!({ "file_size": "missing" })))
            .rule(on_status("two records", two)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let seen = evidence.call();
    if evidence.scenario.name == "empty fields" {
        seen.must_succeed()?;
        return must_be_nothing(&records(seen)?.values("title"));
    }
    evidence.must_have_fired("both")?;
    if seen.success().is_none() {
        let what = "the client does not take a file without size and checksum";
        return Err(Objection::NotExercised(what.to_owned()));
    }
    let names = records(seen)?.values("firstName");
    let [quoted, bare] = names[..] else {
        let what = "the two rows of the file are not handed over";
        return Err(Finding::new(what).differs("2 rows", format!("{} rows", names.len())).into());
    };
    must_be_nothing(&[bare])?;
    if quoted.as_text() == Some("null") {
        return Ok(());
    }
    let what = "the text `null`, in quotes, is taken for nothing";
    Err(Finding::new(what).differs("\"null\"", format!("{quoted:?}")).into())
}

/// An empty text will do: an export knows no other.
fn must_be_nothing(cells: &[&Cell]) -> Judgement {
    if cells.is_empty() {
        return Err(Objection::NotObserved("the column is not handed over".to_owned()));
    }
    match cells.iter().find(|cell| cell.as_text() == Some("null")) {
        None => Ok(()),
        Some(_) => {
            let what = "the bare word `null`, which stands for nothing, is handed over as a text";
            Err(Finding::new(what).differs("nothing", "\"null\"").into())
        }
    }
}
