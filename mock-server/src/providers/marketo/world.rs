//! The state of one instance as plain data, and its time line played in bounded steps.
//!
//! Time comes in as an argument. Rows are handed out to be worked on without a lock and come back to
//! be written; everything else that falls due is a flip of O(1).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::activities::PagingTokens;
use super::export::{self, ExportJob};
use super::id::Guids;
use super::import::{self, ImportJob};
use super::instance::Instance;
use super::records::Records;
use super::settings::Settings;
use super::usage::Usage;
use crate::core::deadline::Deadlines;
use crate::core::random::key;
use crate::core::time::SimTime;
use crate::core::timeline::{JobLook, Transition};
use crate::faults::JobFates;
use crate::faults::fate::RowAttempts;

/// A job of either kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum JobKey {
    /// A batch of an import, by its `batchId`.
    Import(u64),
    /// An extract, by the number in its `exportId`.
    Export(u64),
}

/// Work that is due: to be done by [`Task::work`] with no lock held, then taken in by
/// [`World::take_in`].
pub enum Task {
    /// Rows of an import, to be checked.
    Import(Box<import::ImportTask>),
    /// A step of an extract.
    Export(Box<export::ExportTask>),
}

/// Work that was done.
pub enum Worked {
    /// Rows of an import that were checked.
    Import(import::ImportWorked),
    /// A step of an extract.
    Export(Box<export::ExportWorked>),
}

/// What came of playing one deadline.
pub(super) enum Played {
    /// Work is due.
    Work(Task),
    /// Something moved; there may be more.
    Moved,
    /// Its work is out, or not to be handed out now: nothing can move.
    Waits,
}

impl Task {
    /// The instant on the time line to which it belongs.
    pub fn due(&self) -> SimTime {
        match self {
            Self::Import(task) => task.due(),
            Self::Export(task) => task.due(),
        }
    }

    /// Does what needs no lock.
    pub fn work(self) -> Worked {
        match self {
            Self::Import(task) => Worked::Import(task.work()),
            Self::Export(task) => Worked::Export(Box::new(task.work())),
        }
    }
}

/// How many records and jobs an instance has.
#[derive(Serialize, JsonSchema)]
pub struct Summary {
    /// Leads.
    pub leads: usize,
    /// Memberships of programs.
    pub program_members: usize,
    /// Records of each custom object that has any.
    pub custom_objects: BTreeMap<String, usize>,
    /// Static lists.
    pub static_lists: usize,
    /// Activities.
    pub activities: u64,
    /// Batches of imports.
    pub imports: usize,
    /// Extracts.
    pub exports: usize,
}

/// Everything that Marketo knows of one instance.
#[derive(Clone)]
pub struct World {
    /// The seed and name from which ids and orders are drawn.
    pub seed: u64,
    /// The settings in force.
    pub settings: Settings,
    /// The records.
    pub records: Records,
    /// What was used of the limits.
    pub usage: Usage,
    pub(super) imports: BTreeMap<u64, ImportJob>,
    pub(super) imports_made: u64,
    /// Imports that are not over, oldest first.
    pub(super) imports_open: BTreeSet<u64>,
    pub(super) exports: BTreeMap<u64, ExportJob>,
    pub(super) exports_made: u64,
    /// Extracts in the queue, those that work included; all others may be many.
    pub(super) exports_open: BTreeSet<u64>,
    /// What becomes of the jobs that the call under way makes.
    pub(super) fates_of_new: JobFates,
    /// Rows that faults refused for some attempts.
    pub(super) row_attempts: RowAttempts,
    deadlines: Deadlines<JobKey>,
    transitions: Vec<Transition>,
}

impl World {
    /// A fresh instance; `records` are what it begins with.
    pub fn new(seed: u64, org_name: &str, records: &Records, settings: &Settings) -> Self {
        let seed = key(seed, &["marketo", org_name]);
        Self {
            seed,
            settings: settings.clone(),
            records: records.clone().with_seed(seed),
            usage: Usage::default(),
            imports: BTreeMap::new(),
            imports_made: 0,
            imports_open: BTreeSet::new(),
            exports: BTreeMap::new(),
            exports_made: 0,
            exports_open: BTreeSet::new(),
            fates_of_new: JobFates::default(),
            row_attempts: RowAttempts::default(),
            deadlines: Deadlines::default(),
            transitions: Vec::new(),
        }
    }

