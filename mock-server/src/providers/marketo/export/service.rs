//! What the calls about extracts do: create, enqueue, cancel, status, file (5.1).

use std::sync::Arc;

use serde_json::Value;

use super::super::errors::ApiError;
use super::super::faults::object_word;
use super::super::operation::Kind;
use super::super::request::Asked;
use super::super::side::Caller;
use super::super::world::{JobKey, World};
use super::create;
use super::file::Extract;
use super::spec::ExportKind;
use super::state::{ExportJob, Queued, State};
use crate::core::time::SimTime;
use crate::faults::JobFacts;
use crate::faults::fate::Stays;

impl World {
    /// Makes a job.
    ///
    /// # Errors
    /// What is wrong with the body; 1013 for an unknown custom object; 1029 once the day's bytes are
    /// used up.
    pub fn create_export(
        &mut self,
        caller: &Caller,
        kind: Kind,
        asked: &Asked,
    ) -> Result<Value, ApiError> {
        let of = self.export_kind(kind, asked.path("object"))?;
        let spec = create::read(asked, of, &self.records, &self.settings)?;
        self.within_export_quota(caller.now)?;
        let job = ExportJob::new(&caller.user, spec, caller.now, self.fates_of_new.clone());
        self.exports_made += 1;
        let number = self.exports_made;
        self.exports.insert(number, job);
        let due = self.export_due(number);
        self.follow(JobKey::Export(number), caller.now, None, Some("Created"), due, None);
        self.export_truth(number, caller.now)
    }

    /// Puts a job into the queue.
    ///
    /// # Errors
    /// 1013 for an unknown job; 1029 for one that was in the queue, for a full queue, and once the
    /// day's bytes are used up.
    pub fn enqueue_export(&mut self, caller: &Caller, number: u64) -> Result<Value, ApiError> {
        let job = self.exports.get(&number).ok_or_else(|| self.unknown_export())?;
        job.may_be_enqueued(&self.settings)?;
        self.within_export_quota(caller.now)?;
        let queued = self.exports_open.len() + self.usage.exports_of_others();
        if queued >= self.settings.exports_queued as usize {
            return Err(ApiError::too_many_exports());
        }
        match self.exports.get(&number).and_then(|job| job.fates.held_in("Created")) {
            None => self.queue_export(number, caller.now),
            Some(held) => {
                let until = match held {
                    Stays::For(span) => Some(caller.now + span),
                    Stays::ForEver => None,
                };
                self.enter_export(number, caller.now, State::Held { until });
            }
        }
        self.export_truth(number, caller.now)
    }

    /// Gives a job up.
    ///
    /// # Errors
    /// 1013 for an unknown job, 1029 for one that is over.
    pub fn cancel_export(&mut self, caller: &Caller, number: u64) -> Result<Value, ApiError> {
        let unknown = self.unknown_export();
        let job = self.exports.get_mut(&number).ok_or(unknown)?;
        let from = job.word();
        job.cancel(caller.now, &self.settings)?;
        let to = job.word();
        let due = self.export_due(number);
        self.exports_open.remove(&number);
        self.follow(JobKey::Export(number), caller.now, Some(from), Some(to), due, None);
        self.arm_exports(caller.now);
        self.export_truth(number, caller.now)
    }

    /// Shows a job.
    ///
    /// # Errors
    /// 1013 for an unknown job.
    pub fn export_status(&self, number: u64, now: SimTime) -> Result<Value, ApiError> {
        let job = self.exports.get(&number).ok_or_else(|| self.unknown_export())?;
        let at = job.shown_as_of(now, &self.settings);
        Ok(job.json_at(at, number, self.export_guids()))
    }

    /// Every job of every user as it truly is, oldest first.
    pub fn export_jobs(&self, now: SimTime) -> Vec<Value> {
        let guids = self.export_guids();
        self.exports.iter().map(|(number, job)| job.json_at(now, *number, guids)).collect()
    }

    /// The file of a job that is completed.
    pub fn export_file(&self, number: u64, now: SimTime) -> Option<Arc<Extract>> {
        self.exports.get(&number)?.file(now)
    }

    /// What faults may know of a job.
    pub fn export_facts(&self, number: u64) -> Option<JobFacts> {
        let job = self.exports.get(&number)?;
        let object = match job.spec.of {
            ExportKind::Leads => object_word(Kind::Leads, ""),
            ExportKind::Activities => object_word(Kind::Activities, ""),
            ExportKind::Members => object_word(Kind::Members, ""),
            ExportKind::Object(place) => self.instance().objects[place].name.clone(),
        };
        let id = self.export_guids().guid(number).to_string();
        Some(JobFacts { id, state: job.word(), object })
    }

    /// The number of the caller's job of that id and kind. Those of other users are unknown to it.
    ///
    /// # Errors
    /// 1013 (assumed; text: the setting `messages.unknown_export`).
    pub fn own_export(&self, caller: &Caller, kind: Kind, asked: &Asked) -> Result<u64, ApiError> {
        let of = self.export_kind(kind, asked.path("object"))?;
        let number = self.export_guids().number(asked.path("export"));
        let is_own = |number: &u64| {
            let job = self.exports.get(number);
            job.is_some_and(|job| job.user == caller.user && job.spec.of == of)
        };
        number.filter(is_own).ok_or_else(|| self.unknown_export())
    }

    /// The kind that a path names.
    ///
    /// # Errors
    /// 1013 for an unknown custom object.
    pub(super) fn export_kind(&self, kind: Kind, object: &str) -> Result<ExportKind, ApiError> {
        Ok(match kind {
            Kind::Leads => ExportKind::Leads,
            Kind::Activities => ExportKind::Activities,
            Kind::Members => ExportKind::Members,
            Kind::Objects => {
                let known = self.instance().object(object);
                let (place, _) = known.ok_or_else(|| ApiError::object_not_found("Object"))?;
                ExportKind::Object(place)
            }
        })
    }

    /// The job as it is, whatever polls are shown.
    fn export_truth(&self, number: u64, now: SimTime) -> Result<Value, ApiError> {
        let job = self.exports.get(&number).ok_or_else(|| self.unknown_export())?;
        Ok(job.json_at(now, number, self.export_guids()))
    }

    fn unknown_export(&self) -> ApiError {
        ApiError::new(1013, &*self.settings.messages.unknown_export)
    }

    /// Puts a job behind all others in the queue.
    pub(super) fn queue_export(&mut self, number: u64, now: SimTime) {
        let place = self.last_place_in_queue() + 1;
        self.enter_export(number, now, State::Queued(Queued { at: now, place }));
        self.arm_exports(now);
    }

    fn last_place_in_queue(&self) -> u64 {
        let places = self.open_exports().filter_map(|(_, job)| match &job.state {
            State::Queued(queued) => Some(queued.place),
            _ => None,
        });
        places.max().unwrap_or(0)
    }

    /// Whether the day's bytes are not used up.
    fn within_export_quota(&mut self, now: SimTime) -> Result<(), ApiError> {
        match self.usage.exported_too_much(&self.settings, now) {
            true => Err(ApiError::export_quota(self.settings.export_daily_megabytes)),
            false => Ok(()),
        }
    }
}
