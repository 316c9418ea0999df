//! The list of the caller's jobs (5.1).

use super::super::envelope::Envelope;
use super::super::errors::ApiError;
use super::super::operation::Kind;
use super::super::page_token::Paging;
use super::super::request::Asked;
use super::super::settings::Settings;
use super::super::side::Caller;
use super::super::world::World;

/// Jobs on one page, and the default. Documented.
const PAGE_MAX: usize = 300;

/// The states that a list may be narrowed to; `Canceled` is taken too.
const STATES: [&str; 6] = ["Created", "Queued", "Processing", "Completed", "Failed", "Cancelled"];

impl World {
    /// The caller's jobs of a kind, the oldest first (assumed); jobs that were made long ago are left
    /// out.
    ///
    /// # Errors
    /// 1013 for an unknown custom object, 1001 for a number that is none, 1003 for an unknown status
    /// or page token (both assumed).
    pub fn list_exports(
        &self,
        caller: &Caller,
        kind: Kind,
        asked: &Asked,
    ) -> Result<Envelope, ApiError> {
        let of = self.export_kind(kind, asked.path("object"))?;
        let states = states(&asked.params.list("status"), &self.settings)?;
        let paging = Paging::read(self, &asked.params, &["exports", &caller.user], PAGE_MAX)?;
        let oldest = caller.now - self.settings.export_list_retention;
        let own = self.exports.range(paging.first..).filter(|(_, job)| {
            job.user == caller.user && job.spec.of == of && job.created >= oldest
        });
        let wanted = own.filter_map(|(number, job)| {
            let at = job.shown_as_of(caller.now, &self.settings);
            let fits = states.is_empty() || states.contains(&job.word_at(at));
            fits.then_some((*number, (*number, job, at)))
        });
        let (page, next) = paging.page(wanted);
        let shown = page.into_iter();
        let shown = shown.map(|(number, job, at)| job.json_at(at, number, self.export_guids()));
        Ok(Envelope::page(shown.collect(), next))
    }
}

/// The states in a filter, in any letter case and with one l or two in `Cancelled`: the guide, the
/// reference and a client each spell them in their own way.
fn states(names: &[&str], settings: &Settings) -> Result<Vec<&'static str>, ApiError> {
    let known = |name: &&str| {
        let name = if name.eq_ignore_ascii_case("canceled") { "Cancelled" } else { name };
        let mut states = STATES.into_iter();
        let text = || {
            let text = settings.messages.invalid_filter_value.replace("{name}", "status");
            text.replace("{value}", name)
        };
        states
            .find(|state| state.eq_ignore_ascii_case(name))
            .ok_or_else(|| ApiError::invalid_data(text()))
    };
    names.iter().map(known).collect()
}
