//! Questions that most judges ask of the evidence, each with its objection.

use super::{Finding, Objection};
use crate::adapter::Ended;
use crate::evidence::{Evidence, Exchange, Seen};
use crate::protocol::{Class, Failure, Success};

impl Evidence {
    /// A rule that must have fired, or the case says nothing.
    ///
    /// # Errors
    /// Not exercised.
    pub fn must_have_fired(&self, rule: &str) -> Result<(), Objection> {
        let fired: u64 = self
            .orgs
            .iter()
            .flat_map(|org| &org.faults)
            .filter(|fault| fault.name == rule)
            .map(|fault| fault.fired)
            .sum();
        if fired == 0 {
            return Err(Objection::NotExercised(format!("the fault `{rule}` never fired")));
        }
        Ok(())
    }

    /// The exchanges of an operation, of which there must be at least one, or the case says nothing.
    ///
    /// # Errors
    /// Not exercised.
    pub fn exchanges_of<'a>(&'a self, operation: &'a str) -> Result<Vec<&'a Exchange>, Objection> {
        let found: Vec<_> = self.journal().of(operation).collect();
        if found.is_empty() {
            return Err(Objection::NotExercised(format!("the client never called `{operation}`")));
        }
        Ok(found)
    }
}

impl Seen {
    /// The client must have ended by itself: hanging and crashing are objections everywhere.
    ///
    /// # Errors
    /// It hung or crashed.
    pub fn must_end(&self) -> Result<(), Objection> {
        match &self.report.ended {
            Ended::Done(_) => Ok(()),
            Ended::Crashed { exit, signal, stderr_tail } => {
                let panicked = exit.or(*signal).is_none();
                let crashed = Finding::new(match panicked {
                    true => self.ending(),
                    false => format!("the client crashed: {}", self.ending()),
                });
                Err(match stderr_tail.trim() {
                    "" => crashed.into(),
                    said => crashed.differs("an outcome", said).into(),
                })
            }
            Ended::Hung | Ended::Protocol { .. } => {
                Err(Objection::fails(format!("the client does not come back: {}", self.ending())))
            }
        }
    }

    /// The client must have succeeded.
    ///
    /// # Errors
    /// It did not.
    pub fn must_succeed(&self) -> Result<&Success, Objection> {
        self.must_end()?;
        self.success().ok_or_else(|| {
            let what = "the client reports an error where everything can be done";
            Finding::new(what).differs("ok", self.ending()).into()
        })
    }

    /// The client must have raised an error.
    ///
    /// # Errors
    /// It did not.
    pub fn must_fail(&self) -> Result<&Failure, Objection> {
        self.must_end()?;
        self.failure().ok_or_else(|| {
            let what = "the client reports success where there is none";
            Finding::new(what).differs("an error", self.ending()).into()
        })
    }

    /// The client must have raised an error of one of these classes.
    ///
    /// # Errors
    /// It did not, or of another class.
    pub fn must_fail_as(&self, classes: &[Class]) -> Result<&Failure, Objection> {
        let failure = self.must_fail()?;
        if classes.contains(&failure.class) {
            return Ok(failure);
        }
        let names: Vec<_> = classes.iter().map(|class| class.name()).collect();
        let what = "the error is of another class than its cause";
        Err(Finding::new(what)
            .differs(format!("class {}", names.join(" or ")), self.ending())
            .into())
    }
}
