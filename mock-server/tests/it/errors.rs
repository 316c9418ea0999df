//! All error answers: the requests that provoke them.

use std::convert::Infallible;
use std::fmt::Write;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use bulk_mock::{DEMO_TOKEN, MockServer};
use bytes::Bytes;
use hyper::body::Frame;
use serde_json::json;

use super::support::{Answer, Org, builder, call, insert_contacts, server, show};

const JSON: (&str, &str) = ("content-type", "application/json");
const INGEST: &str = "/services/data/v62.0/jobs/ingest";

/// One request with the demo org's token, and how it is answered.
struct Try {
    method: &'static str,
    target: String,
    headers: Vec<(&'static str, &'static str)>,
    body: Vec<u8>,
}

fn request(method: &'static str, target: impl Into<String>) -> Try {
    Try { method, target: target.into(), headers: vec![JSON], body: Vec::new() }
}

impl Try {
    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value));
        self
    }

    fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    async fn send(self, server: &MockServer) -> Answer {
        let bearer = format!("Bearer {DEMO_TOKEN}");
        let mut headers = vec![("authorization", bearer.as_str())];
        headers.extend(self.headers);
        call(server, self.method, &self.target, &headers, self.body).await
    }
}

/// A page of requests, each with its answer.
async fn page(server: &MockServer, tries: Vec<(&str, Try)>) -> String {
    let mut page = String::new();
    for (name, one) in tries {
        let answer = one.send(server).await;
        let _ = writeln!(page, "{name}\n    {}", show(&answer).trim_end().replace('\n', "\n    "));
    }
    page
}

