//! Every operation that is served: its name, its method, its path.
//!
//! The names are the same in routes, journal, faults, scenarios and reports. A path's `{version}` is
//! checked by `routes`; letter case of segments is ignored.

use super::version::{
    ApiVersion, BATCH_SINCE, COLLECTIONS_SINCE, COMPOSITE_SINCE, INGEST_SINCE, QUERY_SINCE,
    RECORD_COUNT_SINCE, RESULT_PAGES_SINCE, UPSERT_TELLS_SINCE,
};

/// What a request asks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Operation {
    /// A token for a grant.
    Token,
    /// A code for a user.
    Authorize,
    /// What a token is good for.
    Introspect,
    /// The end of a token.
    Revoke,
    /// Who a token is for.
    Userinfo,
    /// Who an id URL is about.
    Identity,
    /// A session by user name and password.
    SoapLogin,
    /// The versions that are served.
    Versions,
    /// The resources of a version.
    Resources,
    /// What is left of the limits.
    Limits,
    /// All objects.
    SobjectList,
    /// One object in short.
    SobjectInfo,
    /// One object in full.
    SobjectDescribe,
    /// A new record.
    SobjectCreate,
    /// One record.
    SobjectGet,
    /// A record's change.
    SobjectUpdate,
    /// A record's end.
    SobjectDelete,
    /// Records that were changed in a span of time.
    SobjectUpdated,
    /// Records that were deleted in a span of time.
    SobjectDeleted,
    /// One record, by external id.
    SobjectGetByKey,
    /// A record made or changed, by external id.
    SobjectUpsert,
    /// A record's end, by external id.
    SobjectDeleteByKey,
    /// How many records objects have.
    RecordCount,
    /// The resources that take several requests at once.
    CompositeResources,
    /// Requests that can refer to each other's answers.
    Composite,
    /// Requests that know nothing of each other.
    CompositeBatch,
    /// Records, and those that hang on them.
    CompositeTree,
    /// New records.
    CollectionCreate,
    /// Changes of records.
    CollectionUpdate,
    /// Records made or changed, by external id.
    CollectionUpsert,
    /// The end of records.
    CollectionDelete,
    /// Records.
    CollectionRetrieve,
    /// A new ingest job.
    IngestCreate,
    /// All jobs.
    IngestList,
    /// A new query job.
    QueryCreate,
    /// The jobs, asked for under the query jobs' path.
    QueryList,
    /// A query job's page.
    QueryInfo,
    /// The end of a query job's work.
    QueryChange,
    /// The end of a query job's record.
    QueryDelete,
    /// A page of a query job's results.
    QueryResults,
    /// Where pages of a query job's results begin.
    QueryResultPages,
    /// A REST query.
    QueryRecords,
    /// A REST query that sees deleted records.
    QueryAllRecords,
    /// A later page of a REST query.
    QueryMore,
    /// A job's page.
    IngestInfo,
    /// A job's change of state.
    IngestChange,
    /// The end of a job's record.
    IngestDelete,
    /// A job's rows.
    IngestUpload,
    /// Rows that were written.
    IngestSuccessfulResults,
    /// Rows that were refused.
    IngestFailedResults,
    /// Rows that were not reached.
    IngestUnprocessedRecords,
    /// Something that the provider has and this server does not fake.
    NotFaked,
}

/// One line of the table of operations.
pub struct Line {
    /// The operation.
    pub operation: Operation,
    /// Its name.
    pub name: &'static str,
    /// The methods that lead to it.
    pub methods: &'static [&'static str],
    /// Its path.
    pub path: &'static str,
    /// The version that brought it.
    pub since: ApiVersion,
}

/// Paths, and all below them, that the provider has and this server does not fake: refused in words,
/// and marked in the journal.
pub const GAPS: &[(&str, &str)] = &[
    ("/services/data/{version}/search", "SOSL searches"),
    ("/services/data/{version}/composite/graph", "composite graphs"),
    ("/services/data/{version}/tooling", "the Tooling API"),
    ("/services/data/{version}/recent", "recently viewed records"),
    ("/services/data/{version}/sobjects/{object}/listviews", "list views"),
    ("/services/data/{version}/sobjects/{object}/quickactions", "quick actions"),
    ("/services/data/{version}/sobjects/{object}/describe/layouts", "layouts"),
    ("/services/data/{version}/sobjects/{object}/describe/compactlayouts", "layouts"),
    ("/services/data/{version}/sobjects/{object}/describe/approvallayouts", "layouts"),
    (
        "/services/data/{version}/sobjects/{object}/{id}/{relationship}/{more}",
        "what lies below a record",
    ),
    ("/services/async", "Bulk API 1.0"),
    ("/services/apexrest", "Apex REST"),
    ("/services/soap", "SOAP calls other than login"),
];

