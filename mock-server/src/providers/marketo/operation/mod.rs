//! What a request can ask for. `table` has the names, methods and paths, `gaps` what is not faked.

mod gaps;
mod table;

pub use gaps::{GAPS, PARTS};
pub use table::OPERATIONS;

use super::auth::Permission;
use super::envelope::Family;

/// What a request asks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Operation {
    /// A token.
    Token,
    /// A new batch of an import.
    ImportCreate,
    /// The state of a batch.
    ImportStatus,
    /// The rows of a batch that failed.
    ImportFailures,
    /// The rows of a batch that were odd.
    ImportWarnings,
    /// The extracts of the caller.
    ExportList,
    /// A new extract.
    ExportCreate,
    /// An extract put into the queue.
    ExportEnqueue,
    /// The end of an extract.
    ExportCancel,
    /// The state of an extract.
    ExportStatus,
    /// The file of an extract.
    ExportFile,
    /// The fields of leads.
    LeadDescribe,
    /// The fields of leads, and those that find leads.
    LeadDescribe2,
    /// The partitions of the lead database.
    LeadPartitions,
    /// Leads by the value of a field.
    LeadsGet,
    /// Leads made or changed.
    LeadsSync,
    /// The end of leads.
    LeadsDelete,
    /// One lead.
    LeadGet,
    /// Leads that become one.
    LeadMerge,
    /// The static lists of a lead.
    LeadListMembership,
    /// The programs of a lead.
    LeadProgramMembership,
    /// The leads in a program.
    LeadsOfProgram,
    /// The status of leads in a program.
    LeadsProgramStatus,
    /// All static lists.
    Lists,
    /// One static list.
    ListGet,
    /// The leads of a static list.
    ListLeads,
    /// Leads put into a static list.
    ListAdd,
    /// Leads taken out of a static list.
    ListRemove,
    /// Whether leads are in a static list.
    ListIsMember,
    /// What can happen to leads.
    ActivityTypes,
    /// Where in the log an instant is.
    PagingToken,
    /// What happened to leads.
    ActivitiesGet,
    /// Which fields of leads were changed.
    LeadChanges,
    /// Which leads were deleted.
    DeletedLeads,
    /// All custom objects.
    ObjectList,
    /// One custom object.
    ObjectDescribe,
    /// Records of a custom object.
    ObjectGet,
    /// Records of a custom object made or changed.
    ObjectSync,
    /// The end of records of a custom object.
    ObjectDelete,
    /// The fields of memberships.
    MemberDescribe,
    /// The members of a program.
    MembersGet,
    /// Members of a program made or changed.
    MembersSync,
    /// The status of members of a program.
    MembersStatus,
    /// The end of memberships.
    MembersDelete,
    /// All smart campaigns.
    Campaigns,
    /// One smart campaign.
    CampaignGet,
    /// Calls of today.
    UsageToday,
    /// Calls of the last seven days.
    UsageWeek,
    /// Errors of today.
    ErrorsToday,
    /// Errors of the last seven days.
    ErrorsWeek,
    /// Programs.
    Programs,
    /// One program.
    ProgramGet,
    /// One program, by name.
    ProgramByName,
    /// Folders.
    Folders,
    /// One folder.
    FolderGet,
    /// One folder, by name.
    FolderByName,
    /// The tokens of a folder or program.
    FolderTokens,
    /// Static lists.
    StaticLists,
    /// A new static list.
    StaticListCreate,
    /// One static list.
    StaticListGet,
    /// One static list, by name.
    StaticListByName,
    /// The end of a static list.
    StaticListDelete,
    /// Smart lists.
    SmartLists,
    /// One smart list.
    SmartListGet,
    /// One smart list, by name.
    SmartListByName,
    /// Segmentations.
    Segmentations,
    /// The segments of a segmentation.
    Segments,
    /// Emails.
    Emails,
    /// One email.
    EmailGet,
    /// One email, by name.
    EmailByName,
    /// Something that the provider has and this server does not fake.
    NotFaked,
}

/// The kind of record that a bulk job is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// Leads.
    Leads,
    /// Activities.
    Activities,
    /// The records of a custom object.
    Objects,
    /// Memberships of programs.
    Members,
}

/// One line of the table of operations; an operation with several paths has several lines.
#[derive(Debug)]
pub struct Line {
    /// The operation.
    pub operation: Operation,
    /// Its name.
    pub name: &'static str,
    /// The methods that it answers to.
    pub methods: &'static [&'static str],
    /// Its path, without `.json`.
    pub path: &'static str,
    /// What the caller must be allowed to do.
    pub permission: Option<Permission>,
    /// The envelope that it answers in.
    pub family: Family,
    /// What a bulk job is about.
    pub kind: Option<Kind>,
}
