//! What an org says of itself: its API versions, its resources, its limits.
//!
//! JSON values only. It must not know who calls or how usage is counted.

use serde_json::{Map, Value, json};

use super::auth::OrgIdentity;
use super::auth::id_url;
use super::schema::KeyPrefix;
use super::settings::Settings;
use super::version::{ApiVersion, INGEST_SINCE};

/// What an org has used up of its day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Used {
    /// API requests.
    pub api_requests: u64,
    /// Batches of ingest jobs, one for each 10 000 rows.
    pub batches: u64,
    /// Bulk API 2.0 query jobs.
    pub query_jobs: u64,
    /// Megabytes of their results.
    pub query_megabytes: u64,
}

/// The answer of `GET /services/data`: every served version, oldest first; needs no token.
///
/// The sf CLI takes the last one. Documented, unread; relied upon.
pub fn versions() -> Value {
    ApiVersion::served()
        .map(|version| {
            json!({
                "label": version.label(),
                "url": format!("/services/data/v{version}"),
                "version": version.to_string(),
            })
        })
        .collect()
}

/// The answer of `GET /services/data/vNN.0`, for the user with that record number.
///
/// The names that clients look for; the provider lists some fifty more. Documented, unread.
pub fn resources(version: ApiVersion, base_url: &str, org: &OrgIdentity, user: u64) -> Value {
    let mut answer = Map::new();
    let names =
        ["tooling", "queryAll", "search", "composite", "query", "limits", "recent", "sobjects"];
    let jobs = (version >= INGEST_SINCE).then_some("jobs");
    for name in names.into_iter().chain(jobs) {
        answer.insert(name.to_owned(), format!("/services/data/v{version}/{name}").into());
    }
    let user_id = org.ids.id(KeyPrefix::USER, user);
    answer.insert("identity".to_owned(), id_url(base_url, &org.org_id, &user_id).into());
    Value::Object(answer)
}

/// Headers that tell what all clients of an org do together.
pub const SHARED_HEADERS: [&str; 1] = ["sforce-limit-info"];

/// The value of `Sforce-Limit-Info`. Relied upon: MeltanoLabs matches it from end to end.
pub fn limit_info(settings: &Settings, api_requests: u64) -> String {
    format!("api-usage={api_requests}/{}", settings.daily_api_requests)
}

/// The answer of `GET /services/data/vNN.0/limits`: the same keys in every version.
///
/// What bulk clients use up is counted; the rest stands at the values of the guide's sample.
/// Source: REST API guide v66, "List Org Limits" (read 2026-11-21). Documented.
pub fn limits(settings: &Settings, used: &Used) -> Value {
    let mut answer = Map::new();
    for (name, max, used) in UNCOUNTED {
        answer.insert(name.to_owned(), limit(max, used));
    }
    for (name, max, used) in [
        ("DailyApiRequests", settings.daily_api_requests, used.api_requests),
        ("DailyBulkApiBatches", settings.daily_batches, used.batches),
        ("DailyBulkV2QueryFileStorageMB", settings.daily_query_megabytes, used.query_megabytes),
        ("DailyBulkV2QueryJobs", settings.daily_query_jobs, used.query_jobs),
    ] {
        answer.insert(name.to_owned(), limit(max, used));
    }
    if let Some(Value::Object(sets)) = answer.get_mut("PermissionSets") {
        sets.insert("CreateCustom".to_owned(), limit(1000, 1));
    }
    answer.sort_keys();
    Value::Object(answer)
}

/// The answer of `GET /services/data/vNN.0/limits/recordCount`, by name and count. Documented.
pub fn record_counts<'a>(counts: impl Iterator<Item = (&'a str, usize)>) -> Value {
    let shown: Vec<Value> =
        counts.map(|(name, count)| json!({ "count": count, "name": name })).collect();
    json!({ "sObjects": shown })
}

fn limit(max: u64, used: u64) -> Value {
    json!({ "Max": max, "Remaining": max.saturating_sub(used) })
}

/// Name, maximum and use of what the server does not count.
const UNCOUNTED: [(&str, u64, u64); 47] = [
    ("ActiveScratchOrgs", 3, 0),
    ("AnalyticsExternalDataSizeMB", 40_960, 0),
    ("ConcurrentAsyncGetReportInstances", 200, 0),
    ("ConcurrentEinsteinDataInsightsStoryCreation", 5, 0),
    ("ConcurrentEinsteinDiscoveryStoryCreation", 2, 0),
    ("ConcurrentSyncReportRuns", 20, 0),
    ("DailyAnalyticsDataflowJobExecutions", 60, 0),
    ("DailyAnalyticsUploadedFilesSizeMB", 51_200, 0),
    ("DailyAsyncApexExecutions", 250_000, 0),
    ("DailyAsyncApexTests", 500, 0),
    ("DailyDeliveredPlatformEvents", 10_000, 0),
    ("DailyDurableGenericStreamingApiEvents", 10_000, 0),
    ("DailyDurableStreamingApiEvents", 10_000, 0),
    ("DailyEinsteinDataInsightsStoryCreation", 1000, 0),
    ("DailyEinsteinDiscoveryPredictAPICalls", 50_000, 0),
    ("DailyEinsteinDiscoveryPredictionsByCDC", 5_000_000, 0),
    ("DailyEinsteinDiscoveryStoryCreation", 100, 0),
    ("DailyFunctionsApiCallLimit", 235_000, 0),
    ("DailyGenericStreamingApiEvents", 10_000, 0),
    ("DailyScratchOrgs", 6, 0),
    ("DailyStandardVolumePlatformEvents", 10_000, 0),
    ("DailyStreamingApiEvents", 10_000, 0),
    ("DailyWorkflowEmails", 100_000, 0),
    ("DataStorageMB", 1024, 0),
    ("DurableStreamingApiConcurrentClients", 20, 0),
    ("FileStorageMB", 1024, 0),
    ("HourlyAsyncReportRuns", 1200, 0),
    ("HourlyDashboardRefreshes", 200, 0),
    ("HourlyDashboardResults", 5000, 0),
    ("HourlyDashboardStatuses", 999_999_999, 0),
    ("HourlyLongTermIdMapping", 100_000, 0),
    ("HourlyManagedContentPublicRequests", 50_000, 0),
    ("HourlyODataCallout", 20_000, 0),
    ("HourlyPublishedPlatformEvents", 50_000, 0),
    ("HourlyPublishedStandardVolumePlatformEvents", 1000, 0),
    ("HourlyShortTermIdMapping", 100_000, 0),
    ("HourlySyncReportRuns", 500, 0),
    ("HourlyTimeBasedWorkflow", 1000, 0),
    ("MassEmail", 5000, 0),
    ("MonthlyEinsteinDiscoveryStoryCreation", 500, 0),
    ("Package2VersionCreates", 6, 0),
    ("Package2VersionCreatesWithoutValidation", 500, 0),
    ("PermissionSets", 1500, 1),
    ("PlatformEventTriggersWithParallelProcessing", 5, 1),
    ("PrivateConnectOutboundCalloutHourlyLimitMB", 0, 0),
    ("SingleEmail", 5000, 0),
    ("StreamingApiConcurrentClients", 20, 0),
];