#[tokio::test]
async fn a_create_that_cannot_be_is_refused_in_the_providers_words() {
    let server = server();
    let create = |body: &str| request("POST", INGEST).body(body);
    let tries = vec![
        ("no body", create("")),
        ("no JSON", create("{\"object\":")),
        ("no object", create("[1]")),
        ("latin1", create("").body(b"{\"object\":\"\xe9\"}")),
        ("empty", create("{}")),
        ("unknown property", create(r#"{"object":"Contact","operation":"insert","colour":"red"}"#)),
        ("unknown object", create(r#"{"object":"blah","operation":"insert"}"#)),
        ("object is a number", create(r#"{"object":7,"operation":"insert"}"#)),
        ("no operation", create(r#"{"object":"Contact"}"#)),
        ("operation in capitals", create(r#"{"object":"Contact","operation":"INSERT"}"#)),
        ("operation hard_delete", create(r#"{"object":"Contact","operation":"hard_delete"}"#)),
        ("operation query", create(r#"{"object":"Contact","operation":"query"}"#)),
        ("hardDelete", create(r#"{"object":"Contact","operation":"hardDelete"}"#)),
        ("not bulkable", create(r#"{"object":"CaseStatus","operation":"insert"}"#)),
        ("upsert by nothing", create(r#"{"object":"Account","operation":"upsert"}"#)),
        (
            "upsert by an empty name",
            create(r#"{"object":"Account","operation":"upsert","externalIdFieldName":""}"#),
        ),
        (
            "upsert by no external id",
            create(r#"{"object":"Account","operation":"upsert","externalIdFieldName":"Foo__c"}"#),
        ),
        (
            "upsert by another field",
            create(r#"{"object":"Account","operation":"upsert","externalIdFieldName":"Phone"}"#),
        ),
        (
            "content type XML",
            create(r#"{"object":"Contact","operation":"insert","contentType":"XML"}"#),
        ),
        (
            "delimiter ;",
            create(r#"{"object":"Contact","operation":"insert","columnDelimiter":";"}"#),
        ),
        (
            "line ending crlf",
            create(r#"{"object":"Contact","operation":"insert","lineEnding":"crlf"}"#),
        ),
        ("as XML", create("<jobInfo/>").with("content-type", "application/xml")),
        ("as a form", create("a=b").with("content-type", "application/x-www-form-urlencoded")),
        ("errors as XML", create(r#"{"object":"<&>"}"#).with("accept", "application/xml")),
        ("more than a megabyte", create("").body(vec![b' '; (1 << 20) + 1])),
    ];
    insta::assert_snapshot!("refused_creates", page(&server, tries).await);
}

#[tokio::test]
async fn sloppy_creates_of_real_clients_are_taken() {
    let server = server();
    let sf = Org::demo(&server);
    for body in [
        json!({ "object": "Contact", "operation": "insert", "externalIdFieldName": "" }),
        json!({ "object": "Contact", "operation": "insert", "lineEnding": null, "id": null }),
        json!({ "object": "contact", "operation": "insert", "contentType": "CSV", "state": "Open" }),
        json!({ "object": "Contact", "operation": "upsert", "externalIdFieldName": "ID" }),
    ] {
        assert_eq!(sf.create(body.clone()).await.status, 200, "{body}");
    }
    for kind in ["application/json; charset=UTF-8", "Application/JSON", ""] {
        let body = insert_contacts().to_string();
        let answer = sf.call("POST", "/jobs/ingest", &[("content-type", kind)], body).await;
        assert_eq!(answer.status, 200, "{kind}");
    }
}

#[tokio::test]
async fn a_multipart_create_that_cannot_be_read_is_refused() {
    let server = builder()
        .configure(|config, _| config.salesforce.settings.multipart_chars_max = 20)
        .offline()
        .expect("a server");
    let part = |name: &str, text: &str| {
        format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let job = part("job", r#"{"object":"Contact","operation":"insert"}"#);
    let csv = |chars: usize| part("content", &format!("LastName\n{}", "é".repeat(chars - 9)));
    let create = |body: String| {
        request("POST", INGEST).with("content-type", "multipart/form-data; boundary=B").body(body)
    };
    let tries = vec![
        ("no parts", create("--B--\r\n".into())),
        ("no end", create(format!("{job}{}", csv(12)))),
        ("no body", create(String::new())),
        ("no job", create(format!("{}--B--\r\n", csv(12)))),
        ("no content", create(format!("{job}--B--\r\n"))),
        ("a job that is no JSON", create(format!("{}{}--B--\r\n", part("job", "{"), csv(12)))),
        ("a part without a head", create(format!("--B\r\nx\r\n{job}{}--B--\r\n", csv(12)))),
        ("21 characters", create(format!("{job}{}--B--\r\n", csv(21)))),
        ("two megabytes", create(format!("{job}{}--B--\r\n", csv(1 << 20)))),
        ("no boundary", create(String::new()).with("content-type", "multipart/form-data")),
    ];
    let mut told = page(&server, tries).await;
    let good = create(format!("{job}{}--B--\r\n", csv(20))).send(&server).await;
    let _ = writeln!(told, "20 characters\n    {}", good.json()["state"]);
    insta::assert_snapshot!("refused_multipart", told);
}

#[tokio::test]
async fn a_change_of_state_that_cannot_be_is_refused() {
    let server = server();
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    let path = format!("{INGEST}/{job}");
    let change = |body: &str| request("PATCH", path.clone()).body(body);
    let tries = vec![
        ("no body", change("")),
        ("no JSON", change("state=Aborted")),
        ("no state", change("{}")),
        ("a state that is null", change(r#"{"state":null}"#)),
        ("a state that is a number", change(r#"{"state":1}"#)),
        ("lower case", change(r#"{"state":"uploadComplete"}"#)),
        ("upper case", change(r#"{"state":"ABORTED"}"#)),
        ("a state of the server's", change(r#"{"state":"InProgress"}"#)),
        ("an unknown state", change(r#"{"state":"Closed"}"#)),
        ("an unknown property", change(r#"{"state":"Aborted","reason":"late"}"#)),
        ("as text", change(r#"{"state":"Aborted"}"#).with("content-type", "text/plain")),
        ("of an unknown job", request("PATCH", format!("{INGEST}/750000000000001")).body("{}")),
    ];
    insta::assert_snapshot!("refused_changes", page(&server, tries).await);
}

#[tokio::test]
async fn a_state_in_another_letter_case_is_refused_with_a_word_in_the_journal() {
    let server = server();
    let sf = Org::fresh(&server, "strict", "");
    let job = sf.open(insert_contacts()).await;
    sf.change(&job, json!({ "state": "aborted" })).await;
    sf.change(&job, json!({ "state": "gone" })).await;
    let journal = call(&server, "GET", "/_mock/orgs/strict/journal", &[], "").await.text();
    let notes = journal.matches("another letter case").count();
    let lenient = Org::fresh(&server, "lenient", "state_letter_case = \"any\"");
    let job = lenient.open(insert_contacts()).await;
    let taken = lenient.change(&job, json!({ "state": "aborted" })).await.ok().json();
    assert_eq!((notes, &taken["state"]), (1, &json!("Aborted")));
}

#[tokio::test]
async fn unknown_properties_are_passed_over_where_the_setting_says_so() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "unknown_property = \"ignore\"");
    let created =
        sf.create(json!({ "object": "Contact", "operation": "insert", "colour": "red" })).await;
    assert_eq!(created.status, 200);
    // A whole job sent back, as two clients do.
    let mut whole = created.json();
    whole["state"] = json!("Aborted");
    let id = whole["id"].as_str().expect("an id").to_owned();
    assert_eq!(sf.change(&id, whole).await.status, 200);
}

#[tokio::test]
async fn an_upload_that_cannot_be_read_is_refused() {
    let server = builder()
        .configure(|config, _| config.salesforce.settings.upload_bytes_max = 100)
        .offline()
        .expect("a server");
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    let path = format!("{INGEST}/{job}/batches");
    let put = || request("PUT", path.clone()).with("content-type", "text/csv");
    let bomb = gzip(&vec![b'a'; 1_000_000]);
    let half = &gzip(b"LastName\nAnn\n")[..20];
    let tries = vec![
        ("JSON", put().with("content-type", "application/json").body("{}")),
        ("a form", put().with("content-type", "multipart/form-data; boundary=B").body("x")),
        ("gzip that is none", put().with("content-encoding", "gzip").body("LastName\nAnn\n")),
        ("half a gzip", put().with("content-encoding", "gzip").body(half)),
        ("brotli", put().with("content-encoding", "br").body("x")),
        ("101 bytes", put().body(vec![b'a'; 101])),
        ("101 bytes announced", put().with("content-length", "101").body("")),
        ("a megabyte in a thousand bytes", put().with("content-encoding", "gzip").body(bomb)),
        ("to an unknown job", request("PUT", format!("{INGEST}/750000000000001/batches"))),
        ("to an account", request("PUT", format!("{INGEST}/001000000000001/batches"))),
        ("to no id", request("PUT", format!("{INGEST}/%00%ff/batches"))),
    ];
    let mut told = page(&server, tries).await;
    let state = sf.info(&job).await.json();
    let _ =
        writeln!(told, "then\n    {} {:?}", state["state"], state.get("numberRecordsProcessed"));
    for kind in ["text/csv", "text/csv; charset=UTF-8", "application/octet-stream", "TEXT/CSV"] {
        let put = put().with("content-type", kind).body(vec![b'a'; 100]);
        let _ = writeln!(told, "100 bytes as {kind}\n    {}", put.send(&server).await.status);
    }
    insta::assert_snapshot!("refused_uploads", told);
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

#[tokio::test]
async fn paths_methods_and_versions_that_lead_nowhere_are_refused() {
    let server = server();
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    let at = |method: &'static str, path: &str| {
        request(method, format!("/services/data/{}", path.replace("{job}", &job)))
    };
    let tries = vec![
        ("PUT ingest", at("PUT", "v62.0/jobs/ingest")),
        ("POST job", at("POST", "v62.0/jobs/ingest/{job}")),
        ("POST batches", at("POST", "v62.0/jobs/ingest/{job}/batches")),
        ("GET batches", at("GET", "v62.0/jobs/ingest/{job}/batches")),
        ("DELETE results", at("DELETE", "v62.0/jobs/ingest/{job}/failedResults")),
        ("GET token", request("GET", "/services/oauth2/token")),
        ("DELETE versions", request("DELETE", "/services/data")),
        ("BREW ingest", at("BREW", "v62.0/jobs/ingest")),
        ("empty segment", at("GET", "v62.0/jobs/ingest//batches")),
        ("empty segment behind", at("GET", "v62.0//jobs/ingest")),
        ("one segment more", at("GET", "v62.0/jobs/ingest/{job}/failedResults/1")),
        ("another file", at("GET", "v62.0/jobs/ingest/{job}/results")),
        ("jobs alone", at("GET", "v62.0/jobs")),
        ("v40", at("GET", "v40.0/jobs/ingest")),
        ("v41", at("GET", "v41.0/jobs/ingest?jobType=Classic")),
        ("v30", at("GET", "v30.0/jobs/ingest")),
        ("v30 limits", at("GET", "v30.0/limits")),
        ("v20 anything", at("GET", "v20.0/nothing/at/all")),
        ("v69", at("GET", "v69.0/limits")),
        ("v62 without a point", at("GET", "v62/limits")),
        ("62.0 without a letter", at("GET", "62.0/limits")),
        ("unknown object", at("GET", "v62.0/sobjects/Blah/describe")),
        ("escaped slash", at("GET", "v62.0/jobs/ingest/a%2Fb")),
        ("escapes of no text", at("GET", "v62.0/jobs/ingest/%ff%fe%00")),
        ("nobody's path", request("GET", "/api/v1/leads.json")),
        ("the root", request("GET", "/")),
    ];
    insta::assert_snapshot!("refused_paths", page(&server, tries).await);
}

#[tokio::test]
async fn what_is_not_faked_says_so_and_stands_in_the_journal() {
    let server = server();
    let at = |method: &'static str, path: &str| request(method, format!("/services/{path}"));
    let tries = vec![
        ("tooling", at("GET", "data/v62.0/tooling/query?q=SELECT+Id+FROM+ApexClass")),
        ("search", at("GET", "data/v62.0/search?q=x")),
        ("graph", at("POST", "data/v62.0/composite/graph").body("{}")),
        ("layouts", at("GET", "data/v62.0/sobjects/Account/describe/layouts/x")),
        ("a file", at("GET", "data/v62.0/sobjects/Account/001000000000001/Cases/x")),
        ("bulk 1.0", at("POST", "async/62.0/job").body("<jobInfo/>")),
        ("Apex", at("GET", "apexrest/hello")),
    ];
    let told = page(&server, tries).await;
    let org = call(&server, "GET", "/_mock/orgs/demo/journal", &[], "").await.text();
    let journal = org + &call(&server, "GET", "/_mock/journal", &[], "").await.text();
    let notes = |line: &str| {
        let entry: serde_json::Value = serde_json::from_str(line).expect("JSON");
        format!("{} {}\n", entry["target"], entry["notes"])
    };
    let notes: String = journal.lines().map(notes).collect();
    insta::assert_snapshot!("gaps", format!("{told}\n{notes}"));
}

#[tokio::test]
async fn each_kind_of_token_that_is_not_good_has_its_refusal() {
    let server = server();
    let demo = Org::demo(&server);
    let other = Org::fresh(&server, "other", "token_lifetime = \"1h\"");
    let job = demo.open(insert_contacts()).await;
    let mut page = String::new();
    let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhcHAifQ.c2ln";
    for (name, authorization) in [
        ("none", None),
        ("empty", Some(String::new())),
        ("Basic", Some("Basic ZGVtbzpkZW1v".into())),
        ("Bearer and nothing", Some("Bearer ".into())),
        ("Bearer alone", Some("Bearer".into())),
        ("a JWT", Some(format!("Bearer {jwt}"))),
        ("a made up one", Some("Bearer xyz".into())),
        ("one of an org that is not here", Some("Bearer 00Dzz0000000001!abc.def.ghi".into())),
        ("another org's", Some(format!("Bearer {}", other.token))),
        ("OAuth, any case", Some(format!("oAuTh {DEMO_TOKEN}"))),
    ] {
        let headers: Vec<(&str, &str)> =
            authorization.iter().map(|value| ("authorization", value.as_str())).collect();
        let target = format!("{INGEST}/{job}");
        let answer = call(&server, "GET", &target, &headers, "").await;
        let told = if answer.status == 200 { "200".into() } else { show(&answer) };
        let _ = writeln!(page, "{name}\n    {}", told.trim_end().replace('\n', "\n    "));
    }
    insta::assert_snapshot!("refused_tokens", page);
}

#[tokio::test]
async fn a_token_that_nobody_uses_ends_with_its_time() {
    let server = builder()
        .configure(|config, _| {
            config.salesforce.settings.token_lifetime =
                bulk_mock::core::time::SimDuration::from_secs(60);
        })
        .offline()
        .expect("a server");
    let sf = Org::demo(&server);
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = "grant_type=client_credentials&client_id=demo-client&client_secret=demo-secret";
    let granted = call(&server, "POST", "/services/oauth2/token", &form, body).await.ok().json();
    let bearer = format!("Bearer {}", granted["access_token"].as_str().expect("a token"));
    let limits = async || {
        let headers = [("authorization", bearer.as_str())];
        call(&server, "GET", "/services/data/v62.0/limits", &headers, "").await.status
    };
    assert_eq!(limits().await, 200);
    sf.advance(59_999).await;
    assert_eq!(limits().await, 200);
    sf.advance(60_001).await;
    assert_eq!(limits().await, 401);
}

#[tokio::test]
async fn quotas_refuse_when_they_are_used_up_and_are_free_again_a_day_later() {
    let server = server();
    let mut page = String::new();
    let sf = Org::fresh(&server, "calls", "daily_api_requests = 2\nenforce_api_requests = true");
    for _ in 0..3 {
        let answer = sf.get("/limits").await;
        let told = if answer.status == 200 { "200\n".into() } else { sf.show(&answer) };
        let _ = write!(page, "{:?} {told}", answer.header("sforce-limit-info"));
    }
    sf.advance(25 * 3600 * 1000).await;
    let _ = writeln!(page, "a day later {}", sf.get("/limits").await.status);
    let sf = Org::fresh(&server, "batches", "daily_batches = 1");
    let late = sf.open(insert_contacts()).await;
    sf.run(insert_contacts(), "LastName\nAnn\n").await;
    let _ = writeln!(page, "{}", sf.show(&sf.create(insert_contacts()).await));
    sf.upload(&late, "LastName\nBob\n").await.ok();
    sf.close(&late).await.ok();
    sf.until_idle().await;
    let _ = writeln!(page, "{}", sf.outcome(&late).await);
    let limits = sf.get("/limits").await.json();
    let _ = writeln!(page, "{}", limits["DailyBulkApiBatches"]);
    insta::assert_snapshot!(page, @r#"
    Some("api-usage=1/2") 200
    Some("api-usage=2/2") 200
    Some("api-usage=2/2") 403 application/json;charset=UTF-8
    [{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]
    a day later 200
    400 application/json;charset=UTF-8
    [{"errorCode":"EXCEEDEDQUOTA","message":"ExceededQuota : ApiBatchItems Limit exceeded"}]

    Failed processed 0 failed 0
    ExceededQuota : ApiBatchItems Limit exceeded
    unprocessedrecords
    LastName\n
    "Bob"\n

    {"Max":1,"Remaining":0}
    "#);
}

/// A body without an end.
struct Endless;

impl hyper::body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b'a'; 1 << 16])))))
    }
}

#[tokio::test]
async fn bodies_past_their_limit_are_not_read_to_the_end() {
    let server = builder()
        .configure(|config, _| config.salesforce.settings.upload_bytes_max = 10)
        .offline()
        .expect("a server");
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    let answer = sf.upload(&job, Body::new(Endless)).await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn sign_on_bodies_past_their_limit_are_refused() {
    let server = server();
    let mut page = String::new();
    let long = vec![b'a'; (64 << 10) + 1];
    for (path, kind) in [
        ("/services/oauth2/token", "application/x-www-form-urlencoded"),
        ("/services/oauth2/revoke", "application/x-www-form-urlencoded"),
        ("/services/oauth2/introspect", "application/x-www-form-urlencoded"),
        ("/services/Soap/u/62.0", "text/xml"),
    ] {
        let answer = call(&server, "POST", path, &[("content-type", kind)], long.clone()).await;
        let _ = writeln!(page, "{path}\n{}", show(&answer));
    }
    insta::assert_snapshot!(page, @r#"
    /services/oauth2/token
    400 application/json;charset=UTF-8
    {
      "error": "invalid_request",
      "error_description": "the request body is too long or cannot be read"
    }

    /services/oauth2/revoke
    400 application/x-www-form-urlencoded
    error=invalid_request&error_description=the%20request%20body%20is%20too%20long%20or%20cannot%20be%20read

    /services/oauth2/introspect
    400 application/json;charset=UTF-8
    {
      "error": "invalid_request",
      "error_description": "the request body is too long or cannot be read"
    }

    /services/Soap/u/62.0
    500 text/xml;charset=UTF-8
    <?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault><faultcode>soapenv:Client</faultcode><faultstring>The request cannot be read: The request body exceeds the limit of 65536 bytes.</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>
    "#);
}

#[tokio::test]
async fn a_grant_that_leads_to_no_org_is_refused_as_the_token_endpoint_does() {
    let server =
        builder().configure(|config, _| config.declared_only = true).offline().expect("a server");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let jwt = super::auth::assertion_of(r#"{"iss":"app","sub":"eve@x","aud":"y","exp":1}"#);
    for (body, description) in [
        ("grant_type=authorization_code&code=aPrxNone", "expired authorization code"),
        ("grant_type=refresh_token&refresh_token=5Aep861None", "expired access/refresh token"),
        ("grant_type=password&username=eve&password=p", "authentication failure"),
        ("grant_type=client_credentials&client_id=none", "client identifier invalid"),
        (jwt.as_str(), "user hasn't approved this consumer"),
    ] {
        let answer = call(&server, "POST", "/services/oauth2/token", &form, body.to_owned()).await;
        assert_eq!(answer.status, 400);
        assert_eq!(answer.json()["error_description"], description, "{body}");
    }
}

#[tokio::test]
async fn the_form_of_a_post_is_its_body_and_that_of_a_get_its_query() {
    let server = server();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let log_in = "grant_type=client_credentials&client_id=demo-client&client_secret=demo-secret";
    for (method, query, in_body, status) in [
        ("POST", "?token=none", true, 200),
        ("POST", "?x=1", true, 200),
        ("POST", "", true, 200),
        ("POST", "?token={}", false, 200),
        ("GET", "?token={}", false, 200),
        ("GET", "", true, 400),
        ("GET", "?token={}&x=1", true, 200),
    ] {
        let answer = call(&server, "POST", "/services/oauth2/token", &form, log_in).await.ok();
        let token = answer.json()["access_token"].as_str().expect("a token").to_owned();
        let target = format!("/services/oauth2/revoke{}", query.replace("{}", &token));
        let body = if in_body { format!("token={token}") } else { String::new() };
        let answer = call(&server, method, &target, &form, body).await;
        assert_eq!(answer.status, status, "{method} {query}");
    }
}
