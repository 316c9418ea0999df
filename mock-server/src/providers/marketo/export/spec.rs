//! What an extract was asked for, read and found to make sense: its kind, columns, format, filter.
//!
//! Plain data that stays as it is for the life of the job; what it selects is read from the records
//! when the job begins.

use super::dates::DateRange;
use crate::core::table::FieldId;

/// What a job extracts.
#[derive(Clone, PartialEq, Debug)]
pub struct ExportSpec {
    /// Its kind of records.
    pub of: ExportKind,
    /// The dialect of its file.
    pub format: Format,
    /// Its columns, in their order.
    pub columns: Vec<Column>,
    /// Which records.
    pub filter: Filter,
}

/// Records that can be extracted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportKind {
    /// Leads.
    Leads,
    /// Activities.
    Activities,
    /// The custom object at that place in the instance.
    Object(usize),
    /// Program memberships.
    Members,
}

/// The dialect of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Commas.
    Csv,
    /// Tabs.
    Tsv,
    /// What the setting `ssv` says.
    Ssv,
}

impl Format {
    /// All of them, with the provider's words.
    const WORDS: [(&'static str, Self); 3] =
        [("CSV", Self::Csv), ("TSV", Self::Tsv), ("SSV", Self::Ssv)];

    /// The format of that name, in any letter case.
    pub fn named(name: &str) -> Option<Self> {
        let mut words = Self::WORDS.iter();
        words.find(|(word, _)| word.eq_ignore_ascii_case(name)).map(|(_, format)| *format)
    }

    /// The provider's word.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("CSV", |(word, _)| word)
    }
}

/// One column of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// What stands in the header.
    pub header: String,
    /// What stands in the cells.
    pub holds: Holds,
}

/// What stands in the cells of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// A field of the record: of the lead, of the custom object's record, of the membership.
    Own(FieldId),
    /// A field of the lead behind a membership.
    OfLead(FieldId),
    /// The number of the program, in front of all others where several were asked for.
    ProgramId,
    /// A part of an activity.
    Activity(ActivityPart),
    /// Nothing, ever: a name that is taken and leads nowhere here.
    Nothing,
}

/// The parts of an activity that a file can show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ActivityPart {
    /// Its own id.
    MarketoGuid,
    /// The lead's id.
    LeadId,
    /// When it happened.
    ActivityDate,
    /// The number of its type.
    ActivityTypeId,
    /// The number of the campaign that caused it.
    CampaignId,
    /// The number of what it is about.
    PrimaryAttributeValueId,
    /// The name of what it is about.
    PrimaryAttributeValue,
    /// All that is known of it, as JSON on one line.
    Attributes,
    /// Whether it came off.
    ActionResult,
}

impl ActivityPart {
    /// All of them, with the provider's words; those up to `attributes` are the default columns, in
    /// this order. Documented.
    pub const WORDS: [(&'static str, Self); 9] = [
        ("marketoGUID", Self::MarketoGuid),
        ("leadId", Self::LeadId),
        ("activityDate", Self::ActivityDate),
        ("activityTypeId", Self::ActivityTypeId),
        ("campaignId", Self::CampaignId),
        ("primaryAttributeValueId", Self::PrimaryAttributeValueId),
        ("primaryAttributeValue", Self::PrimaryAttributeValue),
        ("attributes", Self::Attributes),
        ("actionResult", Self::ActionResult),
    ];

    /// The columns of an extract that names none.
    pub fn usual() -> impl Iterator<Item = (&'static str, Self)> {
        Self::WORDS.into_iter().filter(|(_, part)| *part != Self::ActionResult)
    }

    /// The part of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(word, _)| *word == name).map(|(_, part)| *part)
    }
}

/// Which records are extracted.
#[derive(Clone, PartialEq, Debug)]
pub enum Filter {
    /// Records made in a range.
    Created(DateRange),
    /// Records last changed in a range.
    Updated(DateRange),
    /// The leads of a static list, or the records that hang on them.
    StaticList(u32),
    /// The leads of a smart list, or the records that hang on them.
    SmartList(u32),
    /// Memberships.
    Members(MemberFilter),
    /// Activities.
    Activities(ActivityFilter),
}

/// Which memberships are extracted; all that is said must hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MemberFilter {
    /// In one of these programs.
    pub programs: Vec<u32>,
    /// Whether the lead has had all content of its stream.
    pub exhausted: Option<bool>,
    /// How the lead is nurtured: `paus` or `norm`.
    pub cadence: Option<&'static str>,
    /// With one of these statuses; any if empty.
    pub statuses: Vec<String>,
    /// Last changed in a range.
    pub updated: Option<DateRange>,
}

/// Which activities are extracted; all that is said must hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActivityFilter {
    /// When they happened.
    pub created: DateRange,
    /// Of one of these types; any if empty.
    pub types: Vec<u32>,
    /// What they are about.
    pub primary: Option<Primary>,
}

/// What activities are about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Primary {
    /// One of these, by number.
    Ids(Vec<u64>),
    /// One of these, by name.
    Names(Vec<String>),
}