const fn line(
    operation: Operation,
    name: &'static str,
    methods: &'static [&'static str],
    path: &'static str,
) -> Line {
    Line { operation, name, methods, path, since: ApiVersion::OLDEST }
}

const fn line_since(
    since: ApiVersion,
    operation: Operation,
    name: &'static str,
    methods: &'static [&'static str],
    path: &'static str,
) -> Line {
    Line { operation, name, methods, path, since }
}

const fn job_line(
    operation: Operation,
    name: &'static str,
    methods: &'static [&'static str],
    path: &'static str,
) -> Line {
    Line { operation, name, methods, path, since: INGEST_SINCE }
}

const fn query_line(
    operation: Operation,
    name: &'static str,
    methods: &'static [&'static str],
    path: &'static str,
) -> Line {
    Line { operation, name, methods, path, since: QUERY_SINCE }
}

const OBJECT: &str = "/services/data/{version}/sobjects/{object}";
const RECORD: &str = "/services/data/{version}/sobjects/{object}/{id}";
const KEY: &str = "/services/data/{version}/sobjects/{object}/{field}/{value}";

const COMPOSITE: &str = "/services/data/{version}/composite";
const COLLECTION: &str = "/services/data/{version}/composite/sobjects";

const fn collection_line(
    operation: Operation,
    name: &'static str,
    methods: &'static [&'static str],
    path: &'static str,
) -> Line {
    line_since(COLLECTIONS_SINCE, operation, name, methods, path)
}

