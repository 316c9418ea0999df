//! Right clients of the model, drawn: retries, lost answers, looks and waits of any kind.

use bulk_conformance::judge::acceptor::{Provider, deviations, impossible};
use bulk_conformance::model::salesforce::{Command, JobName, ResultSet, State};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use super::scribe::{Scribe, Way, create, upload};

/// What goes on in the life of one job.
#[derive(Debug, Clone)]
struct Life {
    /// Uploads that are refused before one is taken.
    refused_uploads: Vec<u16>,
    /// How often the answer to the close is lost; the client looks before it tries again.
    lost_closes: usize,
    /// The answer to the upload is lost; the client looks and goes on.
    lost_upload: bool,
    rows: usize,
    /// Pauses between looks; some looks fail.
    looks: Vec<(u64, Option<u16>)>,
    end: End,
}

/// How the client leaves the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// It reads all results, side by side.
    Reads,
    /// It reads them and deletes the job, twice if the answer is lost.
    Deletes,
    /// It aborts the job in the middle, reads what is left, and deletes it.
    Aborts,
    /// The answer to its abort is lost, and it deletes the job all the same.
    AbortsUnsure,
    /// It gives up and leaves the job alone.
    Leaves,
}

fn life() -> impl Strategy<Value = Life> {
    let status = prop::sample::select(vec![401_u16, 429, 500, 503]);
    let ends = [End::Reads, End::Deletes, End::Aborts, End::AbortsUnsure, End::Leaves];
    (
        prop::collection::vec(status.clone(), 0..3),
        0_usize..3,
        any::<bool>(),
        0_usize..7,
        prop::collection::vec((0_u64..900, prop::option::weighted(0.2, status)), 0..12),
        prop::sample::select(ends.to_vec()),
    )
        .prop_map(|(refused_uploads, lost_closes, lost_upload, rows, looks, end)| Life {
            refused_uploads,
            lost_closes,
            lost_upload,
            rows,
            looks,
            end,
        })
}

/// Plays the life of a job as a right client does.
fn play(scribe: &mut Scribe, job: u32, life: &Life) {
    let name = JobName(job);
    let whole = |scribe: &mut Scribe, command: Command| scribe.ask(&command, Way::Whole);
    whole(scribe, create(job));
    for status in &life.refused_uploads {
        scribe.ask(&upload(job, life.rows), Way::Refused(*status));
    }
    let way = if life.lost_upload { Way::Lost } else { Way::Whole };
    scribe.ask(&upload(job, life.rows), way);
    if life.lost_upload {
        whole(scribe, Command::Info(name));
    }
    for _ in 0..life.lost_closes {
        scribe.ask(&Command::Close(name), Way::Lost);
        whole(scribe, Command::Info(name));
    }
    if scribe.state(name) == Some(State::Open) {
        whole(scribe, Command::Close(name));
    }
    for (pause, status) in &life.looks {
        scribe.wait(*pause);
        let way = status.map_or(Way::Whole, Way::Refused);
        scribe.ask(&Command::Info(name), way);
        if way == Way::Whole && is_over(scribe, name) {
            break;
        }
    }
    leave(scribe, name, life.end);
}

fn is_over(scribe: &Scribe, job: JobName) -> bool {
    !matches!(scribe.state(job), Some(State::Open | State::UploadComplete | State::InProgress))
}

fn leave(scribe: &mut Scribe, job: JobName, end: End) {
    let running = !is_over(scribe, job);
    match end {
        End::Leaves => return,
        End::Reads | End::Deletes if running => return,
        End::Reads | End::Deletes => {}
        End::Aborts | End::AbortsUnsure => {
            let way = if end == End::Aborts { Way::Whole } else { Way::Lost };
            scribe.ask(&Command::Abort(job), way);
        }
    }
    let sets = [ResultSet::Successful, ResultSet::Failed, ResultSet::Unprocessed];
    let commands = sets.map(|set| Command::Results(job, set));
    let sent: Vec<_> = commands.iter().map(|it| scribe.send(it, Way::Whole)).collect();
    for (sent, command) in sent.into_iter().zip(&commands) {
        let (sent, _) = scribe.act(sent, command);
        scribe.answer(sent);
    }
    if end != End::Reads {
        scribe.ask(&Command::Delete(job), Way::Lost);
        scribe.ask(&Command::Delete(job), Way::Whole);
    }
}

fn config() -> Config {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(62);
    }
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_right_client_is_never_named(lives in prop::collection::vec(life(), 1..4)) {
        let mut scribe = Scribe::new();
        for (at, life) in lives.iter().enumerate() {
            play(&mut scribe, at as u32 + 1, life);
        }
        let journal = scribe.journal();
        prop_assert_eq!(deviations(&journal, Provider::Salesforce), vec![]);
        prop_assert_eq!(impossible(&journal, Provider::Salesforce), Vec::<String>::new());
    }
}
