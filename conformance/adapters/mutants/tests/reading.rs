//! Requirements about queries, polling, limits and what is asked whatever the provider, on trial: the
//! honest client meets them all, and each bug is noticed by the requirement that it violates.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use bulk_conformance::adapter::{Client, Cx, InProcess, Report, Subject};
use bulk_conformance::baseline::Baseline;
use bulk_conformance::judge::Status;
use bulk_conformance::protocol::{Case, Ready};
use bulk_conformance::requirements::{self, Requirement};
use bulk_conformance::runner::{Options, Verdicts, play, try_out};
use bulk_mutants::Mutant;
use bulk_reference::{Parts, Reference};

/// How many bugs are tried at a time: most of their time they wait.
const TOGETHER: usize = 6;

/// About memory: seen only of a program, not of a client in this process.
const MEMORY: [&str; 2] = ["SF-QUERY-017", "X-MEM-001"];

/// The requirements of this part.
fn part() -> Vec<&'static Requirement> {
    let about = ["SF-QUERY-", "SF-POLL-", "SF-LIMIT-", "X-"];
    let mine = |one: &&Requirement| about.iter().any(|head| one.id.starts_with(head));
    requirements::all().filter(mine).filter(|one| !MEMORY.contains(&one.id)).collect()
}

fn options() -> Options {
    Options { probes: 0, ..Options::default() }
}

fn verdicts(of: &[&'static Requirement], client: impl Client + 'static) -> Verdicts {
    try_out(of, client, &options()).expect("a fake and a folder")
}

/// What its own requirement says of a bug; nothing if it does not notice it.
fn finding(mutant: &Mutant, own: &'static Requirement) -> String {
    let verdicts = verdicts(&[own], (mutant.client)());
    let check = &verdicts.checks[0];
    let failure = check.failures.first();
    match (check.status, failure.map(|failure| &failure.finding)) {
        (Status::Fail, Some(finding)) => uncounted(&finding.what),
        (status, _) => format!("NOT NOTICED: {status:?}, {:?}", check.why),
    }
}

/// A finding without its numbers: how often something was seen depends on how busy the machine is.
fn uncounted(what: &str) -> String {
    let words = what.split(' ');
    let words = words.map(|word| if word.parse::<u64>().is_ok() { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_honest_client_meets_every_requirement() {
    let verdicts = verdicts(&part(), Reference::new(Parts::honest()));

    let told: Vec<String> = verdicts
        .checks
        .iter()
        .filter(|check| check.status != Status::Pass)
        .map(|check| format!("{}: {check:#?}", check.requirement))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn each_bug_is_noticed_by_the_requirement_that_it_violates() {
    let own = |mutant: &Mutant| part().into_iter().find(|one| one.id == mutant.requirement);
    let trials = bulk_mutants::all().filter_map(|mutant| Some((mutant, own(mutant)?)));
    let (trials, told) = (Mutex::new(trials), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..TOGETHER {
            scope.spawn(|| {
                loop {
                    let next = trials.lock().expect("no panic").next();
                    let Some((mutant, own)) = next else { return };
                    let said = finding(mutant, own);
                    told.lock().expect("no panic").insert((own.id, mutant.bug), said);
                }
            });
        }
    });

    let told = told.into_inner().expect("no panic");
    let told = told.into_iter().map(|((id, bug), said)| format!("{id}  {bug}\n    {said}\n"));
    insta::assert_snapshot!(told.collect::<String>());
}

#[test]
fn each_requirement_has_a_bug_that_violates_it() {
    let violated: Vec<_> = bulk_mutants::all().map(|mutant| mutant.requirement).collect();

    let safe = part().into_iter().map(|one| one.id).filter(|id| !violated.contains(id));
    assert_eq!(safe.collect::<Vec<_>>(), Vec::<&str>::new());
}

/// A program as far as its memory is concerned: with each call it holds so much more at most.
struct Program {
    client: InProcess,
    held: AtomicU64,
    more: u64,
}

impl Subject for Program {
    fn ready(&self) -> &Ready {
        self.client.ready()
    }

    fn parallel(&self) -> usize {
        1
    }

    fn run(&self, case: &Case, cx: &Cx) -> Report {
        let held = self.held.fetch_add(self.more, Ordering::Relaxed);
        Report { peak_rss_bytes: Some(held), ..self.client.run(case, cx) }
    }
}

fn of_memory(ids: &[&str], more: u64) -> Vec<Status> {
    let client = InProcess::new(Reference::new(Parts::honest()));
    let program = Program { client, held: AtomicU64::new(40 << 20), more };
    let asked: Vec<_> = ids.iter().filter_map(|id| requirements::find(id)).collect();
    let verdicts = play(&asked, &program, &options(), &Baseline::default(), &mut |_| ());
    let verdicts = verdicts.expect("a fake and a folder");
    verdicts.checks.iter().map(|check| check.status).collect()
}

#[test]
fn a_program_that_holds_much_more_with_many_rows_is_noticed() {
    assert_eq!(of_memory(&MEMORY, 8 << 20), [Status::Pass, Status::Pass]);
    assert_eq!(of_memory(&MEMORY[..1], 100 << 20), [Status::Fail]);
}
