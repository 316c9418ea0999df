//! What Marketo has and this server does not fake: refused as such, never answered.

/// What Marketo has at a path or below it, and this server does not fake.
pub const GAPS: &[(&str, &str)] = &[
    ("/rest/v1/leads/push", "pushing leads to a program"),
    ("/rest/v1/leads/submitForm", "form submission"),
    ("/rest/v1/leads/{lead}/associate", "associating cookies with leads"),
    ("/rest/v1/leads/schema", "the schema of lead fields"),
    ("/rest/v1/activities/external", "custom activities"),
    ("/rest/v1/activities/custom", "custom activities"),
    ("/rest/v1/customobjects/schema", "the metadata of custom objects"),
    ("/rest/v1/campaigns/{campaign}/trigger", "triggering campaigns"),
    ("/rest/v1/campaigns/{campaign}/schedule", "scheduling campaigns"),
    ("/rest/v1/companies", "companies"),
    ("/rest/v1/opportunities", "opportunities"),
    ("/rest/v1/salespersons", "sales persons"),
    ("/rest/v1/namedaccounts", "named accounts"),
    ("/rest/v1/namedAccountLists", "lists of named accounts"),
    ("/rest/asset/v1/landingPages", "landing pages"),
    ("/rest/asset/v1/landingPageTemplates", "landing page templates"),
    ("/rest/asset/v1/emailTemplates", "email templates"),
    ("/rest/asset/v1/forms", "forms"),
    ("/rest/asset/v1/files", "files"),
    ("/rest/asset/v1/snippets", "snippets"),
    ("/rest/asset/v1/smartCampaigns", "smart campaigns as assets"),
    ("/rest/asset/v1/channels", "channels"),
    ("/rest/asset/v1/tagTypes", "tag types"),
];
