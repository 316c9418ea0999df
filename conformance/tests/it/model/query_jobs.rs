//! Query jobs, server against model: any calls at any times, and lists of jobs of both types.

use std::collections::BTreeSet;

use bulk_conformance::model::salesforce::{JobName, Prediction, QueryJob, QueryPace, QueryState};
use hyper::Method;
use proptest::prelude::*;
use serde_json::json;

use super::super::soql::agreement::config;
use super::super::soql::host::Org;
use super::compare::{compare, created_id};
use super::step::Side;
use super::sut::{Answer, Ids};

const PACE: QueryPace = QueryPace { queue_wait_ms: 1_000, chunk_ms: 500, chunk_rows: 3 };

/// A call, or time that passes; jobs are named by the order of their making, counted round.
#[derive(Debug, Clone)]
enum Step {
    Create(&'static str),
    Info(usize),
    Abort(usize),
    Delete(usize),
    Results(usize),
    List,
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => prop::sample::select(vec!["query", "queryAll"]).prop_map(Step::Create),
        3 => (0_usize..6).prop_map(Step::Info),
        2 => (0_usize..6).prop_map(Step::Abort),
        2 => (0_usize..6).prop_map(Step::Delete),
        2 => (0_usize..6).prop_map(Step::Results),
        1 => Just(Step::List),
        3 => prop_oneof![Just(1), Just(499), Just(500), Just(1_000), 0_u64..3_000].prop_map(Step::Wait),
    ]
}

/// An org with some contacts, its query jobs as the model knows them, and its time.
struct Walk {
    org: Org,
    rows: u64,
    /// Jobs of the other type.
    ingests: usize,
    jobs: Vec<QueryJob>,
    ids: Ids,
    now: u64,
}

type Verdict = Result<(), String>;

impl Walk {
    fn new(rows: u64) -> Self {
        let org = Org::new(&json!({
            "queue_wait": format!("{}ms", PACE.queue_wait_ms),
            "query_chunk_time": format!("{}ms", PACE.chunk_ms),
            "query_chunk_rows": PACE.chunk_rows,
        }));
        for _ in 0..rows {
            let made = org.json(Method::POST, "/sobjects/Contact", &json!({ "LastName": "Ann" }));
            assert_eq!(made.status, 201, "{made:?}");
        }
        let ingest = json!({ "object": "Contact", "operation": "insert" });
        let made = org.json(Method::POST, "/jobs/ingest", &ingest);
        assert_eq!(made.status, 200, "{made:?}");
        Walk { org, rows, ingests: 1, jobs: Vec::new(), ids: Ids::default(), now: 0 }
    }

    fn call(&self, method: Method, path: &str, body: &serde_json::Value) -> Answer {
        let answer = self.org.json(method, path, body);
        let content_type = answer.header("content-type").to_owned();
        Answer { status: answer.status, content_type, body: answer.body }
    }

    fn check(&mut self, at: usize, due: &Prediction, answer: &Answer) -> Verdict {
        let verdict = compare(Side::A, Some(name(at)), due, answer, &mut self.ids);
        verdict.map_err(|error| format!("{error}\n  due: {due:?}\n  got: {answer:?}"))
    }

    fn path(&self, at: usize, rest: &str) -> String {
        format!("/jobs/query/{}{rest}", self.ids.job(name(at)))
    }

    fn take(&mut self, step: &Step) -> Verdict {
        let at = match step {
            Step::Create(operation) => return self.create(operation),
            Step::List => return self.lists(),
            Step::Wait(ms) => {
                self.now += ms;
                self.org.wait(*ms);
                self.jobs.iter_mut().for_each(|job| job.advance_to(self.now, &PACE));
                return Ok(());
            }
            _ if self.jobs.is_empty() => return Ok(()),
            Step::Info(at) | Step::Abort(at) | Step::Delete(at) | Step::Results(at) => {
                at % self.jobs.len()
            }
        };
        let path = self.path(at, "");
        match step {
            Step::Info(_) => {
                let due = self.jobs[at].info();
                self.check(at, &due, &self.call(Method::GET, &path, &json!({})))
            }
            Step::Abort(_) => {
                let due = self.jobs[at].abort();
                let body = json!({ "state": "Aborted" });
                self.check(at, &due, &self.call(Method::PATCH, &path, &body))
            }
            Step::Delete(_) => {
                let due = self.jobs[at].delete();
                self.check(at, &due, &self.call(Method::DELETE, &path, &json!({})))
            }
            Step::Results(_) => self.results(at),
            Step::Create(_) | Step::List | Step::Wait(_) => Ok(()),
        }
    }

    fn create(&mut self, operation: &'static str) -> Verdict {
        let body = json!({ "operation": operation, "query": "select id from contact" });
        let answer = self.call(Method::POST, "/jobs/query", &body);
        let job = QueryJob::new(self.now, operation, self.rows);
        let (at, due) = (self.jobs.len(), job.created());
        self.ids.learn_job(name(at), &created_id(&answer)?)?;
        self.jobs.push(job);
        self.check(at, &due, &answer)
    }

    fn results(&self, at: usize) -> Verdict {
        let Some((status, rows)) = self.jobs[at].results() else { return Ok(()) };
        let answer = self.org.get(&self.path(at, "/results"));
        let got = (answer.status, answer.header("sforce-numberofrecords").parse().ok());
        let lines = answer.body.lines().count() as u64;
        match got == (status, rows) && rows.is_none_or(|rows| lines == rows + 1) {
            true => Ok(()),
            false => Err(format!("results {got:?} where {status}, {rows:?} are due")),
        }
    }

    /// Both lists lead to jobs of both types.
    fn lists(&self) -> Verdict {
        let live = (0..self.jobs.len()).filter(|at| self.jobs[*at].state != QueryState::Deleted);
        let due: BTreeSet<(String, &str)> =
            live.map(|at| (self.ids.job(name(at)), self.jobs[at].word())).collect();
        for path in ["/jobs/query", "/jobs/query?jobType=V2Query", "/jobs/ingest?jobType=V2Query"] {
            let list = self.org.get(path).json();
            let jobs = list["records"].as_array().ok_or("no list")?;
            let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let got: BTreeSet<(String, String)> =
                jobs.iter().map(|job| (word(&job["id"]), word(&job["state"]))).collect();
            if got.len() != due.len()
                || !due.iter().all(|(id, s)| got.contains(&(id.clone(), (*s).to_owned())))
            {
                return Err(format!("{path}: {got:?}, due {due:?}"));
            }
        }
        let counts = [
            ("/jobs/query?jobType=V2Ingest", self.ingests),
            ("/jobs/ingest?jobType=V2Ingest", self.ingests),
            ("/jobs/ingest", self.ingests + due.len()),
        ];
        for (path, count) in counts {
            let list = self.org.get(path).json();
            if list["records"].as_array().map(Vec::len) != Some(count) {
                return Err(format!("{path}: {list}, where {count} jobs are due"));
            }
        }
        Ok(())
    }
}

fn name(at: usize) -> JobName {
    JobName(u32::try_from(at).expect("few jobs"))
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn query_jobs_answer_as_the_model_predicts(
        rows in 0_u64..8,
        steps in prop::collection::vec(step(), 1..50),
    ) {
        let mut walk = Walk::new(rows);
        for (place, step) in steps.iter().enumerate() {
            let verdict = walk.take(step).map_err(|error| format!("step {place}, {step:?}: {error}"));
            verdict.map_err(TestCaseError::fail)?;
        }
    }
}
