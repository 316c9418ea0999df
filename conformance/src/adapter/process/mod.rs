//! A client as living programs that speak the protocol, whatever they do: nothing that an adapter does
//! wrong costs more than its own case's verdict, and nothing makes the kit wait for ever.

mod alive;
mod book;
mod command_line;
mod error;
mod lines;
mod living;
mod memory;
mod pipes;
mod pool;
mod probe;
mod spill;

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use self::error::Why;
use self::living::{Attempt, Living};
use self::pool::Pool;
use super::{Cx, Ended, Report, Subject};
use crate::protocol::{Case, Ready};

pub(crate) use self::alive::end_all;
pub use self::command_line::CommandLine;
pub use self::error::StartError;
pub use self::living::Options;
pub(crate) use self::probe::Probe;

/// A program that dies this often between being started and being given a case is not tried again.
const STARTS: usize = 3;

/// More cases at a time than this are not given to one program, whatever it says.
const PARALLEL_MAX: u32 = 64;

/// A client under test that is reached through programs.
pub struct Process {
    command: CommandLine,
    options: Options,
    ready: Ready,
    pool: Pool,
    workers: Vec<Mutex<Option<Arc<Living>>>>,
    faults: Mutex<Vec<String>>,
}

impl Process {
    /// Starts the first program and hears what it says of itself. The others are started when they
    /// are needed.
    ///
    /// # Errors
    /// The command cannot be started, or does not answer as an adapter does.
    pub fn start(command: CommandLine, options: Options) -> Result<Self, StartError> {
        let first = Living::start(&command, &options)?;
        let ready = first.ready().clone();
        let count = options.workers.max(1);
        let workers: Vec<_> = (0..count).map(|_| Mutex::new(None)).collect();
        *workers[0].lock() = Some(Arc::new(first));
        let pool = Pool::new(count, ready.parallel.clamp(1, PARALLEL_MAX) as usize);
        Ok(Self { command, options, ready, pool, workers, faults: Mutex::default() })
    }

    /// The command that is run.
    pub fn command(&self) -> &CommandLine {
        &self.command
    }

    /// A new program that says the same of itself as the first one.
    fn spawn(&self) -> Result<Living, StartError> {
        let living = Living::start(&self.command, &self.options)?;
        let (now, first) = (living.ready(), &self.ready);
        let same = now.ops == first.ops
            && now.features == first.features
            && now.parallel == first.parallel;
        if same { Ok(living) } else { Err(StartError::new(&self.command, Why::Changed)) }
    }

    /// The living program of a worker; one that has come to its end makes way for a new one.
    fn living(&self, worker: usize) -> Result<Arc<Living>, StartError> {
        let mut place = self.workers[worker].lock();
        if let Some(living) = &*place {
            let Some(obituary) = living.obituary() else { return Ok(Arc::clone(living)) };
            if living.died_idle() {
                self.faults.lock().push(obituary);
            }
        }
        *place = None;
        let living = Arc::new(self.spawn()?);
        *place = Some(Arc::clone(&living));
        Ok(living)
    }

    /// Runs a case in the program of a worker.
    fn run_in(&self, worker: usize, case: &Case, cx: &Cx) -> Report {
        for _ in 0..STARTS {
            let living = match self.living(worker) {
                Ok(living) => living,
                Err(error) => return not_started(&error),
            };
            match living.run(case, cx, self.grace()) {
                Attempt::Ended(report) => return *report,
                Attempt::NotBegun => {}
                Attempt::Caught => return self.run_again(&living, case, cx),
            }
        }
        let what =
            format!("the program was started {STARTS} times and never lived to take the case");
        Report::of(Ended::Protocol { what })
    }

    /// Runs a case again that was under way when a program came to its end, now alone: then it is
    /// plain whether the case was to blame.
    fn run_again(&self, dead: &Living, case: &Case, cx: &Cx) -> Report {
        cx.again();
        let report = self.run_fresh(case, cx);
        let innocent = matches!(report.ended, Ended::Done(_));
        if let Some(obituary) = dead.tried(innocent) {
            self.faults.lock().push(obituary);
        }
        report
    }

    fn grace(&self) -> Duration {
        Duration::from_millis(self.options.grace_ms)
    }

    fn bye(&self) -> Duration {
        Duration::from_millis(self.options.bye_ms)
    }
}

impl Subject for Process {
    fn ready(&self) -> &Ready {
        &self.ready
    }

    fn parallel(&self) -> usize {
        self.pool.places()
    }

    fn run(&self, case: &Case, cx: &Cx) -> Report {
        let place = self.pool.take(case.session.as_deref());
        self.run_in(place.worker(), case, cx)
    }

    fn run_fresh(&self, case: &Case, cx: &Cx) -> Report {
        let living = match self.spawn() {
            Ok(living) => living,
            Err(error) => return not_started(&error),
        };
        match living.run(case, cx, self.grace()) {
            Attempt::Ended(report) => {
                living.leave(self.bye());
                *report
            }
            Attempt::NotBegun | Attempt::Caught => {
                let what = living.obituary().unwrap_or_default();
                Report::of(Ended::Protocol { what })
            }
        }
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = self.faults.lock().clone();
        for worker in &self.workers {
            if let Some(living) = &*worker.lock()
                && let Some(obituary) = living.obituary()
                && living.died_idle()
            {
                faults.push(obituary);
            }
        }
        faults
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let living: Vec<_> =
            self.workers.iter().filter_map(|worker| worker.lock().take()).collect();
        for living in &living {
            living.part();
        }
        for living in living {
            living.leave(self.bye());
        }
    }
}

/// A program that could be started once and cannot be now costs a case, not the run.
fn not_started(error: &StartError) -> Report {
    Report::of(Ended::Protocol { what: format!("the program could not be started again: {error}") })
}
