//! Imports: any rows in any batches at any times are answered, counted, reported and stored as the
//! model predicts.

use std::collections::BTreeMap;

use bulk_conformance::model::marketo::{
    BatchView, ImportState, Imports, LeadBook, LeadRow, Pace, RowFate,
};
use proptest::prelude::*;
use serde_json::json;

use super::super::soql::agreement::config;
use super::host::{Answer, Instance};

const WAIT_MS: u64 = 1_000;
const ROW_MS: u64 = 100;
const LIST: u64 = 1001;

/// A call, or time that passes; batches are named by the order of their making, counted round.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Import(Vec<LeadRow>, bool),
    Status(usize),
    Failures(usize),
    Warnings(usize),
    Wait(u64),
}

/// Few addresses, so that rows meet.
fn row() -> impl Strategy<Value = LeadRow> {
    let email = prop_oneof![
        8 => prop::sample::select(vec!["a@x.test", "A@X.test", "b@x.test", "c@x.test"]),
        1 => Just(""),
        1 => Just("no-address"),
    ];
    let text = prop_oneof![
        3 => "[a-z]{0,5}",
        1 => prop::sample::select(vec![
            "a,b", "say \"hi\"", "two\nlines", "cr\r\nlf", "日本", "null", " spaced ", "\\,", "é\u{2028}",
        ]).prop_map(str::to_owned),
    ];
    let score = prop_oneof![
        5 => (-5_i32..500).prop_map(|n| n.to_string()),
        2 => Just(String::new()),
        1 => prop::sample::select(vec!["abc", "14.1", "1e3"]).prop_map(str::to_owned),
    ];
    (email, text.clone(), text, score).prop_map(|(email, first_name, last_name, lead_score)| {
        LeadRow { email: email.to_owned(), first_name, last_name, lead_score }
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (prop::collection::vec(row(), 1..6), prop::bool::weighted(0.3))
            .prop_map(|(rows, to_list)| Step::Import(rows, to_list)),
        3 => (0_usize..12).prop_map(Step::Status),
        1 => (0_usize..12).prop_map(Step::Failures),
        1 => (0_usize..12).prop_map(Step::Warnings),
        3 => prop_oneof![Just(1), Just(100), Just(1_000), 0_u64..2_500].prop_map(Step::Wait),
    ]
}

/// An instance, its batches and leads as the model knows them, and its time.
struct Walk {
    instance: Instance,
    batches: Imports,
    leads: LeadBook,
    rows: Vec<Vec<LeadRow>>,
    ids: Vec<u64>,
    now: u64,
    side_by_side: bool,
}

type Verdict = Result<(), String>;

impl Walk {
    /// Where two batches work side by side, which of them writes a lead last is nobody's business: so
    /// either they work one after the other, or each has leads of its own.
    fn new(side_by_side: bool) -> Self {
        let running = if side_by_side { 2 } else { 1 };
        let instance = Instance::new(&json!({
            "import_queue_wait": format!("{WAIT_MS}ms"),
            "import_row_time": format!("{ROW_MS}ms"),
            "imports_running": running,
            "collapse_empty_failure_columns": false,
        }));
        let pace = Pace { running, queued: 10, wait_ms: WAIT_MS };
        let (rows, ids) = (Vec::new(), Vec::new());
        let batches = Imports::new(pace, ROW_MS);
        let leads = LeadBook::default();
        Self { instance, batches, leads, rows, ids, now: 0, side_by_side }
    }

    fn take(&mut self, step: &Step) -> Verdict {
        let at = match step {
            Step::Import(rows, to_list) => return self.import(rows, *to_list),
            Step::Wait(ms) => {
                self.wait(*ms);
                return Ok(());
            }
            _ if self.ids.is_empty() => return Ok(()),
            Step::Status(at) | Step::Failures(at) | Step::Warnings(at) => at % self.ids.len(),
        };
        match step {
            Step::Status(_) => self.status(at),
            Step::Failures(_) => self.report(at, "failures", "Import Failure Reason"),
            Step::Warnings(_) => self.report(at, "warnings", "Import Warning Reason"),
            Step::Import(..) | Step::Wait(_) => Ok(()),
        }
    }

    fn wait(&mut self, ms: u64) {
        self.now += ms;
        self.instance.wait(ms);
        for ended in self.batches.advance_to(self.now) {
            self.leads.write(&self.rows[ended]);
        }
    }

    fn import(&mut self, rows: &[LeadRow], to_list: bool) -> Verdict {
        let mut rows = rows.to_vec();
        if self.side_by_side {
            let batch = self.ids.len();
            let addresses = rows.iter_mut().filter(|row| !row.email.is_empty());
            addresses.for_each(|row| row.email = format!("{batch}-{}", row.email));
        }
        let list = to_list.then_some(LIST);
        let query = list.map(|list| format!("&listId={list}")).unwrap_or_default();
        let path = format!("/bulk/v1/leads.json?format=csv&lookupField=email{query}");
        let answer = self.instance.upload(&path, &csv(&rows, None, ""));
        let refused = self.batches.refuses(list);
        if !refused.is_empty() {
            return match answer.refusal() {
                Some((code, _)) if refused.contains(&code.as_str()) => Ok(()),
                _ => Err(format!("{answer:?} where {refused:?} is due")),
            };
        }
        let made = answer.result().ok_or_else(|| format!("{answer:?}"))?;
        let id = made["batchId"].as_u64().ok_or("no batchId")?;
        let due = json!({ "batchId": id, "importId": id.to_string(), "status": "Queued" });
        if made != due {
            return Err(format!("{made}, due {due}"));
        }
        self.batches.create(LeadBook::default().write(&rows), list);
        self.rows.push(rows);
        self.ids.push(id);
        Ok(())
    }

    fn status(&self, at: usize) -> Verdict {
        let id = self.ids[at];
        let answer = self.instance.get(&format!("/bulk/v1/leads/batch/{id}.json"));
        let got = answer.result().ok_or_else(|| format!("{answer:?}"))?;
        let (state, counts) = self.batches.status(at);
        if state != ImportState::Complete {
            // Counters are "so far": what they say on the way is open.
            let right = got["status"] == state.word() && got["numOfLeadsProcessed"].is_u64();
            return if right { Ok(()) } else { Err(format!("{got}, due {state:?}")) };
        }
        let counts: BatchView = counts.unwrap_or_default();
        let due = json!({
            "batchId": id,
            "importId": id.to_string(),
            "status": "Complete",
            "numOfLeadsProcessed": counts.processed,
            "numOfRowsFailed": counts.failed,
            "numOfRowsWithWarning": counts.warned,
            "message": counts.message(),
        });
        // As text, since the order of keys counts.
        let (got, due) = (got.to_string(), due.to_string());
        if got == due { Ok(()) } else { Err(format!("{got}, due {due}")) }
    }

    /// A failures or warnings file, byte for byte.
    fn report(&self, at: usize, file: &str, column: &str) -> Verdict {
        if self.batches.status(at).0 != ImportState::Complete {
            return Ok(());
        }
        let path = format!("/bulk/v1/leads/batch/{}/{file}.json", self.ids[at]);
        let answer = self.instance.get(&path);
        let reported: Vec<(LeadRow, &str)> = self.rows[at]
            .iter()
            .filter_map(|row| match (row.fate(), file) {
                (RowFate::Failed(why), "failures") | (RowFate::Odd(why), "warnings") => {
                    Some((row.clone(), why))
                }
                _ => None,
            })
            .collect();
        let due = match reported.is_empty() {
            true => (404, None),
            false => {
                let rows: Vec<LeadRow> = reported.iter().map(|(row, _)| row.clone()).collect();
                let reasons: Vec<&str> = reported.iter().map(|(_, why)| *why).collect();
                (200, Some(csv(&rows, Some(&reasons), column)))
            }
        };
        let Answer { status, body } = &answer;
        let right = *status == due.0 && due.1.as_ref().is_none_or(|text| text == body);
        if right { Ok(()) } else { Err(format!("{answer:?}, due {due:?}")) }
    }

    /// The leads of the instance are those of the model, beyond what was there at the start.
    fn finish(mut self, before: &[String]) -> Verdict {
        self.wait(1_000_000);
        let mut got: Vec<(String, [String; 4])> = Vec::new();
        for lead in self.instance.leads() {
            let cell = |name: &str| lead.get(name).cloned().unwrap_or_default();
            let cells = LeadRow::HEADER.map(cell);
            if !before.contains(&cells[0]) {
                got.push((cells[0].to_lowercase(), cells));
            }
        }
        got.sort();
        let due: Vec<(String, [String; 4])> =
            self.leads.leads().iter().map(|(key, cells)| (key.clone(), cells.clone())).collect();
        if got == due { Ok(()) } else { Err(format!("leads\n  due: {due:?}\n  got: {got:?}")) }
    }
}

/// A file of rows, quoted only where it must be, with a reason at the end of each or without.
fn csv(rows: &[LeadRow], reasons: Option<&[&str]>, column: &str) -> String {
    let mut out = LeadRow::HEADER.join(",");
    if reasons.is_some() {
        out += &format!(",{column}");
    }
    out.push('\n');
    for (place, row) in rows.iter().enumerate() {
        let cells = row.cells().map(quoted).join(",");
        out += &cells;
        if let Some(reasons) = reasons {
            out += &format!(",{}", reasons[place]);
        }
        out.push('\n');
    }
    out
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", cell.replace('"', "\"\""));
    }
    cell.to_owned()
}

/// Whether batches work side by side, and steps.
pub(crate) fn story() -> impl Strategy<Value = (bool, Vec<Step>)> {
    (any::<bool>(), prop::collection::vec(step(), 1..40))
}

/// Holds a server against the model, step by step and in the end.
pub(crate) fn hold((side_by_side, steps): &(bool, Vec<Step>)) -> Verdict {
    let mut walk = Walk::new(*side_by_side);
    let address = |lead: &BTreeMap<String, String>| lead.get("email").cloned().unwrap_or_default();
    let before: Vec<String> = walk.instance.leads().iter().map(address).collect();
    for (place, step) in steps.iter().enumerate() {
        walk.take(step).map_err(|error| format!("step {place}, {step:?}: {error}"))?;
    }
    if walk.batches.len() != walk.ids.len() {
        return Err(format!("{} batches where {} are due", walk.ids.len(), walk.batches.len()));
    }
    walk.instance.impossible()?;
    walk.finish(&before)
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn imports_answer_as_the_model_predicts(story in story()) {
        hold(&story).map_err(TestCaseError::fail)?;
    }
}
