//! Batches on the time line: first in, first out, a few at work at once, forgotten after some days.

use std::sync::Arc;

use super::super::activities::Cause;
use super::super::errors::ApiError;
use super::super::operation::Kind;
use super::super::side::Caller;
use super::super::world::{JobKey, Played, Task, World};
use super::batch::{Ended, ImportJob, State, Tally};
use super::header;
use super::plan::RowPlan;
use super::submission::Submission;
use super::target::Target;
use super::work::{self, ImportTask, ImportWorked, Work};
use crate::core::csv;
use crate::core::table::Source;
use crate::core::time::{SimDuration, SimTime};
use crate::core::timeline::JobLook;

impl World {
    /// Puts a file into the queue; gives its `batchId`. `of` is the object or program in the path.
    ///
    /// # Errors
    /// What the target or the header is refused for, 1019 while the list is imported to, 1016 if the
    /// queue is full.
    pub fn create_import(
        &mut self,
        caller: &Caller,
        kind: Kind,
        of: &str,
        submission: Submission,
    ) -> Result<u64, ApiError> {
        let Submission { params, upload } = submission;
        let target = Target::read(kind, of, &params, &self.records)?;
        if target.list().is_some_and(|list| self.imports_into(list)) {
            return Err(ApiError::import_in_progress());
        }
        let names = header::names(&upload);
        let plan = RowPlan::read(&self.records, &self.settings, &names, &target)?;
        let queued = self.imports_open.len() + self.usage.imports_of_others();
        if queued >= self.settings.imports_queued as usize {
            return Err(ApiError::too_many_imports(self.settings.imports_queued));
        }
        let broken = work::encoding_problem(&upload, &self.settings);
        let plan = plan.and_then(|plan| broken.map_or(Ok(Arc::new(plan)), Err));
        self.imports_made += 1;
        let id = self.imports_made;
        let fates = self.fates_of_new.clone();
        let wait = fates.queue_wait(self.settings.import_queue_wait);
        let ready_at = caller.now + wait + fates.held_for("Queued");
        let job = ImportJob {
            id,
            kind,
            lookup_column: lookup_column(&names, &target),
            target,
            upload,
            plan,
            user: caller.user.clone(),
            created: caller.now,
            fates,
            state: State::Queued { ready_at, starts_at: None },
        };
        self.imports.insert(id, job);
        self.imports_open.insert(id);
        self.follow_import(id, caller.now, None, None);
        self.call_imports(caller.now);
        Ok(id)
    }

    /// Whether a batch that is not over brings leads into that static list.
    pub fn imports_into(&self, list: u32) -> bool {
        let into = |id: &u64| self.imports.get(id).and_then(|job| job.target.list());
        self.imports_open.iter().any(|id| into(id) == Some(list))
    }

    /// Plays what is due of a batch.
    pub(in super::super) fn play_import(
        &mut self,
        batch: u64,
        due: SimTime,
        budget_rows: u32,
    ) -> Played {
        let Some(job) = self.imports.get(&batch) else {
            self.follow(JobKey::Import(batch), due, None, None, None, None);
            return Played::Moved;
        };
        if job.vanishes_at().is_some_and(|at| at <= due) {
            self.forget_import(batch, due);
            return Played::Moved;
        }
        match (&job.state, &job.plan) {
            (State::Queued { .. }, _) => self.begin_import(batch, due),
            (State::Importing(_), Err(message)) => {
                let message = message.clone();
                self.end_import(batch, due, Some(State::Failed { message, done: None }));
            }
            (State::Importing(_), Ok(_)) => {
                let task = ImportTask::of(job, &self.records, &self.settings, budget_rows);
                return task
                    .map_or(Played::Waits, |task| Played::Work(Task::Import(Box::new(task))));
            }
            (State::Complete(_) | State::Failed { .. }, _) => self.forget_import(batch, due),
        }
        Played::Moved
    }

    /// Writes rows that were checked, unless the batch has gone on without them.
    pub(in super::super) fn take_import(&mut self, worked: &ImportWorked) {
        let Some(job) = self.imports.get_mut(&worked.batch) else { return };
        let State::Importing(at_work) = &mut job.state else { return };
        if at_work.next != worked.rows.start {
            return;
        }
        let mut tally = std::mem::take(&mut at_work.tally);
        let Some(job) = self.imports.get(&worked.batch) else { return };
        let State::Importing(at_work) = &job.state else { return };
        let attempts = &mut self.row_attempts;
        work::write(job, at_work, worked, &mut self.records, &self.settings, attempts, &mut tally);
        let (at, source) = (worked.due, at_work.source);
        if let (true, Some(source)) = (worked.rows.end >= job.rows_to_do(), source) {
            let elapsed = at.since(at_work.started);
            let end = job.end(Arc::new(Ended { at, elapsed, tally, source }));
            self.end_import(worked.batch, at, end);
        } else if let Some(State::Importing(at_work)) =
            self.imports.get_mut(&worked.batch).map(|job| &mut job.state)
        {
            at_work.next = worked.rows.end;
            at_work.tally = tally;
        }
    }

