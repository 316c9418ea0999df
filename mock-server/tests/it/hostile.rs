//! Requests that nobody should send: whatever comes, an answer goes back and the org stands.

use bulk_mock::{DEMO_TOKEN, MockServer};
use bytes::Bytes;
use proptest::prelude::*;

use super::support::{Org, call, insert_contacts, server};

const METHODS: &[&str] =
    &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X"];

const SEGMENTS: &[&str] = &[
    "services",
    "data",
    "v62.0",
    "v99999.0",
    "v-1.0",
    "jobs",
    "ingest",
    "query",
    "{job}",
    "batches",
    "successfulResults",
    "failedResults",
    "unprocessedrecords",
    "oauth2",
    "token",
    "authorize",
    "introspect",
    "revoke",
    "userinfo",
    "Soap",
    "u",
    "62.0",
    "id",
    "limits",
    "sobjects",
    "Contact",
    "describe",
    "External_Id__c",
    "003000000000001",
    "composite",
    "batch",
    "tree",
    "recordCount",
    "_mock",
    "orgs",
    "demo",
    "rows",
    "clock",
    "advance",
    "journal",
    "",
    ".",
    "..",
    "%00",
    "%ff",
    "%",
    "a%2Fb",
    "750",
    "\u{f8ff}",
];

const HEADERS: &[(&str, &[&str])] = &[
    (
        "content-type",
        &[
            "",
            "application/json",
            "text/csv",
            "text/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=B",
            "multipart/form-data; boundary=\"",
            "/",
            ";;;",
        ],
    ),
    ("content-encoding", &["gzip", "GZIP", "br", "identity", ""]),
    ("content-length", &["0", "18446744073709551615", "-1", "x"]),
    ("accept-encoding", &["gzip", "gzip;q=0", ";", "*"]),
    ("accept", &["application/xml", "text/csv", "*/*", "\u{1}"]),
    ("expect", &["100-continue", "200-ok"]),
    ("authorization", &["Basic x", "Basic OjpA", "Bearer", "Bearer a.b.c", "OAuth !", "\u{e9}"]),
];

const BODIES: &[&str] = &[
    "",
    "{}",
    "[]",
    "null",
    "\"",
    "{\"LastName\":[{}],\"Account\":{\"Name\":1}}",
    "{\"records\":[{\"attributes\":{\"type\":\"Contact\"}},1]}",
    "{\"batchRequests\":[{\"method\":\"\",\"url\":\"?\"}]}",
    "{\"compositeRequest\":[{\"method\":\"GET\",\"url\":\"@{a.b}\",\"referenceId\":\"a\"}]}",
    "{\"state\":\"Aborted\"}",
    "{\"state\":\"UploadComplete\"}",
    "{\"object\":\"Contact\",\"operation\":\"insert\"}",
    "{\"by\":\"99999999999999999999h\"}",
    "{\"by\":\"1h\"}",
    "{\"until_idle\":true}",
    "{\"name\":\"\u{0}\"}",
    "LastName\nAnn\n",
    "\u{feff}\"",
    "\"",
    "a,b\n\"\n",
    "--B\r\n\r\n--B--",
    "--B",
    "grant_type=password&username=&password=",
    "grant_type=%FF&assertion=..",
    "token=00D",
    "<x",
    "<Envelope><Body><login/></Body></Envelope>",
    "\u{1f}\u{8b}\u{8}",
];

fn target() -> impl Strategy<Value = String> {
    let path = prop::collection::vec(prop::sample::select(SEGMENTS), 1..9);
    let known = prop::sample::select(
        &[
            "/services/data/v62.0/jobs/ingest",
            "/services/data/v62.0/jobs/ingest/{job}",
            "/services/data/v62.0/jobs/ingest/{job}/batches",
            "/services/data/v62.0/jobs/ingest/{job}/failedResults",
            "/services/oauth2/token",
            "/services/oauth2/revoke",
            "/services/Soap/u/62.0",
            "/_mock/orgs",
            "/_mock/orgs/demo/clock/advance",
        ][..],
    );
    let query = prop::sample::select(
        &[
            "",
            "?",
            "?a=b&a&=&%",
            "?queryLocator=01g-99999999999999999999",
            "?format=csv",
            "?oauth_token=x",
            "?jobType=",
            "?client_id=%00&redirect_uri=x",
        ][..],
    );
    let path = prop_oneof![
        path.prop_map(|segments| format!("/{}", segments.join("/"))),
        known.prop_map(str::to_owned),
    ];
    (path, query).prop_map(|(path, query)| path + query)
}

#[derive(Clone, Debug)]
struct Hostile {
    method: &'static str,
    target: String,
    headers: Vec<(&'static str, &'static str)>,
    body: Vec<u8>,
    with_token: bool,
}

fn hostile() -> impl Strategy<Value = Hostile> {
    let header = prop::sample::select(HEADERS).prop_flat_map(|(name, values)| {
        prop::sample::select(values).prop_map(move |value| (name, value))
    });
    let body = prop_oneof![
        3 => prop::sample::select(BODIES).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ];
    let headers = prop::collection::vec(header, 0..4);
    (prop::sample::select(METHODS), target(), headers, body, any::<bool>()).prop_map(
        |(method, target, headers, body, with_token)| Hostile {
            method,
            target,
            headers,
            body,
            with_token,
        },
    )
}

async fn send(server: &MockServer, job: &str, one: &Hostile) -> Option<u16> {
    let target = one.target.replace("{job}", job);
    let valid = |(_, value): &(&str, &str)| axum::http::HeaderValue::from_str(value).is_ok();
    let mut headers: Vec<(&str, &str)> = one.headers.iter().copied().filter(valid).collect();
    let bearer = format!("Bearer {DEMO_TOKEN}");
    if one.with_token {
        headers.push(("authorization", &bearer));
    }
    // What is no URI does not get past the HTTP library.
    target.parse::<axum::http::Uri>().ok()?;
    Some(call(server, one.method, &target, &headers, Bytes::from(one.body.clone())).await.status)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_comes_is_answered_and_the_org_stands(
        requests in prop::collection::vec(hostile(), 1..12),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let server = server();
            let sf = Org::demo(&server);
            let job = sf.open(insert_contacts()).await;
            for one in &requests {
                if let Some(status) = send(&server, &job, one).await {
                    // A SOAP fault is a 500, and what is not faked a 501.
                    let fault = status == 500 && one.target.contains("/Soap/");
                    assert!(status < 500 || status == 501 || fault, "{status} for {one:?}");
                }
            }
            let told = sf.tell(insert_contacts(), "LastName\nAnn\n").await;
            assert!(told.starts_with("JobComplete processed 1 failed 0"), "{told}");
        });
    }
}
