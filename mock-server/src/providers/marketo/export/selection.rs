//! Which records an extract takes: its filter, with all that it names looked up.

use super::super::id::record_number;
use super::super::programs::Member;
use super::super::records::Records;
use super::dates::DateRange;
use super::lead_test::LeadTest;
use super::spec::{ExportKind, ExportSpec, Filter, MemberFilter};
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
    Member(MemberFilter),
}

/// How a record of a custom object leads to its lead.
pub(super) struct Link {
    /// The record's field.
    field: FieldId,
    /// The lead's field of the same value; its id if absent.
    to: Option<FieldId>,
}

impl RecordTest {
    /// What a spec says.
    ///
    /// # Errors
    /// Why its job fails.
    pub(super) fn of(records: &mut Records, spec: &ExportSpec) -> Result<Self, String> {
        Ok(match (&spec.filter, spec.of) {
            (Filter::Created(range), _) => Self::Created(*range),
            (Filter::Updated(range), _) => Self::Updated(*range),
            (Filter::Members(filter), _) => Self::Member(filter.clone()),
            (Filter::StaticList(id), of) => {
                Self::of_leads(records, of, LeadTest::in_list(records, *id)?)?
            }
            (Filter::SmartList(id), of) => {
                Self::of_leads(records, of, LeadTest::in_smart_list(records, *id)?)?
            }
            (Filter::Activities(_), _) => Self::Any,
        })
    }

    fn of_leads(records: &mut Records, of: ExportKind, test: LeadTest) -> Result<Self, String> {
        let ExportKind::Object(place) = of else { return Ok(Self::Lead(test)) };
        let link = records.instance.objects[place].link.as_ref();
        let (field, to) = link.ok_or("Custom object is not linked to leads")?;
        let to = if to == "id" { None } else { records.instance.leads.named(to) };
        let link = Link { field: *field, to };
        if let Some(to) = to {
            // Each record asks for its lead.
            records.leads_mut().ensure_index(to);
        }
        Ok(Self::Linked(link, test))
    }

    #[inline]
    pub(super) fn holds(&self, records: &Records, view: &View<'_>) -> bool {
        match self {
            Self::Any => true,
            // Computed rows were chosen by their places.
            Self::Created(range) => view.computed().is_some() || range.holds(view.created().at),
            Self::Updated(range) => range.holds(view.modified().at),
            Self::Lead(test) => test.holds(records, view),
            Self::Linked(link, test) => {
                let lead = link.lead(records, view).and_then(|lead| records.leads.get(lead));
                lead.is_some_and(|lead| !lead.is_deleted() && test.holds(records, &lead))
            }
            Self::Member(filter) => is_taken(&Member::of(records, *view), filter),
        }
    }
}

impl Link {
    fn lead(&self, records: &Records, view: &View<'_>) -> Option<RecordNumber> {
        let key = view.cell(self.field)?;
        let Some(to) = self.to else {
            return record_number(std::str::from_utf8(&key).ok()?.trim().parse().ok()?);
        };
        records.leads.find_indexed(to, &key, fold_hash(&key)).into_iter().min()
    }
}

/// Whether a filter takes a membership. Nothing written means not exhausted, and `norm`.
fn is_taken(member: &Member<'_>, filter: &MemberFilter) -> bool {
    let exhausted = || member.named("isExhausted").is_some_and(|held| *held == *b"true");
    let has_cadence = |wanted: &str| match member.named("nurtureCadence") {
        Some(held) if matches!(&*held, b"paus" | b"pause") => wanted == "paus",
        Some(held) => *held == *wanted.as_bytes(),
        None => wanted == "norm",
    };
    member.program_id().is_some_and(|program| filter.programs.contains(&program))
        && (filter.statuses.is_empty() || filter.statuses.contains(&member.status()))
        && filter.exhausted.is_none_or(|wanted| exhausted() == wanted)
        && filter.cadence.is_none_or(has_cadence)
        && filter.updated.is_none_or(|range| range.holds(member.updated()))
}
