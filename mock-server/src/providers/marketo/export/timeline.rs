//! Extracts on the org's time line: whose turn it is, work handed out in steps and taken back, files
//! and jobs that are dropped in the end.

use std::sync::Arc;

use super::super::world::{JobKey, Played, Task, World};
use super::extraction::Extraction;
use super::state::{Began, Completed, ExportJob, Processing, Queued, State};
use super::work::{ExportTask, ExportWorked, Progress};
use crate::core::lie::Lie;
use crate::core::time::{SimDuration, SimTime};
use crate::core::timeline::JobLook;

/// Records that an extract looks at in the time in which one row of an import is written.
const LOOKS_PER_WRITE: u64 = 8;

impl World {
    pub(in super::super) fn play_export(
        &mut self,
        number: u64,
        due: SimTime,
        budget_rows: u32,
    ) -> Played {
        let Some(job) = self.exports.get(&number) else {
            self.follow(JobKey::Export(number), due, None, None, None, None);
            return Played::Moved;
        };
        if job.vanishes_at().is_some_and(|at| at <= due) {
            self.forget_export(number, due);
            return Played::Moved;
        }
        match &job.state {
            State::Held { .. } => self.queue_export(number, due),
            State::Processing(work) if work.is_stopped() => self.stop_export(number, due),
            State::Processing(_) if budget_rows == 0 => return Played::Waits,
            State::Processing(work) => {
                let left = work.stops_at.map_or(u64::MAX, |at| at - work.progress.examined());
                let task = ExportTask {
                    due,
                    job: number,
                    extraction: Arc::clone(&work.extraction),
                    progress: work.progress.clone(),
                    examine: (u64::from(budget_rows) * LOOKS_PER_WRITE).min(left),
                };
                return Played::Work(Task::Export(Box::new(task)));
            }
            State::Queued(_) => self.begin_next_export(due),
            _ if job.forgotten(&self.settings).is_some_and(|at| at <= due) => {
                self.forget_export(number, due);
            }
            _ => self.drop_export_file(number, due),
        }
        Played::Moved
    }

    pub(in super::super) fn take_export(&mut self, step: ExportWorked) {
        let ExportWorked { due, job: number, progress } = step;
        let Some(job) = self.exports.get_mut(&number) else { return };
        if let State::Processing(work) = &job.state
            && work.stops_at.is_some()
            && progress.is_done()
        {
            return self.stop_export(number, due);
        }
        let bytes = progress.bytes();
        if job.take_step(progress, due) {
            self.exports_open.remove(&number);
            self.usage.exported(bytes, due);
            let due_next = self.export_due(number);
            self.follow(
                JobKey::Export(number),
                due,
                Some("Processing"),
                Some("Completed"),
                due_next,
                None,
            );
            self.arm_exports(due);
        }
    }

    pub(in super::super) fn next_export_work(&self) -> Option<SimTime> {
        self.open_exports().filter_map(|(_, job)| self.work_due(job)).min()
    }

    /// The jobs in the queue, those that work included.
    pub(super) fn open_exports(&self) -> impl Iterator<Item = (u64, &ExportJob)> {
        self.exports_open.iter().filter_map(|number| Some((*number, self.exports.get(number)?)))
    }

    pub(in super::super) fn look_at_export(&self, number: u64, now: SimTime) -> Option<JobLook> {
        let job = self.exports.get(&number)?;
        let state = job.word_at(job.shown_as_of(now, &self.settings));
        Some(JobLook { state, counted: None })
    }

    /// When what a client sees of a job may next change: with its next state, or, if what is shown
    /// lags behind, with the next refresh.
    pub(in super::super) fn export_deadline(&self, number: u64, now: SimTime) -> Option<SimTime> {
        let job = self.exports.get(&number)?;
        let lags = job.word_at(job.shown_as_of(now, &self.settings)) != job.word();
        let refresh = lags.then(|| job.next_refresh(now, &self.settings));
        // One that has no turn yet waits for the others.
        let next = match &job.state {
            State::Queued(_) => self.next_export_work().filter(|_| !job.is_stuck()),
            _ => self.work_due(job),
        };
        next.into_iter().chain(refresh).min()
    }

    /// Moves a job to another state, and its deadline with it.
    pub(super) fn enter_export(&mut self, number: u64, at: SimTime, state: State) {
        let Some(job) = self.exports.get_mut(&number) else { return };
        let from = job.word();
        job.state = state;
        if job.is_in_queue() {
            self.exports_open.insert(number);
        } else {
            self.exports_open.remove(&number);
        }
        let to = job.word();
        let reason = match &job.state {
            State::Failed { message, .. } => Some(message.clone()),
            _ => None,
        };
        let due = self.export_due(number);
        self.follow(JobKey::Export(number), at, Some(from), Some(to), due, reason);
    }

