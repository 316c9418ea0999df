//! What the runner drives: a client, and everything that can become of a case in it.

use crate::protocol::{Case, Note, Outcome, Ready};

use super::Cx;

/// How a case ended, whether or not the client had a say in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The adapter said how.
    Done(Outcome),
    /// No answer within the case's deadline; what ran it was killed.
    Hung,
    /// The program ended in the middle of the case, or the engine panicked.
    Crashed {
        /// The exit code, if it ended by itself.
        exit: Option<i32>,
        /// The signal, if one ended it.
        signal: Option<i32>,
        /// The last of what it said on standard error.
        stderr_tail: String,
    },
    /// The adapter broke the protocol.
    Protocol {
        /// How.
        what: String,
    },
}

/// What is known of a case besides what went over the wire.
#[derive(Clone, Debug)]
pub struct Report {
    /// How it ended.
    pub ended: Ended,
    /// What the adapter told on the way.
    pub notes: Vec<Note>,
    /// What it wrote on standard error meanwhile.
    pub stderr: String,
    /// Lines on standard out that were no messages.
    pub noise: Vec<String>,
    /// The most memory that the program held so far, where the system tells.
    pub peak_rss_bytes: Option<u64>,
}

impl Report {
    /// One of which nothing but its end is known.
    pub fn of(ended: Ended) -> Self {
        Self {
            ended,
            notes: Vec::new(),
            stderr: String::new(),
            noise: Vec::new(),
            peak_rss_bytes: None,
        }
    }
}

/// A client under test, with everything that can go wrong around it already told apart.
pub trait Subject: Send + Sync {
    /// What the client is and can do.
    fn ready(&self) -> &Ready;

    /// How many cases may run at a time.
    fn parallel(&self) -> usize;

    /// Runs a case to its end, whatever that is.
    fn run(&self, case: &Case, cx: &Cx) -> Report;

    /// Runs a case in a program of its own, started for it; where there is no program, as [`Self::run`].
    fn run_fresh(&self, case: &Case, cx: &Cx) -> Report {
        self.run(case, cx)
    }

    /// What the adapter did wrong so far that is no case's verdict, such as a program that left while
    /// it had nothing to do. One sentence each.
    fn faults(&self) -> Vec<String> {
        Vec::new()
    }
}
