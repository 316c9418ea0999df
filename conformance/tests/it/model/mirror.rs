//! The comparison held against itself: a model that answers like a server must pass, and one
//! with any of several lies in it must be caught.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

use bulk_conformance::model::salesforce::{
    Body, Command, Expected, JobName, JobView, Org, Outcome, Prediction, RecordName, RefusedId,
    ResultTable, Settings, State,
};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use proptest_state_machine::ReferenceStateMachine;
use serde_json::{Map, Value, json};

use super::machine::{World, hold};
use super::step::{Side, Step};
use super::sut::{Answer, Ids, Sut};
use super::walk::settings;

/// A model that answers in JSON and CSV.
struct Mirror {
    orgs: [Org; 2],
    now: [u64; 2],
    /// Which org each side's token opens.
    opens: [usize; 2],
}

impl Mirror {
    fn new(settings: &Settings) -> Self {
        let org = || Org::new(settings.clone());
        Mirror { orgs: [org(), org()], now: [0, 0], opens: [0, 1] }
    }
}

fn record_id(org: usize, name: RecordName) -> String {
    format!("003{org}{:07}{:07}", name.job.0, name.row)
}

impl Sut for Mirror {
    fn call(&mut self, side: Side, command: &Command, ids: &Ids) -> Answer {
        let org = self.opens[side.index()];
        let prediction = self.orgs[org].apply(self.now[org], command);
        let id = match command {
            Command::Create(new) => real_id(new.name),
            Command::Upload(job, _)
            | Command::Close(job)
            | Command::Abort(job)
            | Command::Delete(job)
            | Command::Info(job)
            | Command::Results(job, _) => real_id(*job),
            Command::List => String::new(),
        };
        render(side, org, &prediction, &id, ids)
    }

    fn wait(&mut self, side: Side, ms: u64) {
        let org = self.opens[side.index()];
        self.now[org] += ms;
        self.orgs[org].advance_to(self.now[org]);
    }

    fn contacts(&mut self, side: Side) -> Vec<BTreeMap<String, String>> {
        let org = self.opens[side.index()];
        let live = self.orgs[org].records("Contact").filter(|(_, record)| !record.deleted);
        live.map(|(name, record)| {
            let mut values = record.values.clone();
            values.insert("Id".to_owned(), record_id(org, name));
            values
        })
        .collect()
    }
}

fn real_id(job: JobName) -> String {
    format!("750{:015}", job.0)
}

fn render(side: Side, org: usize, prediction: &Prediction, id: &str, ids: &Ids) -> Answer {
    let (content_type, body) = match &prediction.body {
        Body::Nothing | Body::Unstated => ("", String::new()),
        Body::Refusal(refusal) => {
            let text = refusal.message.as_deref().unwrap_or("no text is known");
            let text = text.replace("{job}", &id[..15]);
            let error = json!([{ "errorCode": refusal.code, "message": text }]);
            ("application/json;charset=UTF-8", error.to_string())
        }
        Body::Job(view) => ("application/json;charset=UTF-8", job(view, id).to_string()),
        Body::List(views) => {
            let records = views.iter().map(|(name, view)| job(view, &real_id(*name)));
            let list = json!({ "done": true, "records": records.collect::<Vec<_>>() });
            ("application/json;charset=UTF-8", list.to_string())
        }
        Body::Table(table) => ("text/csv", csv(side, org, table, ids)),
    };
    Answer { status: prediction.status, content_type: content_type.to_owned(), body }
}

fn job(view: &JobView, id: &str) -> Value {
    let value = |expected: &Expected| match expected {
        Expected::Text(text) => json!(text),
        Expected::OneOf(texts) => json!(texts[0]),
        Expected::Number(number) => json!(number),
        Expected::Count => json!(7),
        Expected::Tenths(tenths) => json!(f64::from(*tenths) / 10.0),
        Expected::True => json!(true),
        Expected::False => json!(false),
        Expected::JobId => json!(id),
        Expected::ContentUrl => json!(format!("services/data/v62.0/jobs/ingest/{id}/batches")),
        Expected::Id => json!("005000000000000001"),
        Expected::Date => json!("2026-01-01T00:00:00.000+0000"),
    };
    Value::Object(view.keys.iter().map(|(k, v)| ((*k).to_owned(), value(v))).collect::<Map<_, _>>())
}

fn csv(side: Side, org: usize, table: &ResultTable, ids: &Ids) -> String {
    let added = table.added.iter().map(|column| format!("\"{column}\""));
    let header: Vec<String> = added.chain(table.columns.iter().cloned()).collect();
    let mut lines = vec![header.join(",")];
    for row in &table.rows {
        let mut values = match &row.outcome {
            None => Vec::new(),
            Some(Outcome::Saved { record, created }) => {
                vec![record_id(org, *record), created.to_string()]
            }
            Some(Outcome::Refused { faults, id }) => {
                let id = match id {
                    RefusedId::Record(record) => record_id(org, *record),
                    RefusedId::Empty | RefusedId::Unstated => String::new(),
                };
                vec![id, faults[0].text(|name| record_id(org, name))]
            }
        };
        values.extend(row.cells.iter().map(|cell| ids.cell(side, cell)));
        lines.push(format!("\"{}\"", values.join("\",\"")));
    }
    lines.iter().map(|line| line.clone() + table.newline.characters()).collect()
}

