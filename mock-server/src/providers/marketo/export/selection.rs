//! Which records an extract takes: its filter, with all that it names looked up.

use super::super::activities::Shown;
use super::super::id::record_number;
use super::super::records::Records;
use super::super::settings::Booleans;
use super::cell::FieldCell;
use super::dates::DateRange;
use super::lead_test::LeadTest;
use super::membership;
use super::spec::{ActivityFilter, ExportKind, ExportSpec, Filter, MemberFilter, Primary};
use crate::core::table::{FieldId, RecordNumber, View, fold_hash};

/// Which records of a table are taken.
pub(super) enum RecordTest {
    /// All.
    Any,
    /// Those made in a range.
    Created(DateRange),
    /// Those last changed in a range.
    Updated(DateRange),
    /// Those leads.
    Lead(LeadTest),
    /// Those that hang on such leads.
    Linked(Link, LeadTest),
    /// Those memberships.
    Member(MemberTest),
}

/// How a record of a custom object leads to its lead.
pub(super) struct Link {
    /// The record's field.
    field: FieldId,
    /// The lead's field of the same value; its id if absent.
    to: Option<FieldId>,
}

/// A filter of memberships with its fields.
pub(super) struct MemberTest {
    filter: MemberFilter,
    status: Option<FieldCell>,
    exhausted: Option<FieldCell>,
    cadence: Option<FieldCell>,
}

/// Which activities are taken.
pub(super) struct ActivityTest {
    filter: ActivityFilter,
}

impl RecordTest {
    /// What a spec says.
    ///
    /// # Errors
    /// Why its job fails.
    pub(super) fn of(records: &Records, spec: &ExportSpec) -> Result<Self, String> {
        Ok(match (&spec.filter, spec.of) {
            (Filter::Created(range), _) => Self::Created(*range),
            (Filter::Updated(range), _) => Self::Updated(*range),
            (Filter::Members(filter), _) => Self::Member(MemberTest::of(records, filter)),
            (Filter::StaticList(id), of) => {
                Self::of_leads(records, of, LeadTest::in_list(records, *id)?)?
            }
            (Filter::SmartList(id), of) => {
                Self::of_leads(records, of, LeadTest::in_smart_list(records, *id)?)?
            }
            (Filter::Activities(_), _) => Self::Any,
        })
    }

    fn of_leads(records: &Records, of: ExportKind, test: LeadTest) -> Result<Self, String> {
        let ExportKind::Object(place) = of else { return Ok(Self::Lead(test)) };
        let link = records.instance.objects[place].link.as_ref();
        let (field, to) = link.ok_or("Custom object is not linked to leads")?;
        let to = if to == "id" { None } else { records.instance.leads.named(to) };
        Ok(Self::Linked(Link { field: *field, to }, test))
    }

    #[inline]
    pub(super) fn holds(&self, records: &Records, view: &View<'_>) -> bool {
        match self {
            Self::Any => true,
            // Computed rows were chosen by their places.
            Self::Created(range) => view.computed().is_some() || range.holds(view.created().at),
            Self::Updated(range) => range.holds(view.modified().at),
            Self::Lead(test) => test.holds(view),
            Self::Linked(link, test) => {
                let lead = link.lead(records, view).and_then(|lead| records.leads.get(lead));
                lead.is_some_and(|lead| !lead.is_deleted() && test.holds(&lead))
            }
            Self::Member(test) => test.holds(records, view),
        }
    }
}

impl Link {
    fn lead(&self, records: &Records, view: &View<'_>) -> Option<RecordNumber> {
        let key = view.cell(self.field)?;
        let Some(to) = self.to else {
            return record_number(std::str::from_utf8(&key).ok()?.trim().parse().ok()?);
        };
        let leads = &records.leads;
        if leads.has_index(to) {
            return leads.find_indexed(to, &key, fold_hash(&key)).into_iter().min();
        }
        let holds =
            |lead: &View<'_>| lead.cell(to).is_some_and(|cell| cell.eq_ignore_ascii_case(&key));
        let mut living = leads.iter().filter(|lead| !lead.is_deleted());
        living.find(holds).map(|lead| lead.number())
    }
}

impl MemberTest {
    fn of(records: &Records, filter: &MemberFilter) -> Self {
        let fields = &records.instance.members;
        let cell = |name: &str| {
            let id = fields.named(name)?;
            Some(FieldCell::of(id, fields.at(id), None, Booleans::Words))
        };
        let (status, exhausted, cadence) =
            (cell("statusName"), cell("isExhausted"), cell("nurtureCadence"));
        Self { filter: filter.clone(), status, exhausted, cadence }
    }

    fn holds(&self, records: &Records, view: &View<'_>) -> bool {
        let filter = &self.filter;
        let text = |cell: &Option<FieldCell>| {
            let mut text = Vec::new();
            cell.is_some_and(|cell| cell.append(view, &mut text)).then_some(text)
        };
        let in_program = || {
            let program = membership::Part::Program.of(records, view);
            program.is_some_and(|id| filter.programs.iter().any(|known| u64::from(*known) == id))
        };
        let has_status = || {
            let status = text(&self.status);
            filter.statuses.is_empty()
                || status.is_some_and(|held| filter.statuses.iter().any(|s| s.as_bytes() == held))
        };
        // Nothing written means false, and `norm`.
        let exhausted =
            || text(&self.exhausted).is_some_and(|held| held == b"true" || held == b"1");
        let cadence = || text(&self.cadence).unwrap_or_else(|| b"norm".to_vec());
        let same_cadence = |wanted: &str| match wanted {
            "paus" => matches!(cadence().as_slice(), b"paus" | b"pause"),
            other => cadence() == other.as_bytes(),
        };
        in_program()
            && has_status()
            && filter.exhausted.is_none_or(|wanted| exhausted() == wanted)
            && filter.cadence.is_none_or(same_cadence)
            && filter.updated.is_none_or(|range| range.holds(view.modified().at))
    }
}

impl ActivityTest {
    pub(super) fn of(filter: &ActivityFilter) -> Self {
        Self { filter: filter.clone() }
    }

    pub(super) fn holds(&self, shown: &Shown) -> bool {
        let filter = &self.filter;
        filter.created.holds(shown.at)
            && (filter.types.is_empty() || filter.types.contains(&shown.type_id))
            && filter.primary.as_ref().is_none_or(|primary| is_about(shown, primary))
    }
}

/// Names are `asset`, or `program.asset`. Documented.
fn is_about(shown: &Shown, primary: &Primary) -> bool {
    match primary {
        Primary::Ids(ids) => shown.primary_id.is_some_and(|id| ids.contains(&id)),
        Primary::Names(names) => shown.primary.as_ref().is_some_and(|name| {
            let asset = |wanted: &String| {
                wanted.split_once('.').is_some_and(|(_, asset)| asset == name.as_str())
            };
            names.iter().any(|wanted| wanted == name || asset(wanted))
        }),
    }
}