    /// When a batch is next due to do more than to be forgotten.
    pub(in super::super) fn next_import_work(&self) -> Option<SimTime> {
        let open = self.imports_open.iter().filter_map(|id| self.imports.get(id));
        open.filter_map(ImportJob::due).min()
    }

    /// What a client sees of a batch.
    pub(in super::super) fn look_at_import(&self, batch: u64) -> Option<JobLook> {
        let job = self.imports.get(&batch)?;
        let counted = job.ended().map(|it| (it.tally.processed, it.tally.failed.len() as u64));
        Some(JobLook { state: job.state_name(), counted })
    }

    /// When that may change. A batch that waits for its turn moves when another one ends.
    pub(in super::super) fn import_deadline(&self, batch: u64) -> Option<SimTime> {
        let job = self.imports_open.get(&batch).and_then(|id| self.imports.get(id))?;
        // Nobody waits for one that stays where it is.
        job.due().or_else(|| self.next_import_work().filter(|_| !job.is_stuck()))
    }

    /// Tells batches that it is their turn, as many as may work besides those that do.
    fn call_imports(&mut self, now: SimTime) {
        let mut free = self.settings.imports_running as usize;
        let mut called = Vec::new();
        for id in &self.imports_open {
            let Some(job) = self.imports.get_mut(id).filter(|_| free > 0) else { break };
            if matches!(job.state, State::Queued { .. }) && job.is_stuck() {
                continue;
            }
            free -= 1;
            if let State::Queued { ready_at, starts_at: starts_at @ None } = &mut job.state {
                *starts_at = Some(now.max(*ready_at));
                called.push(*id);
            }
        }
        for id in called {
            self.follow_import(id, now, Some("Queued"), None);
        }
    }

    fn begin_import(&mut self, batch: u64, now: SimTime) {
        let Some(job) = self.imports.get_mut(&batch) else { return };
        let columns = csv::count(job.upload.header(), job.upload.delimiter());
        let source = job.plan.as_ref().ok().map(|plan| {
            let upload = Arc::clone(&job.upload);
            let source = Source::new(upload, &plan.table_columns(), plan.table_null());
            plan.add_source(&mut self.records, Arc::new(source))
        });
        let rows = source.map_or(0, |_| u64::from(job.rows_to_do()));
        let usual = self.settings.import_row_time.millis().saturating_mul(rows);
        let span = job.fates.work_time(SimDuration::from_millis(usual), true);
        let done_at = now + span + job.fates.held_for("Importing");
        let done_at = (!job.fates.ends_in("Importing")).then_some(done_at);
        let cause = Cause {
            source: "List import".into(),
            reason: format!("Bulk import (batch {batch})"),
            user: job.user.clone(),
        };
        job.state = State::Importing(Box::new(Work {
            started: now,
            done_at,
            source,
            columns,
            cause: Arc::new(cause),
            next: 0,
            tally: Tally::default(),
        }));
        self.follow_import(batch, now, Some("Queued"), None);
    }

    /// Brings a batch to its last state, or forgets it if there is none.
    fn end_import(&mut self, batch: u64, now: SimTime, state: Option<State>) {
        let Some(state) = state else { return self.forget_import(batch, now) };
        let Some(job) = self.imports.get_mut(&batch) else { return };
        let reason = match &state {
            State::Failed { message, .. } => Some(message.clone()),
            State::Queued { .. } | State::Importing(_) | State::Complete(_) => None,
        };
        job.state = state;
        self.imports_open.remove(&batch);
        self.follow_import(batch, now, Some("Importing"), reason);
        self.call_imports(now);
    }

    /// Forgets a batch; its rows live on in the table.
    fn forget_import(&mut self, batch: u64, now: SimTime) {
        let Some(job) = self.imports.remove(&batch) else { return };
        self.follow(JobKey::Import(batch), now, Some(job.state_name()), None, None, None);
        if let (Some(source), Ok(plan)) = (job.source(), &job.plan) {
            plan.compact(&mut self.records, source);
        }
        // One that is gone in the middle of its work makes room.
        if self.imports_open.remove(&batch) {
            self.call_imports(now);
        }
    }

    /// Follows a batch to the state in which it is.
    fn follow_import(
        &mut self,
        batch: u64,
        at: SimTime,
        from: Option<&'static str>,
        reason: Option<String>,
    ) {
        let Some(job) = self.imports.get(&batch) else { return };
        let due = match job.state {
            State::Queued { .. } | State::Importing(_) => job.due(),
            State::Complete(_) | State::Failed { .. } => {
                Some(at + job.fates.retention(self.settings.import_retention))
            }
        };
        let due = due.into_iter().chain(job.vanishes_at()).min();
        let name = job.state_name();
        self.follow(JobKey::Import(batch), at, from, Some(name), due, reason);
    }
}

/// The column by which leads are found, for the failures file (4.5.7).
fn lookup_column(names: &[String], target: &Target) -> Option<usize> {
    let field = match target {
        Target::Leads { lookup_field, .. } => lookup_field.as_deref().unwrap_or("email"),
        Target::Members { .. } => "email",
        Target::Object(_) => return None,
    };
    names.iter().position(|name| name.eq_ignore_ascii_case(field))
}