    /// Sets when the jobs that wait in the queue have their turn: never, as long as as many work as
    /// may.
    pub(super) fn arm_exports(&mut self, now: SimTime) {
        let waiting = self.open_exports().filter(|(_, job)| matches!(job.state, State::Queued(_)));
        let waiting: Vec<u64> = waiting.map(|(number, _)| number).collect();
        for number in waiting {
            let due = self.export_due(number).map(|due| due.max(now));
            self.follow(JobKey::Export(number), now, Some("Queued"), Some("Queued"), due, None);
        }
    }

    /// When something is next due of a job.
    pub(super) fn export_due(&self, number: u64) -> Option<SimTime> {
        let job = self.exports.get(&number)?;
        let (file, status) = (job.file_dropped(&self.settings), job.forgotten(&self.settings));
        let over = [file, status, job.vanishes_at()];
        self.work_due(job).into_iter().chain(over.into_iter().flatten()).min()
    }

    fn work_due(&self, job: &ExportJob) -> Option<SimTime> {
        match &job.state {
            State::Held { until } => *until,
            State::Queued(_) if job.is_stuck() => None,
            State::Queued(queued) => self.has_free_place().then(|| self.ready(job, queued)),
            State::Processing(work) => work.due,
            _ => None,
        }
    }

    fn ready(&self, job: &ExportJob, queued: &Queued) -> SimTime {
        let wait = job.fates.queue_wait(self.settings.export_queue_wait);
        queued.at + wait + job.fates.held_for("Queued")
    }

    fn has_free_place(&self) -> bool {
        let works =
            self.open_exports().filter(|(_, job)| matches!(job.state, State::Processing(_)));
        let running = works.count();
        running < self.settings.exports_running as usize || Lie::ExtractsRunWithoutBound.is_told()
    }

    /// Begins the first job in the queue: its turn comes before that of any other.
    fn begin_next_export(&mut self, now: SimTime) {
        let waiting = self.open_exports().filter_map(|(number, job)| match &job.state {
            State::Queued(queued) if !job.is_stuck() && self.ready(job, queued) <= now => {
                Some((queued.place, number, *queued))
            }
            _ => None,
        });
        let first = waiting.min_by_key(|(place, ..)| *place);
        if let Some((_, number, queued)) = first.filter(|_| self.has_free_place()) {
            self.begin_export(number, queued, now);
        }
        self.arm_exports(now);
    }

    /// Begins a job: from now on it sees the records as they are now.
    fn begin_export(&mut self, number: u64, queued: Queued, now: SimTime) {
        let Some(job) = self.exports.get(&number) else { return };
        let began = Began { queued: queued.at, started: now };
        let state = match Extraction::begin(&mut self.records, &job.spec, &self.settings) {
            Ok(extraction) => {
                let records = extraction.candidates();
                let stops_at = job.fates.forced_end(records).map(|forced| forced.at_row);
                let usual = self.export_time(stops_at.unwrap_or(records));
                let done_at =
                    now + job.fates.work_time(usual, true) + job.fates.held_for("Processing");
                State::Processing(Box::new(Processing {
                    began,
                    due: (!job.fates.ends_in("Processing")).then_some(done_at),
                    stops_at,
                    progress: Progress::begin(&extraction),
                    extraction: Arc::new(extraction),
                }))
            }
            Err(message) => State::Failed { began, at: now, message },
        };
        self.enter_export(number, now, state);
    }

    /// How long the work on so many records takes.
    fn export_time(&self, records: u64) -> SimDuration {
        let thousand = self.settings.export_thousand_time.millis();
        SimDuration::from_millis(records.div_ceil(1000).saturating_mul(thousand))
    }

    fn drop_export_file(&mut self, number: u64, now: SimTime) {
        let Some(job) = self.exports.get_mut(&number) else { return };
        if let State::Completed(Completed { file, .. }) = &mut job.state {
            *file = None;
        }
        let word = job.word();
        let due = self.export_due(number);
        self.follow(JobKey::Export(number), now, Some(word), Some(word), due, None);
    }

    /// Ends the work of a job as its fates say.
    fn stop_export(&mut self, number: u64, now: SimTime) {
        let Some(job) = self.exports.get(&number) else { return };
        let State::Processing(work) = &job.state else { return };
        match job.forced_end(work.began, now) {
            Some(state) => {
                self.enter_export(number, now, state);
                self.arm_exports(now);
            }
            None => self.forget_export(number, now),
        }
    }

    fn forget_export(&mut self, number: u64, now: SimTime) {
        let Some(job) = self.exports.remove(&number) else { return };
        self.follow(JobKey::Export(number), now, Some(job.word()), None, None, None);
        // One that is gone in the middle of its work makes room.
        if self.exports_open.remove(&number) {
            self.arm_exports(now);
        }
    }
}
