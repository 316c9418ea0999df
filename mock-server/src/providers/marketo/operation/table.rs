//! Every operation that is served, one a line: its name, its method, its path, the permission that it
//! wants, and what a bulk job is about.
//!
//! The names are the same in routes, journal, faults, scenarios and reports. Paths stand here without
//! the `.json` at their end. Sources: sections 4.1, 5.1 and 6 of the sheet, permissions 1.15.

use super::{Kind, Line, Operation};
use crate::providers::marketo::auth::Permission;
use crate::providers::marketo::envelope::Family;

/// The lines of a table.
macro_rules! lines {
    ($($operation:ident $name:literal [$($method:literal)*] $path:literal
        $family:ident, $permission:expr, $kind:expr;)*) => {
        &[$(Line {
            operation: Operation::$operation,
            name: $name,
            methods: &[$($method),*],
            path: $path,
            permission: $permission,
            family: Family::$family,
            kind: $kind,
        }),*]
    };
}

const LEADS: Option<Kind> = Some(Kind::Leads);
const ACTIVITIES: Option<Kind> = Some(Kind::Activities);
const OBJECTS: Option<Kind> = Some(Kind::Objects);
const MEMBERS: Option<Kind> = Some(Kind::Members);

const READ_LEADS: Option<Permission> = Some(Permission::ReadOnlyLead);
const WRITE_LEADS: Option<Permission> = Some(Permission::ReadWriteLead);
const READ_ACTIVITIES: Option<Permission> = Some(Permission::ReadOnlyActivity);
const READ_OBJECTS: Option<Permission> = Some(Permission::ReadOnlyCustomObject);
const WRITE_OBJECTS: Option<Permission> = Some(Permission::ReadWriteCustomObject);
const READ_CAMPAIGNS: Option<Permission> = Some(Permission::ReadOnlyCampaign);
const READ_ASSETS: Option<Permission> = Some(Permission::ReadOnlyAssets);
const WRITE_ASSETS: Option<Permission> = Some(Permission::ReadWriteAssets);

