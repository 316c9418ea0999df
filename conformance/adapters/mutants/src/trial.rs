//! A bug held against requirements: which of them notice it.

use std::sync::Arc;

use bulk_conformance::fake::Fake;
use bulk_conformance::judge::Status;
use bulk_conformance::requirements::{self, Requirement};
use bulk_conformance::runner::{Options, Verdicts, try_out_on};

use crate::Mutant;

/// What came of one bug.
pub struct Trial {
    /// The bug.
    pub mutant: &'static Mutant,
    /// What its own requirement says; nothing if it does not notice it.
    pub finding: Option<String>,
    /// Other requirements that notice it, in the order of the catalogue.
    pub others: Vec<&'static str>,
}

/// Holds a bug against all cases of its own requirement, and against the first few of each of `others`.
///
/// # Errors
/// There is no room for files.
///
/// # Panics
/// The bug names a requirement that there is not.
pub fn try_bug(
    fake: &Arc<Fake>,
    mutant: &'static Mutant,
    others: &[&'static Requirement],
    cases_max: u32,
) -> Result<Trial, String> {
    let own = requirements::find(mutant.requirement)
        .unwrap_or_else(|| panic!("there is no requirement {}", mutant.requirement));
    let of_own = play(fake, &[own], mutant, None)?;
    let finding = of_own.of(own.id).and_then(|check| match check.status {
        Status::Fail => check.failures.first().map(|failure| failure.finding.what.clone()),
        _ => None,
    });
    let others: Vec<_> = others.iter().copied().filter(|other| other.id != own.id).collect();
    let verdicts = play(fake, &others, mutant, Some(cases_max))?;
    let noticed = verdicts.with(Status::Fail);
    let others = others.iter().map(|other| other.id).filter(|id| noticed.contains(id)).collect();
    Ok(Trial { mutant, finding, others })
}

fn play(
    fake: &Arc<Fake>,
    requirements: &[&'static Requirement],
    mutant: &Mutant,
    cases_max: Option<u32>,
) -> Result<Verdicts, String> {
    let options = Options { probes: 0, cases_max, ..Options::default() };
    try_out_on(fake, requirements, (mutant.client)(), &options)
}

/// Holds every bug against every requirement in `others`, a few bugs at a time; in the order of the
/// catalogue. `told` hears of each as it is over.
///
/// # Errors
/// The fake cannot be started, or there is no room for files.
pub fn try_all(
    others: &[&'static Requirement],
    cases_max: u32,
    told: &(dyn Fn(&Trial) + Sync),
) -> Result<Vec<Trial>, String> {
    /// Most of their time they wait.
    const TOGETHER: usize = 4;
    let fake = Fake::start()?;
    let queue = parking_lot::Mutex::new(crate::all().enumerate());
    let trials = parking_lot::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..TOGETHER {
            scope.spawn(|| {
                loop {
                    let Some((place, mutant)) = queue.lock().next() else { return };
                    let trial = try_bug(&fake, mutant, others, cases_max);
                    trial.iter().for_each(told);
                    trials.lock().push((place, trial));
                }
            });
        }
    });
    let mut trials = trials.into_inner();
    trials.sort_by_key(|(place, _)| *place);
    trials.into_iter().map(|(_, trial)| trial).collect()
}
