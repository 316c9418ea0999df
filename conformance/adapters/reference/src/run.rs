//! One case under way: what every step needs of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bulk_conformance::adapter::Cx;
use bulk_conformance::protocol::{Case, Class, Failure, NoteKind, Op};
use serde_json::{Value, json};

use crate::clock;
use crate::parts::Parts;
use crate::session::Session;

/// What steps give.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// Whose service it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Salesforce Bulk API 2.0.
    Salesforce,
    /// Marketo's bulk import and extract.
    Marketo,
}

/// One case under way. Steps reach each other through `parts`, so that each can be replaced.
pub struct Run<'a> {
    /// What is to be done.
    pub case: &'a Case,
    /// How the caller cancels it and hears of it.
    pub cx: &'a Cx,
    /// What the client is made of.
    pub parts: &'a Parts,
    /// The login that it goes under.
    pub session: Arc<Session>,
    /// When it began.
    pub began: Instant,
    /// Whether it only tidies up: then neither a cancel nor the time stops it.
    pub tidying: bool,
}

impl Run<'_> {
    /// Whose service it is about.
    pub fn provider(&self) -> Provider {
        match self.case.op {
            Op::MkImport | Op::MkExport | Op::MkCancel => Provider::Marketo,
            _ => Provider::Salesforce,
        }
    }

    /// Goes on, unless the caller cancelled or the time is up.
    ///
    /// # Errors
    /// A failure of class `cancelled` or `timeout`.
    pub fn check(&self) -> Result<()> {
        if self.tidying {
            return Ok(());
        }
        if self.cx.is_cancelled() {
            return Err(Failure::new(Class::Cancelled, "cancelled by the caller"));
        }
        if self.left().is_zero() {
            return Err(Failure::new(Class::Timeout, "it took longer than the client waits"));
        }
        Ok(())
    }

    /// Waits for so long. A cancel, or the end of the client's own time, ends it early.
    ///
    /// # Errors
    /// As [`Run::check`].
    pub fn pause(&self, time: Duration) -> Result<()> {
        self.check()?;
        if self.tidying {
            Cx::default().wait(time);
            return Ok(());
        }
        self.cx.wait(time.min(self.left()));
        self.check()
    }

    /// The time that is left.
    pub fn left(&self) -> Duration {
        let all = self.parts.policy.give_up_after(self);
        all.saturating_sub(clock::now().saturating_duration_since(self.began))
    }

    /// The same case, only to tidy up after it.
    pub fn tidy(&self) -> Run<'_> {
        let session = Arc::clone(&self.session);
        let Run { case, cx, parts, began, .. } = *self;
        Run { case, cx, parts, session, began, tidying: true }
    }

    /// Tells that a job was made.
    pub fn note_job(&self, id: &str) {
        self.cx.note(NoteKind::Job, json!({ "id": id }));
    }

    /// Tells that a job is in a state.
    pub fn note_state(&self, id: &str, state: &str) {
        self.cx.note(NoteKind::Progress, json!({ "id": id, "state": state }));
    }

    /// Tells something for the log. No secrets, and nothing of the rows.
    pub fn note_log(&self, text: &str) {
        self.cx.note(NoteKind::Log, json!({ "text": text }));
    }

    /// An argument.
    pub fn arg(&self, name: &str) -> Option<&Value> {
        self.case.args.get(name).filter(|value| !value.is_null())
    }

    /// An argument that is a text; numbers are taken for one, too.
    pub fn text_arg(&self, name: &str) -> Option<String> {
        match self.arg(name)? {
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    /// An argument that has to be there.
    ///
    /// # Errors
    /// A failure that names it.
    pub fn needed(&self, name: &str) -> Result<String> {
        let none = || Failure::new(Class::Rejected, format!("the argument {name} is missing"));
        self.text_arg(name).ok_or_else(none)
    }

    /// A file of the case's own.
    pub fn file(&self, name: &str) -> PathBuf {
        self.case.dir.join(name)
    }
}
