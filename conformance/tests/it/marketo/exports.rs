//! Extracts: any calls at any times are answered as the model predicts.

use bulk_conformance::model::marketo::{Due, Exports, Pace};
use proptest::prelude::*;
use serde_json::json;

use super::super::soql::agreement::config;
use super::host::{Answer, Instance};

const EXPORT: &str = "/bulk/v1/leads/export";
const WAIT_MS: u64 = 1_000;
const WORK_MS: u64 = 2_000;

/// A call, or time that passes; jobs are named by the order of their making, counted round.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Create,
    Enqueue(usize),
    Cancel(usize),
    Status(usize),
    File(usize),
    List,
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Create),
        6 => (0_usize..14).prop_map(Step::Enqueue),
        2 => (0_usize..14).prop_map(Step::Cancel),
        4 => (0_usize..14).prop_map(Step::Status),
        1 => (0_usize..14).prop_map(Step::File),
        1 => Just(Step::List),
        3 => prop_oneof![Just(1), Just(999), Just(1_000), Just(2_000), 0_u64..3_000]
            .prop_map(Step::Wait),
    ]
}

/// An instance, its extracts as the model knows them, and its time.
struct Walk {
    instance: Instance,
    model: Exports,
    ids: Vec<String>,
    now: u64,
}

type Verdict = Result<(), String>;

impl Walk {
    fn new(refresh_ms: u64) -> Self {
        let instance = Instance::new(&json!({
            "export_queue_wait": format!("{WAIT_MS}ms"),
            // A fresh instance has fewer than a thousand leads.
            "export_thousand_time": format!("{WORK_MS}ms"),
            "status_refresh": format!("{refresh_ms}ms"),
        }));
        let pace = Pace { running: 2, queued: 10, wait_ms: WAIT_MS };
        let model = Exports::new(pace, WORK_MS, refresh_ms);
        Self { instance, model, ids: Vec::new(), now: 0 }
    }

    fn take(&mut self, step: &Step) -> Verdict {
        let at = match step {
            Step::Create => return self.create(),
            Step::List => return self.list(),
            Step::Wait(ms) => {
                self.now += ms;
                self.instance.wait(*ms);
                self.model.advance_to(self.now);
                return Ok(());
            }
            _ if self.ids.is_empty() => return Ok(()),
            Step::Enqueue(at) | Step::Cancel(at) | Step::Status(at) | Step::File(at) => {
                at % self.ids.len()
            }
        };
        let path = |call: &str| format!("{EXPORT}/{}/{call}.json", self.ids[at]);
        match step {
            Step::Enqueue(_) => {
                let answer = self.instance.post(&path("enqueue"));
                check(&self.model.enqueue(at), &answer)
            }
            Step::Cancel(_) => {
                let answer = self.instance.post(&path("cancel"));
                check(&self.model.cancel(at), &answer)
            }
            Step::Status(_) => check(&self.model.status(at), &self.instance.get(&path("status"))),
            Step::File(_) => self.file(at, &path("file")),
            Step::Create | Step::List | Step::Wait(_) => Ok(()),
        }
    }

    fn create(&mut self) -> Verdict {
        let filter = json!({
            "createdAt": { "startAt": "2025-12-25T00:00:00Z", "endAt": "2026-01-10T00:00:00Z" }
        });
        let body = json!({ "fields": ["id", "email"], "filter": filter });
        let answer = self.instance.post_json(&format!("{EXPORT}/create.json"), &body);
        let made = answer.result().ok_or_else(|| format!("{answer:?}"))?;
        self.ids.push(made["exportId"].as_str().ok_or("no exportId")?.to_owned());
        check(&self.model.create(), &answer)
    }

    fn file(&self, at: usize, path: &str) -> Verdict {
        let answer = self.instance.get(path);
        let due = self.model.has_file(at).map(|there| if there { 200 } else { 404 });
        match due.is_none_or(|due| due == answer.status) {
            true => Ok(()),
            false => Err(format!("{} where {due:?} is due", answer.status)),
        }
    }

    fn list(&self) -> Verdict {
        let answer = self.instance.get(&format!("{EXPORT}.json"));
        let list = answer.json();
        let got = list["result"].as_array().ok_or_else(|| format!("{answer:?}"))?;
        for (at, id) in self.ids.iter().enumerate() {
            let due = self.model.shown(at).word();
            let shown = got.iter().filter(|job| job["exportId"] == id.as_str());
            let words: Vec<&str> = shown.filter_map(|job| job["status"].as_str()).collect();
            if words != [due] {
                return Err(format!("{id} stands as {words:?} in the list, {due} is due"));
            }
        }
        Ok(())
    }
}

fn check(due: &Due, answer: &Answer) -> Verdict {
    let right = match due {
        Due::Status(state, keys) => answer.result().is_some_and(|result| {
            let got: Vec<&str> =
                result.as_object().into_iter().flat_map(|r| r.keys()).map(String::as_str).collect();
            result["status"] == state.word() && (keys.is_empty() || got == *keys)
        }),
        Due::Refused(code, message) => answer.refusal().is_some_and(|(got, text)| {
            got == *code && message.is_none_or(|message| message == text)
        }),
        Due::Unstated => answer.refusal().is_some(),
    };
    if right { Ok(()) } else { Err(format!("\n  due: {due:?}\n  got: {answer:?}")) }
}

/// A delay of what is shown, and steps.
pub(crate) fn story() -> impl Strategy<Value = (u64, Vec<Step>)> {
    (prop_oneof![3 => Just(0_u64), 1 => Just(1_500)], prop::collection::vec(step(), 1..80))
}

/// Holds a server against the model, step by step.
pub(crate) fn hold((refresh_ms, steps): &(u64, Vec<Step>)) -> Verdict {
    let mut walk = Walk::new(*refresh_ms);
    for (place, step) in steps.iter().enumerate() {
        walk.take(step).map_err(|error| format!("step {place}, {step:?}: {error}"))?;
    }
    walk.instance.impossible()?;
    match walk.model.len() == walk.ids.len() {
        true => Ok(()),
        false => Err(format!("{} jobs where {} are due", walk.ids.len(), walk.model.len())),
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn extracts_answer_as_the_model_predicts(story in story()) {
        hold(&story).map_err(TestCaseError::fail)?;
    }
}
