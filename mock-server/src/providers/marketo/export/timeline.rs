//! Extracts on the org's time line: whose turn it is, work handed out in steps and taken back, files
//! and jobs that are dropped in the end.

use std::sync::Arc;

use super::super::world::{JobKey, Played, Task, World};
use super::extraction::Extraction;
use super::state::{Began, Completed, ExportJob, Processing, Queued, State};
use super::work::{ExportTask, ExportWorked, Progress};
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
        match &job.state {
            State::Processing(_) if budget_rows == 0 => return Played::Waits,
            State::Processing(work) => {
                let task = ExportTask {
                    due,
                    job: number,
                    extraction: Arc::clone(&work.extraction),
                    progress: work.progress.clone(),
                    examine: u64::from(budget_rows) * LOOKS_PER_WRITE,
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
        self.open_exports().filter_map(|(_, job)| self.work_due(&job.state)).min()
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
            State::Queued(_) => self.next_export_work(),
            state => self.work_due(state),
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
    fn export_due(&self, number: u64) -> Option<SimTime> {
        let job = self.exports.get(&number)?;
        let over = [job.file_dropped(&self.settings), job.forgotten(&self.settings)];
        self.work_due(&job.state).into_iter().chain(over.into_iter().flatten()).min()
    }

    fn work_due(&self, state: &State) -> Option<SimTime> {
        match state {
            State::Queued(queued) => self.has_free_place().then(|| self.ready(queued)),
            State::Processing(work) => Some(work.due),
            _ => None,
        }
    }

    fn ready(&self, queued: &Queued) -> SimTime {
        queued.at + self.settings.export_queue_wait
    }

    fn has_free_place(&self) -> bool {
        let works =
            self.open_exports().filter(|(_, job)| matches!(job.state, State::Processing(_)));
        works.count() < self.settings.exports_running as usize
    }

    /// Begins the first job in the queue: its turn comes before that of any other.
    fn begin_next_export(&mut self, now: SimTime) {
        let waiting = self.open_exports().filter_map(|(number, job)| match &job.state {
            State::Queued(queued) if self.ready(queued) <= now => {
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
            Ok(extraction) => State::Processing(Box::new(Processing {
                began,
                due: now + self.export_time(extraction.candidates()),
                progress: Progress::begin(&extraction),
                extraction: Arc::new(extraction),
            })),
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

    fn forget_export(&mut self, number: u64, now: SimTime) {
        let Some(job) = self.exports.remove(&number) else { return };
        self.follow(JobKey::Export(number), now, Some(job.word()), None, None, None);
    }
}