/// All operations.
pub const OPERATIONS: &[Line] = {
    use Operation::*;
    &[
        line(Token, "salesforce.oauth.token", &["POST"], "/services/oauth2/token"),
        line(
            Authorize,
            "salesforce.oauth.authorize",
            &["GET", "POST"],
            "/services/oauth2/authorize",
        ),
        line(Introspect, "salesforce.oauth.introspect", &["POST"], "/services/oauth2/introspect"),
        line(Revoke, "salesforce.oauth.revoke", &["POST", "GET"], "/services/oauth2/revoke"),
        line(Userinfo, "salesforce.oauth.userinfo", &["GET", "POST"], "/services/oauth2/userinfo"),
        line(Identity, "salesforce.identity", &["GET", "POST"], "/id/{org}/{user}"),
        line(SoapLogin, "salesforce.soap.login", &["POST"], "/services/soap/u/{soap_version}"),
        line(Versions, "salesforce.versions", &["GET"], "/services/data"),
        line(Resources, "salesforce.resources", &["GET"], "/services/data/{version}"),
        line(Limits, "salesforce.limits", &["GET"], "/services/data/{version}/limits"),
        line(SobjectList, "salesforce.sobject.list", &["GET"], "/services/data/{version}/sobjects"),
        line(SobjectInfo, "salesforce.sobject.info", &["GET"], OBJECT),
        line(
            SobjectDescribe,
            "salesforce.sobject.describe",
            &["GET"],
            "/services/data/{version}/sobjects/{object}/describe",
        ),
        line(SobjectCreate, "salesforce.sobject.create", &["POST"], OBJECT),
        line(SobjectGet, "salesforce.sobject.get", &["GET"], RECORD),
        line(SobjectUpdate, "salesforce.sobject.update", &["PATCH", "POST"], RECORD),
        line(SobjectDelete, "salesforce.sobject.delete", &["DELETE"], RECORD),
        line(
            SobjectUpdated,
            "salesforce.sobject.updated",
            &["GET"],
            "/services/data/{version}/sobjects/{object}/updated",
        ),
        line(
            SobjectDeleted,
            "salesforce.sobject.deleted",
            &["GET"],
            "/services/data/{version}/sobjects/{object}/deleted",
        ),
        line(SobjectGetByKey, "salesforce.sobject.get_by_key", &["GET"], KEY),
        line(SobjectUpsert, "salesforce.sobject.upsert", &["PATCH", "POST"], KEY),
        line(SobjectDeleteByKey, "salesforce.sobject.delete_by_key", &["DELETE"], KEY),
        line_since(
            RECORD_COUNT_SINCE,
            RecordCount,
            "salesforce.limits.record_count",
            &["GET"],
            "/services/data/{version}/limits/recordcount",
        ),
        line_since(
            BATCH_SINCE,
            CompositeResources,
            "salesforce.composite.resources",
            &["GET"],
            COMPOSITE,
        ),
        line_since(
            COMPOSITE_SINCE,
            Composite,
            "salesforce.composite.composite",
            &["POST"],
            COMPOSITE,
        ),
        line_since(
            BATCH_SINCE,
            CompositeBatch,
            "salesforce.composite.batch",
            &["POST"],
            "/services/data/{version}/composite/batch",
        ),
        line_since(
            BATCH_SINCE,
            CompositeTree,
            "salesforce.composite.tree",
            &["POST"],
            "/services/data/{version}/composite/tree/{object}",
        ),
        collection_line(CollectionCreate, "salesforce.collection.create", &["POST"], COLLECTION),
        collection_line(CollectionUpdate, "salesforce.collection.update", &["PATCH"], COLLECTION),
        collection_line(CollectionDelete, "salesforce.collection.delete", &["DELETE"], COLLECTION),
        collection_line(
            CollectionRetrieve,
            "salesforce.collection.retrieve",
            &["GET", "POST"],
            "/services/data/{version}/composite/sobjects/{object}",
        ),
        line_since(
            UPSERT_TELLS_SINCE,
            CollectionUpsert,
            "salesforce.collection.upsert",
            &["PATCH"],
            "/services/data/{version}/composite/sobjects/{object}/{field}",
        ),
        job_line(
            IngestCreate,
            "salesforce.ingest.create",
            &["POST"],
            "/services/data/{version}/jobs/ingest",
        ),
        job_line(
            IngestList,
            "salesforce.ingest.list",
            &["GET"],
            "/services/data/{version}/jobs/ingest",
        ),
        query_line(
            QueryCreate,
            "salesforce.query.create",
            &["POST"],
            "/services/data/{version}/jobs/query",
        ),
        query_line(
            QueryList,
            "salesforce.query.list",
            &["GET"],
            "/services/data/{version}/jobs/query",
        ),
        query_line(
            QueryInfo,
            "salesforce.query.info",
            &["GET"],
            "/services/data/{version}/jobs/query/{job}",
        ),
        query_line(
            QueryChange,
            "salesforce.query.change",
            &["PATCH"],
            "/services/data/{version}/jobs/query/{job}",
        ),
        query_line(
            QueryDelete,
            "salesforce.query.delete",
            &["DELETE"],
            "/services/data/{version}/jobs/query/{job}",
        ),
        query_line(
            QueryResults,
            "salesforce.query.results",
            &["GET"],
            "/services/data/{version}/jobs/query/{job}/results",
        ),
        Line {
            operation: QueryResultPages,
            name: "salesforce.query.result_pages",
            methods: &["GET"],
            path: "/services/data/{version}/jobs/query/{job}/resultpages",
            since: RESULT_PAGES_SINCE,
        },
        line(QueryRecords, "salesforce.rest.query", &["GET"], "/services/data/{version}/query"),
        line(
            QueryAllRecords,
            "salesforce.rest.query_all",
            &["GET"],
            "/services/data/{version}/queryall",
        ),
        line(
            QueryMore,
            "salesforce.rest.query_more",
            &["GET"],
            "/services/data/{version}/query/{locator}",
        ),
        line(
            QueryMore,
            "salesforce.rest.query_more",
            &["GET"],
            "/services/data/{version}/queryall/{locator}",
        ),
        job_line(
            IngestInfo,
            "salesforce.ingest.info",
            &["GET"],
            "/services/data/{version}/jobs/ingest/{job}",
        ),
        job_line(
            IngestChange,
            "salesforce.ingest.change",
            &["PATCH"],
            "/services/data/{version}/jobs/ingest/{job}",
        ),
        job_line(
            IngestDelete,
            "salesforce.ingest.delete",
            &["DELETE"],
            "/services/data/{version}/jobs/ingest/{job}",
        ),
        job_line(
            IngestUpload,
            "salesforce.ingest.upload",
            &["PUT"],
            "/services/data/{version}/jobs/ingest/{job}/batches",
        ),
        job_line(
            IngestSuccessfulResults,
            "salesforce.ingest.successful_results",
            &["GET"],
            "/services/data/{version}/jobs/ingest/{job}/successfulresults",
        ),
        job_line(
            IngestFailedResults,
            "salesforce.ingest.failed_results",
            &["GET"],
            "/services/data/{version}/jobs/ingest/{job}/failedresults",
        ),
        job_line(
            IngestUnprocessedRecords,
            "salesforce.ingest.unprocessed_records",
            &["GET"],
            "/services/data/{version}/jobs/ingest/{job}/unprocessedrecords",
        ),
        // Its paths are those of `GAPS`; no request matches an empty one.
        line(NotFaked, "salesforce.not_faked", &[], ""),
    ]
};
