//! The states of an extract against a model that was written from the protocol sheet (5.4), not from
//! the server: all short sequences of calls, and longer ones by chance.

use proptest::prelude::*;

use super::extracting::Extract;
use super::support::{Instance, refusal};
use crate::support::server;

/// What a client, or time, does.
#[derive(Clone, Copy, Debug)]
enum Act {
    Enqueue,
    Cancel,
    /// Half a minute passes: the wait in the queue and the work take a minute each.
    Wait,
}

const ACTS: [Act; 3] = [Act::Enqueue, Act::Cancel, Act::Wait];
const WAITS: &str = "export_queue_wait = \"60s\"\nexport_thousand_time = \"60s\"";

/// The sheet's table: a state, and for how many half minutes it has been so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Model {
    state: &'static str,
    halves: u32,
}

impl Model {
    fn act(&mut self, act: Act) -> Result<(), &'static str> {
        let to = |model: &mut Self, state| *model = Self { state, halves: 0 };
        match (act, self.state) {
            (Act::Enqueue, "Created") => to(self, "Queued"),
            (Act::Enqueue, "Queued" | "Processing" | "Completed") => {
                return Err("200 1029 Job already queued");
            }
            (Act::Enqueue, _) | (Act::Cancel, "Completed" | "Cancelled") => {
                return Err("200 1029 Job is not in a state that allows this");
            }
            (Act::Cancel, _) => to(self, "Cancelled"),
            (Act::Wait, state) => {
                self.halves += 1;
                match state {
                    "Queued" if self.halves == 2 => to(self, "Processing"),
                    "Processing" if self.halves == 2 => to(self, "Completed"),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// The members of a status, as far as a job with these states behind it has them.
    fn members(history: &[&str]) -> Vec<&'static str> {
        let reached = |state: &str| history.contains(&state);
        let mut members = vec!["exportId", "format", "status", "createdAt"];
        members.extend(reached("Queued").then_some("queuedAt"));
        members.extend(reached("Processing").then_some("startedAt"));
        if reached("Completed") {
            members.extend(["finishedAt", "numberOfRecords", "fileSize", "fileChecksum"]);
        }
        members
    }
}

async fn follow(job: &Extract<'_>, acts: &[Act]) {
    let mut model = Model { state: "Created", halves: 0 };
    let mut history = vec!["Created"];
    for (place, act) in acts.iter().enumerate() {
        let said = model.act(*act);
        let where_ = &acts[..=place];
        history.push(model.state);
        let answer = match act {
            Act::Enqueue => job.change("enqueue").await,
            Act::Cancel => job.change("cancel").await,
            Act::Wait => {
                job.instance.wait("30s").await;
                job.status().await
            }
        };
        match said {
            Ok(()) => {
                assert_eq!(answer.json()["result"][0]["status"], model.state, "{where_:?}");
            }
            Err(refused) => assert_eq!(refusal(&answer), refused, "{where_:?}"),
        }
        let status = job.status().await.json()["result"][0].clone();
        assert_eq!(status["status"], model.state, "{where_:?}");
        let members: Vec<&str> =
            status.as_object().expect("a job").keys().map(String::as_str).collect();
        assert_eq!(members, Model::members(&history), "{where_:?}");
        let wanted = if model.state == "Completed" { 200 } else { 404 };
        assert_eq!(job.file(&[]).await.status, wanted, "{where_:?}");
    }
}

#[tokio::test]
async fn every_short_sequence_of_calls_goes_as_the_sheet_says() {
    let server = server();
    let instance = Instance::fresh(&server, WAITS);
    for length in 1..=5_u32 {
        for number in 0..3_usize.pow(length) {
            let acts: Vec<Act> =
                (0..length).map(|place| ACTS[number / 3_usize.pow(place) % 3]).collect();
            let job = Extract::usual(&instance).await;
            follow(&job, &acts).await;
            // It would take a place in the queue from the next one.
            job.change("cancel").await;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn longer_sequences_do_too(numbers in prop::collection::vec(0..6_usize, 1..20)) {
        // Time passes more often than clients call.
        let acts: Vec<Act> = numbers.iter().map(|number| ACTS[(*number).min(2)]).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let server = server();
            let instance = Instance::fresh(&server, WAITS);
            follow(&Extract::usual(&instance).await, &acts).await;
        });
    }
}