/// Sequences that are the same in every run of this test.
fn sequences(count: usize) -> impl Iterator<Item = Vec<Step>> {
    let mut runner = TestRunner::deterministic();
    let strategy = World::sequential_strategy(1..80);
    (0..count).map(move |_| strategy.new_tree(&mut runner).expect("no filters").current().1)
}

/// The first difference that a sequence brings to light, and the world at its end.
fn walk(steps: &[Step], sut: &mut Mirror) -> Result<World, String> {
    let (mut world, mut ids) = (World::new(&settings()), Ids::default());
    for step in steps {
        world = World::apply(world, step);
        hold(sut, &mut ids, &world, step).map_err(|error| format!("{step:?}: {error}"))?;
    }
    Ok(world)
}

#[test]
fn a_server_that_answers_as_predicted_passes() {
    for steps in sequences(300) {
        if let Err(error) = walk(&steps, &mut Mirror::new(&settings())) {
            panic!("{error}\nafter {steps:#?}");
        }
    }
}

fn assert_caught(what: &str, liar: impl Fn() -> Mirror) {
    let caught = sequences(300).any(|steps| walk(&steps, &mut liar()).is_err());
    assert!(caught, "nothing was wrong with a server that {what}");
}

fn with(change: impl Fn(&mut Settings)) -> Mirror {
    let mut settings = settings();
    change(&mut settings);
    Mirror::new(&settings)
}

#[test]
fn a_server_that_lies_is_caught() {
    assert_caught("lets an upsert name a key twice", || with(|s| s.chunk_rows = 1));
    assert_caught("commits all rows at once", || with(|s| s.batch_rows = 100));
    assert_caught("is a millisecond late", || with(|s| s.queue_wait_ms += 1));
    assert_caught("needs no last name", || with(|s| s.objects[0].required.clear()));
    assert_caught("knows one column more", || {
        with(|s| s.objects[0].fields.push("Bogus__c".to_owned()))
    });
    assert_caught("answers in an older version", || with(|s| s.api_version_tenths = 600));
    assert_caught("lets both tokens into one org", || {
        let mut mirror = with(|_| {});
        mirror.opens = [0, 0];
        mirror
    });
}

#[test]
fn a_lie_shrinks_to_a_few_short_steps() {
    let mut settings = settings();
    settings.chunk_rows = 1;
    let mut runner = TestRunner::new_with_rng(
        Config { failure_persistence: None, cases: 2_000, ..Config::default() },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let found = runner.run(&World::sequential_strategy(1..80), |(_, steps, seen)| {
        if let Some(seen) = seen {
            seen.store(steps.len(), Ordering::SeqCst);
        }
        let verdict = walk(&steps, &mut Mirror::new(&settings));
        verdict.map(drop).map_err(TestCaseError::fail)
    });
    let Err(TestError::Fail(_, (_, steps, _))) = found else { panic!("the lie was not found") };
    assert!(steps.len() <= 6, "{steps:#?}");
    assert!(steps.iter().all(|step| format!("{step:?}").len() < 120), "{steps:#?}");
}

#[test]
fn the_generated_sequences_reach_every_state_and_every_fault() {
    let mut seen = BTreeSet::new();
    for steps in sequences(300) {
        let mut world = World::new(&settings());
        for step in &steps {
            world = World::apply(world, step);
            for org in &world.orgs {
                for job in org.jobs() {
                    note(&mut seen, org, job);
                }
            }
        }
    }
    let all = "changed created ENTITY_IS_DELETED DUPLICATE_VALUE INVALID_CROSS_REFERENCE_KEY \
               MISSING_ARGUMENT REQUIRED_FIELD_MISSING Open UploadComplete InProgress \
               JobComplete Aborted Failed aborted-halfway uploaded-twice";
    let missed: Vec<_> = all.split_whitespace().filter(|what| !seen.contains(what)).collect();
    assert!(missed.is_empty(), "never reached: {missed:?}");
}

fn note(seen: &mut BTreeSet<&'static str>, org: &Org, job: JobName) {
    let outcomes = org.outcomes(job);
    if let Some(state) = org.state(job) {
        seen.insert(state.word());
        if state == State::Aborted && !outcomes.is_empty() {
            seen.insert("aborted-halfway");
        }
    }
    if org.uploads(job) > 1 {
        seen.insert("uploaded-twice");
    }
    for outcome in outcomes {
        match outcome {
            Outcome::Saved { created: true, .. } => seen.insert("created"),
            Outcome::Saved { created: false, .. } => seen.insert("changed"),
            Outcome::Refused { faults, .. } => seen.insert(faults[0].code()),
        };
    }
}