/// All operations.
pub const OPERATIONS: &[Line] = lines! {
    Token "marketo.identity.token" ["GET" "POST"] "/identity/oauth/token" Data, None, None;

    ImportCreate "marketo.import.create" ["POST"] "/bulk/v1/leads" Data, WRITE_LEADS, LEADS;
    ImportStatus "marketo.import.status" ["GET"] "/bulk/v1/leads/batch/{batch}"
        Data, WRITE_LEADS, LEADS;
    ImportFailures "marketo.import.failures" ["GET"] "/bulk/v1/leads/batch/{batch}/failures"
        Data, WRITE_LEADS, LEADS;
    ImportWarnings "marketo.import.warnings" ["GET"] "/bulk/v1/leads/batch/{batch}/warnings"
        Data, WRITE_LEADS, LEADS;

    ImportCreate "marketo.import.create" ["POST"] "/bulk/v1/customobjects/{object}/import"
        Data, WRITE_OBJECTS, OBJECTS;
    ImportStatus "marketo.import.status" ["GET"] "/bulk/v1/customobjects/{object}/import/{batch}/status"
        Data, WRITE_OBJECTS, OBJECTS;
    ImportFailures "marketo.import.failures" ["GET"] "/bulk/v1/customobjects/{object}/import/{batch}/failures"
        Data, WRITE_OBJECTS, OBJECTS;
    ImportWarnings "marketo.import.warnings" ["GET"] "/bulk/v1/customobjects/{object}/import/{batch}/warnings"
        Data, WRITE_OBJECTS, OBJECTS;

    ImportCreate "marketo.import.create" ["POST"] "/bulk/v1/program/{program}/members/import"
        Data, WRITE_LEADS, MEMBERS;
    ImportStatus "marketo.import.status" ["GET"] "/bulk/v1/program/members/import/{batch}/status"
        Data, WRITE_LEADS, MEMBERS;
    ImportFailures "marketo.import.failures" ["GET"] "/bulk/v1/program/members/import/{batch}/failures"
        Data, WRITE_LEADS, MEMBERS;
    ImportWarnings "marketo.import.warnings" ["GET"] "/bulk/v1/program/members/import/{batch}/warnings"
        Data, WRITE_LEADS, MEMBERS;

    ExportList "marketo.export.list" ["GET"] "/bulk/v1/leads/export" Data, READ_LEADS, LEADS;
    ExportCreate "marketo.export.create" ["POST"] "/bulk/v1/leads/export/create"
        Data, READ_LEADS, LEADS;
    ExportEnqueue "marketo.export.enqueue" ["POST"] "/bulk/v1/leads/export/{export}/enqueue"
        Data, READ_LEADS, LEADS;
    ExportCancel "marketo.export.cancel" ["POST"] "/bulk/v1/leads/export/{export}/cancel"
        Data, READ_LEADS, LEADS;
    ExportStatus "marketo.export.status" ["GET"] "/bulk/v1/leads/export/{export}/status"
        Data, READ_LEADS, LEADS;
    ExportFile "marketo.export.file" ["GET"] "/bulk/v1/leads/export/{export}/file"
        Data, READ_LEADS, LEADS;

    ExportList "marketo.export.list" ["GET"] "/bulk/v1/activities/export"
        Data, READ_ACTIVITIES, ACTIVITIES;
    ExportCreate "marketo.export.create" ["POST"] "/bulk/v1/activities/export/create"
        Data, READ_ACTIVITIES, ACTIVITIES;
    ExportEnqueue "marketo.export.enqueue" ["POST"] "/bulk/v1/activities/export/{export}/enqueue"
        Data, READ_ACTIVITIES, ACTIVITIES;
    ExportCancel "marketo.export.cancel" ["POST"] "/bulk/v1/activities/export/{export}/cancel"
        Data, READ_ACTIVITIES, ACTIVITIES;
    ExportStatus "marketo.export.status" ["GET"] "/bulk/v1/activities/export/{export}/status"
        Data, READ_ACTIVITIES, ACTIVITIES;
    ExportFile "marketo.export.file" ["GET"] "/bulk/v1/activities/export/{export}/file"
        Data, READ_ACTIVITIES, ACTIVITIES;

    ExportList "marketo.export.list" ["GET"] "/bulk/v1/customobjects/{object}/export"
        Data, READ_OBJECTS, OBJECTS;
    ExportCreate "marketo.export.create" ["POST"] "/bulk/v1/customobjects/{object}/export/create"
        Data, READ_OBJECTS, OBJECTS;
    ExportEnqueue "marketo.export.enqueue" ["POST"] "/bulk/v1/customobjects/{object}/export/{export}/enqueue"
        Data, READ_OBJECTS, OBJECTS;
    ExportCancel "marketo.export.cancel" ["POST"] "/bulk/v1/customobjects/{object}/export/{export}/cancel"
        Data, READ_OBJECTS, OBJECTS;
    ExportStatus "marketo.export.status" ["GET"] "/bulk/v1/customobjects/{object}/export/{export}/status"
        Data, READ_OBJECTS, OBJECTS;
    ExportFile "marketo.export.file" ["GET"] "/bulk/v1/customobjects/{object}/export/{export}/file"
        Data, READ_OBJECTS, OBJECTS;

    ExportList "marketo.export.list" ["GET"] "/bulk/v1/program/members/export"
        Data, READ_LEADS, MEMBERS;
    ExportCreate "marketo.export.create" ["POST"] "/bulk/v1/program/members/export/create"
        Data, READ_LEADS, MEMBERS;
    ExportEnqueue "marketo.export.enqueue" ["POST"] "/bulk/v1/program/members/export/{export}/enqueue"
        Data, READ_LEADS, MEMBERS;
    ExportCancel "marketo.export.cancel" ["POST"] "/bulk/v1/program/members/export/{export}/cancel"
        Data, READ_LEADS, MEMBERS;
    ExportStatus "marketo.export.status" ["GET"] "/bulk/v1/program/members/export/{export}/status"
        Data, READ_LEADS, MEMBERS;
    ExportFile "marketo.export.file" ["GET"] "/bulk/v1/program/members/export/{export}/file"
        Data, READ_LEADS, MEMBERS;

    LeadDescribe "marketo.leads.describe" ["GET"] "/rest/v1/leads/describe" Data, READ_LEADS, None;
    LeadDescribe2 "marketo.leads.describe2" ["GET"] "/rest/v1/leads/describe2"
        Data, READ_LEADS, None;
    LeadPartitions "marketo.leads.partitions" ["GET"] "/rest/v1/leads/partitions"
        Data, READ_LEADS, None;
    LeadsGet "marketo.leads.get" ["GET"] "/rest/v1/leads" Data, READ_LEADS, None;
    LeadsSync "marketo.leads.sync" ["POST"] "/rest/v1/leads" Data, WRITE_LEADS, None;
    LeadsDelete "marketo.leads.delete" ["DELETE"] "/rest/v1/leads" Data, WRITE_LEADS, None;
    LeadsDelete "marketo.leads.delete" ["POST"] "/rest/v1/leads/delete" Data, WRITE_LEADS, None;
    LeadGet "marketo.leads.get_one" ["GET"] "/rest/v1/lead/{lead}" Data, READ_LEADS, None;
    LeadMerge "marketo.leads.merge" ["POST"] "/rest/v1/leads/{lead}/merge" Data, WRITE_LEADS, None;
    LeadListMembership "marketo.leads.list_membership" ["GET"] "/rest/v1/leads/{lead}/listMembership"
        Data, READ_LEADS, None;
    LeadProgramMembership "marketo.leads.program_membership" ["GET"] "/rest/v1/leads/{lead}/programMembership"
        Data, READ_LEADS, None;
    LeadsOfProgram "marketo.leads.of_program" ["GET"] "/rest/v1/leads/programs/{program}"
        Data, READ_LEADS, None;
    LeadsProgramStatus "marketo.leads.program_status" ["POST"] "/rest/v1/leads/programs/{program}/status"
        Data, WRITE_LEADS, None;

    Lists "marketo.lists.list" ["GET"] "/rest/v1/lists" Data, READ_LEADS, None;
    ListGet "marketo.lists.get" ["GET"] "/rest/v1/lists/{list}" Data, READ_LEADS, None;
    ListLeads "marketo.lists.leads" ["GET"] "/rest/v1/lists/{list}/leads" Data, READ_LEADS, None;
    ListAdd "marketo.lists.add" ["POST"] "/rest/v1/lists/{list}/leads" Data, WRITE_LEADS, None;
    ListRemove "marketo.lists.remove" ["DELETE"] "/rest/v1/lists/{list}/leads"
        Data, WRITE_LEADS, None;
    ListIsMember "marketo.lists.is_member" ["GET"] "/rest/v1/lists/{list}/leads/ismember"
        Data, READ_LEADS, None;
    ListLeads "marketo.lists.leads" ["GET"] "/rest/v1/list/{list}/leads" Data, READ_LEADS, None;
    ListAdd "marketo.lists.add" ["POST"] "/rest/v1/list/{list}/leads" Data, WRITE_LEADS, None;
    ListRemove "marketo.lists.remove" ["DELETE"] "/rest/v1/list/{list}/leads"
        Data, WRITE_LEADS, None;
    ListIsMember "marketo.lists.is_member" ["GET"] "/rest/v1/list/{list}/leads/ismember"
        Data, READ_LEADS, None;

    ActivityTypes "marketo.activities.types" ["GET"] "/rest/v1/activities/types"
        Data, READ_ACTIVITIES, None;
    PagingToken "marketo.activities.paging_token" ["GET"] "/rest/v1/activities/pagingtoken"
        Data, READ_ACTIVITIES, None;
    ActivitiesGet "marketo.activities.get" ["GET"] "/rest/v1/activities"
        Data, READ_ACTIVITIES, None;
    LeadChanges "marketo.activities.lead_changes" ["GET"] "/rest/v1/activities/leadchanges"
        Data, READ_ACTIVITIES, None;
    DeletedLeads "marketo.activities.deleted_leads" ["GET"] "/rest/v1/activities/deletedleads"
        Data, READ_ACTIVITIES, None;

    ObjectList "marketo.objects.list" ["GET"] "/rest/v1/customobjects" Data, READ_OBJECTS, None;
    ObjectDescribe "marketo.objects.describe" ["GET"] "/rest/v1/customobjects/{object}/describe"
        Data, READ_OBJECTS, None;
    ObjectGet "marketo.objects.get" ["GET"] "/rest/v1/customobjects/{object}"
        Data, READ_OBJECTS, None;
    ObjectSync "marketo.objects.sync" ["POST"] "/rest/v1/customobjects/{object}"
        Data, WRITE_OBJECTS, None;
    ObjectDelete "marketo.objects.delete" ["POST"] "/rest/v1/customobjects/{object}/delete"
        Data, WRITE_OBJECTS, None;

    MemberDescribe "marketo.members.describe" ["GET"] "/rest/v1/programs/members/describe"
        Data, READ_LEADS, None;
    MembersGet "marketo.members.get" ["GET"] "/rest/v1/programs/{program}/members"
        Data, READ_LEADS, None;
    MembersSync "marketo.members.sync" ["POST"] "/rest/v1/programs/{program}/members"
        Data, WRITE_LEADS, None;
    MembersStatus "marketo.members.status" ["POST"] "/rest/v1/programs/{program}/members/status"
        Data, WRITE_LEADS, None;
    MembersDelete "marketo.members.delete" ["POST"] "/rest/v1/programs/{program}/members/delete"
        Data, WRITE_LEADS, None;

    Campaigns "marketo.campaigns.list" ["GET"] "/rest/v1/campaigns" Data, READ_CAMPAIGNS, None;
    CampaignGet "marketo.campaigns.get" ["GET"] "/rest/v1/campaigns/{campaign}"
        Data, READ_CAMPAIGNS, None;

    UsageToday "marketo.stats.usage" ["GET"] "/rest/v1/stats/usage" Data, None, None;
    UsageWeek "marketo.stats.usage_week" ["GET"] "/rest/v1/stats/usage/last7days" Data, None, None;
    ErrorsToday "marketo.stats.errors" ["GET"] "/rest/v1/stats/errors" Data, None, None;
    ErrorsWeek "marketo.stats.errors_week" ["GET"] "/rest/v1/stats/errors/last7days"
        Data, None, None;

    Programs "marketo.assets.programs" ["GET"] "/rest/asset/v1/programs" Asset, READ_ASSETS, None;
    ProgramGet "marketo.assets.program" ["GET"] "/rest/asset/v1/program/{program}"
        Asset, READ_ASSETS, None;
    ProgramByName "marketo.assets.program_by_name" ["GET"] "/rest/asset/v1/program/byName"
        Asset, READ_ASSETS, None;
    Folders "marketo.assets.folders" ["GET"] "/rest/asset/v1/folders" Asset, READ_ASSETS, None;
    FolderGet "marketo.assets.folder" ["GET"] "/rest/asset/v1/folder/{folder}"
        Asset, READ_ASSETS, None;
    FolderByName "marketo.assets.folder_by_name" ["GET"] "/rest/asset/v1/folder/byName"
        Asset, READ_ASSETS, None;
    FolderTokens "marketo.assets.tokens" ["GET"] "/rest/asset/v1/folder/{folder}/tokens"
        Asset, READ_ASSETS, None;
    StaticLists "marketo.assets.static_lists" ["GET"] "/rest/asset/v1/staticLists"
        Asset, READ_ASSETS, None;
    StaticListCreate "marketo.assets.static_list_create" ["POST"] "/rest/asset/v1/staticLists"
        Asset, WRITE_ASSETS, None;
    StaticListGet "marketo.assets.static_list" ["GET"] "/rest/asset/v1/staticList/{list}"
        Asset, READ_ASSETS, None;
    StaticListByName "marketo.assets.static_list_by_name" ["GET"] "/rest/asset/v1/staticList/byName"
        Asset, READ_ASSETS, None;
    StaticListDelete "marketo.assets.static_list_delete" ["POST"] "/rest/asset/v1/staticList/{list}/delete"
        Asset, WRITE_ASSETS, None;
    SmartLists "marketo.assets.smart_lists" ["GET"] "/rest/asset/v1/smartLists"
        Asset, READ_ASSETS, None;
    SmartListGet "marketo.assets.smart_list" ["GET"] "/rest/asset/v1/smartList/{list}"
        Asset, READ_ASSETS, None;
    SmartListByName "marketo.assets.smart_list_by_name" ["GET"] "/rest/asset/v1/smartList/byName"
        Asset, READ_ASSETS, None;
    Segmentations "marketo.assets.segmentations" ["GET"] "/rest/asset/v1/segmentation"
        Asset, READ_ASSETS, None;
    Segments "marketo.assets.segments" ["GET"] "/rest/asset/v1/segmentation/{segmentation}/segments"
        Asset, READ_ASSETS, None;
    Emails "marketo.assets.emails" ["GET"] "/rest/asset/v1/emails" Asset, READ_ASSETS, None;
    EmailGet "marketo.assets.email" ["GET"] "/rest/asset/v1/email/{email}" Asset, READ_ASSETS, None;
    EmailByName "marketo.assets.email_by_name" ["GET"] "/rest/asset/v1/email/byName"
        Asset, READ_ASSETS, None;

    NotFaked "marketo.not_faked" [] "" Data, None, None;
};