    /// What exists.
    pub fn instance(&self) -> &Arc<Instance> {
        &self.records.instance
    }

    /// The ids of extracts.
    pub fn export_guids(&self) -> Guids {
        Guids::of(self.seed, "export")
    }

    /// The tokens that lead through the log of activities.
    pub fn paging_tokens(&self) -> PagingTokens {
        PagingTokens::of(self.seed)
    }

    /// A job as the journal names it.
    fn job_name(&self, job: JobKey) -> String {
        match job {
            JobKey::Import(batch) => batch.to_string(),
            JobKey::Export(number) => self.export_guids().guid(number).to_string(),
        }
    }

    /// How many records and jobs there are, for people who look at the org.
    pub fn summary(&self) -> Summary {
        let Records { instance, leads, objects, members, activities, .. } = &self.records;
        let objects = instance.objects.iter().zip(objects);
        let objects = objects.filter(|(_, table)| !table.is_empty());
        Summary {
            leads: leads.len(),
            program_members: members.len(),
            custom_objects: objects
                .map(|(object, table)| (object.name.clone(), table.len()))
                .collect(),
            static_lists: self.records.lists.iter().count(),
            activities: activities.len(),
            imports: self.imports.len(),
            exports: self.exports.len(),
        }
    }

    /// When something is next due.
    pub fn next_deadline(&self) -> Option<SimTime> {
        self.deadlines.next().map(|(at, _)| at)
    }

    /// When a job is next due to do more than to be forgotten.
    pub fn next_work(&self) -> Option<SimTime> {
        self.next_import_work().into_iter().chain(self.next_export_work()).min()
    }

    /// What a client would see of a job at `now`.
    pub fn look(&self, job: JobKey, now: SimTime) -> Option<JobLook> {
        match job {
            JobKey::Import(batch) => self.look_at_import(batch),
            JobKey::Export(number) => self.look_at_export(number, now),
        }
    }

    /// When what a client sees of a job that is not over may next change.
    pub fn work_deadline(&self, job: JobKey, now: SimTime) -> Option<SimTime> {
        match job {
            JobKey::Import(batch) => self.import_deadline(batch),
            JobKey::Export(number) => self.export_deadline(number, now),
        }
    }

    /// Plays what is due up to `now`, in order, until work is due; that comes back.
    pub fn play(&mut self, now: SimTime, budget_rows: u32) -> Option<Task> {
        while let Some((due, job)) = self.deadlines.due(now) {
            let played = match job {
                JobKey::Import(batch) => self.play_import(batch, due, budget_rows),
                JobKey::Export(number) => self.play_export(number, due, budget_rows),
            };
            match played {
                Played::Work(task) => return Some(task),
                Played::Waits => return None,
                Played::Moved => {}
            }
        }
        None
    }

    /// Takes in work that was done.
    pub fn take_in(&mut self, worked: Worked) {
        match worked {
            Worked::Import(rows) => self.take_import(&rows),
            Worked::Export(step) => self.take_export(*step),
        }
    }

    /// The jobs that were made since the changes of state were last taken.
    pub fn jobs_just_made(&self) -> Vec<String> {
        let made = self.transitions.iter().filter(|change| change.from.is_none());
        made.map(|change| change.job.clone()).collect()
    }

    /// Takes the changes of state since the last call.
    pub fn take_transitions(&mut self) -> Vec<Transition> {
        std::mem::take(&mut self.transitions)
    }

    /// Follows a job to its state and to what is next due of it; `None` stands for one that is not
    /// there yet, or gone. The time line knows of the one, the journal hears of the other.
    pub(super) fn follow(
        &mut self,
        job: JobKey,
        at: SimTime,
        from: Option<&'static str>,
        to: Option<&'static str>,
        due: Option<SimTime>,
        reason: Option<String>,
    ) {
        self.deadlines.set(job, due);
        if from != to {
            let job = self.job_name(job);
            self.transitions.push(Transition { at, job, from, to, reason });
        }
    }
}
