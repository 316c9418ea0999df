//! A program that is asked what no case would ask it: anything at all, word by word.

use std::time::Duration;

use serde_json::Value;

use super::living::{Attempt, Living, line_of};
use super::{CommandLine, Options, StartError};
use crate::adapter::{Cx, Ended, Report};

/// One program, and everything that may be said to it.
pub(crate) struct Probe {
    living: Living,
    options: Options,
}

impl Probe {
    /// Starts a program and hears its `ready`.
    pub(crate) fn start(command: &CommandLine, options: &Options) -> Result<Self, StartError> {
        Ok(Self { living: Living::start(command, options)?, options: options.clone() })
    }

    /// Says something that wants a `done`, and waits so long for it. `message` gets its `id` here.
    pub(crate) fn ask(&self, id: &str, mut message: Value, deadline_ms: u64) -> Report {
        let limit = Duration::from_millis(deadline_ms);
        let attempt = self.living.run_message(id, limit, &Cx::default(), |id| {
            message["id"] = Value::from(id);
            line_of(&message)
        });
        match attempt {
            Attempt::Ended(report) => *report,
            Attempt::NotBegun | Attempt::Caught => {
                let what = self.living.obituary().unwrap_or_default();
                Report::of(Ended::Protocol { what })
            }
        }
    }

    /// Says something that wants no answer.
    pub(crate) fn tell(&self, message: &Value) {
        if let Ok(line) = line_of(message) {
            self.living.tell(line);
        }
    }

    /// Says `bye`; whether it left in time.
    pub(crate) fn leaves_at_bye(&self) -> bool {
        self.living.leave(Duration::from_millis(self.options.bye_ms))
    }

    /// Closes standard in without `bye`; whether it left in time.
    pub(crate) fn leaves_at_end(&self) -> bool {
        self.living.close();
        self.leaves_at_bye()
    }
}
