//! A bug held against requirements: which of them notice it.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use bulk_conformance::adapter::{self, CommandLine, InProcess, Process, Subject};
use bulk_conformance::baseline::Baseline;
use bulk_conformance::fake::Fake;
use bulk_conformance::judge::Status;
use bulk_conformance::requirements::{self, Requirement};
use bulk_conformance::runner::{Options, Verdicts, play_on};
use parking_lot::Mutex;

use crate::Mutant;

/// Requirements on the memory of a program: nothing to be seen in a client of this process.
pub const OF_PROGRAMS: [&str; 2] = ["SF-QUERY-017", "X-MEM-001"];

/// A bug that is not noticed is tried again: on a busy machine even a hasty client comes late.
const ATTEMPTS_MAX: u32 = 3;

/// What came of one bug.
pub struct Trial {
    /// The bug.
    pub mutant: &'static Mutant,
    /// What its own requirement says; nothing if it does not notice it.
    pub finding: Option<String>,
    /// Other requirements that notice it, in the order of the catalogue.
    pub others: Vec<&'static str>,
}

/// Where bugs are tried.
pub struct Bench {
    fake: Arc<Fake>,
    /// The program that serves a bug as an adapter: `matrix --serve REQUIREMENT`.
    program: PathBuf,
}

impl Bench {
    /// One with a fake of its own.
    ///
    /// # Errors
    /// The fake cannot be started.
    pub fn new(program: impl Into<PathBuf>) -> Result<Self, String> {
        Ok(Self { fake: Fake::start()?, program: program.into() })
    }

    /// Holds a bug against all quick cases of its own requirement, and against the first few of each
    /// of `others`.
    ///
    /// # Errors
    /// There is no room for files, or the program does not serve the bug.
    ///
    /// # Panics
    /// The bug names a requirement that there is not.
    pub fn try_bug(
        &self,
        mutant: &'static Mutant,
        others: &[&'static Requirement],
        cases_max: u32,
    ) -> Result<Trial, String> {
        let subject = self.subject(mutant)?;
        let finding = self.finding(mutant, &*subject)?;
        let asked = |one: &&'static Requirement| {
            one.id != mutant.requirement && !OF_PROGRAMS.contains(&one.id)
        };
        let others: Vec<_> = others.iter().copied().filter(asked).collect();
        let verdicts = self.play(&others, &*subject, Some(cases_max))?;
        let noticed = verdicts.with(Status::Fail);
        let others = others.iter().map(|one| one.id).filter(|id| noticed.contains(id)).collect();
        Ok(Trial { mutant, finding, others })
    }

    /// Whether its own requirement notices a bug, tried once more.
    ///
    /// # Errors
    /// As [`Self::try_bug`].
    pub fn notices(&self, mutant: &'static Mutant) -> Result<bool, String> {
        Ok(self.finding(mutant, &*self.subject(mutant)?)?.is_some())
    }

    /// Whether another requirement notices a bug each time that it is tried.
    ///
    /// # Errors
    /// There is no room for files.
    pub fn confirms(
        &self,
        mutant: &'static Mutant,
        other: &'static Requirement,
    ) -> Result<bool, String> {
        let subject = InProcess::new((mutant.client)());
        for _ in 0..ATTEMPTS_MAX {
            let verdicts = self.play(&[other], &subject, Some(1))?;
            if verdicts.with(Status::Fail).is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What the requirement of a bug says of it.
    fn finding(
        &self,
        mutant: &'static Mutant,
        subject: &dyn Subject,
    ) -> Result<Option<String>, String> {
        let own = requirements::find(mutant.requirement)
            .unwrap_or_else(|| panic!("there is no requirement {}", mutant.requirement));
        for _ in 0..ATTEMPTS_MAX {
            let verdicts = self.play(&[own], subject, None)?;
            let check = verdicts.of(own.id).filter(|check| check.status == Status::Fail);
            if let Some(failure) = check.and_then(|check| check.failures.first()) {
                return Ok(Some(failure.finding.what.clone()));
            }
        }
        Ok(None)
    }

    /// Holds every bug against the first cases of `others`, `together` bugs at a time; in the order of
    /// the catalogue. `told` hears of each as it is over. On a busy machine clients that are too hasty
    /// come late, and patient ones seem to hang.
    ///
    /// # Errors
    /// As [`Self::try_bug`].
    pub fn try_all(
        &self,
        others: &[&'static Requirement],
        cases_max: u32,
        together: usize,
        told: &(dyn Fn(&Trial) + Sync),
    ) -> Result<Vec<Trial>, String> {
        let queue = Mutex::new(crate::all().enumerate());
        let trials = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for _ in 0..together {
                scope.spawn(|| {
                    loop {
                        let Some((place, mutant)) = queue.lock().next() else { return };
                        let trial = self.try_bug(mutant, others, cases_max);
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

    /// A client with the bug, where its requirement can look at it.
    fn subject(&self, mutant: &'static Mutant) -> Result<Box<dyn Subject>, String> {
        Ok(match OF_PROGRAMS.contains(&mutant.requirement) {
            true => Box::new(self.served(mutant.requirement)?),
            false => Box::new(InProcess::new((mutant.client)())),
        })
    }

    /// The bug of a requirement in a program of its own.
    fn served(&self, requirement: &str) -> Result<Process, String> {
        let command = CommandLine::new(&self.program).arg("--serve").arg(requirement);
        Process::start(command, adapter::Options::default()).map_err(|error| error.to_string())
    }

    fn play(
        &self,
        requirements: &[&'static Requirement],
        subject: &dyn Subject,
        cases_max: Option<u32>,
    ) -> Result<Verdicts, String> {
        let options = Options { probes: 0, cases_max, ..Options::default() };
        let baseline = Baseline::default();
        play_on(&self.fake, requirements, subject, &options, &baseline, &mut |_| ())
    }
}
