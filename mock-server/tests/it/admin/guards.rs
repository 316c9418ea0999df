//! Who may call: programs that name the server as it is known, and show the token if there is one.

use bulk_mock::{MockServer, admin};

use super::super::support::{builder, call, server, show};

fn guarded() -> MockServer {
    let settings =
        admin::Settings { hosts: vec!["mock".into()], token: Some("open-sesame".into()) };
    builder().admin(settings).offline().expect("a server")
}

#[tokio::test]
async fn a_page_in_a_browser_is_refused() {
    let server = server();
    for headers in [
        &[("origin", "http://evil.example")][..],
        &[("origin", "null")],
        &[("origin", "http://localhost:8080")],
        &[("host", "evil.example")],
        &[("host", "evil.example:8080")],
        &[("host", "localhost.evil.example")],
        &[("host", "127.0.0.1"), ("host", "evil.example")],
    ] {
        for (method, target) in
            [("GET", "/_mock/health"), ("POST", "/_mock/orgs"), ("GET", "/_mock/x")]
        {
            let answer = call(&server, method, target, headers, r#"{"name":"x"}"#).await;
            assert_eq!(answer.status, 403, "{method} {target} {headers:?}");
            let cors = |name: &axum::http::HeaderName| name.as_str().starts_with("access-control");
            assert!(!answer.headers.keys().any(cors), "{headers:?}");
        }
    }
    assert!(server.find_org("x").is_none());
}

#[tokio::test]
async fn a_page_that_asks_whether_it_may_is_told_no() {
    let headers = [("origin", "http://evil.example"), ("access-control-request-method", "POST")];
    let answer = call(&server(), "OPTIONS", "/_mock/orgs", &headers, "").await;
    insta::assert_snapshot!(show(&answer), @r#"
    403 application/json
    {
      "error": "a page in a browser must not drive the server, and this call has an Origin",
      "remedy": "call it from a program"
    }
    "#);
}

#[tokio::test]
async fn names_that_were_given_are_the_servers_own() {
    let server = guarded();
    for host in ["mock", "MOCK:8080", "127.0.0.1:9", "[::1]:9", "localhost"] {
        let answer = call(&server, "GET", "/_mock/health", &[("host", host)], "").await;
        assert_eq!(answer.status, 200, "{host}");
    }
}

#[tokio::test]
async fn the_token_is_asked_for_but_to_see_whether_the_server_runs() {
    let server = guarded();
    let bearer = |token: &str| format!("Bearer {token}");
    let (right, wrong) = (bearer("open-sesame"), bearer("open-sesamf"));
    for target in ["/_mock/health", "/_mock/ready"] {
        assert_eq!(call(&server, "GET", target, &[], "").await.status, 200);
    }
    for target in [
        "/_mock/orgs",
        "/_mock/openapi.json",
        "/_mock/nothing",
        "/_mock/orgs/demo/journal?secrets=show",
    ] {
        assert_eq!(call(&server, "GET", target, &[], "").await.status, 401, "{target}");
        let answer = call(&server, "GET", target, &[("authorization", &wrong)], "").await;
        assert_eq!(answer.status, 401, "{target}");
        let answer = call(&server, "GET", target, &[("authorization", &right)], "").await;
        assert_ne!(answer.status, 401, "{target}");
    }
    let answer = call(&server, "DELETE", "/_mock/orgs/demo", &[], "").await;
    insta::assert_snapshot!(show(&answer), @r#"
    401 application/json
    www-authenticate: Bearer
    {
      "error": "the call shows no admin token",
      "remedy": "send the header `Authorization: Bearer <token>`"
    }
    "#);
    assert!(server.find_org("demo").is_some());
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_taken() {
    let server = server();
    let large = format!(r#"{{"name":"{}"}}"#, "x".repeat(5 << 20));
    let answer = call(&server, "POST", "/_mock/orgs", &[], large).await;
    insta::assert_snapshot!(show(&answer), @r#"
    413 application/json
    {
      "error": "the body has more than 4194304 bytes"
    }
    "#);
}

/// What no call should send, and what it gets: never a panic, never half of what it asked for.
#[tokio::test]
async fn hostile_input_is_refused_in_words() {
    let server = server();
    let deep = "[".repeat(10_000);
    let bodies = [
        "\0\0\0",
        "{",
        "[]",
        "null",
        "1e999",
        "\"\\ud800\"",
        "{\"name\":{}}",
        deep.as_str(),
        "{\"name\":\"a\",\"name\":\"b\"}",
        "\u{feff}{}",
        "nam = \"x\"",
    ];
    let document = call(&server, "GET", "/_mock/openapi.json", &[], "").await.json();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            if operation["requestBody"].is_null() {
                continue;
            }
            let target = path.replace("{org}", "demo").replace(['{', '}'], "");
            for body in bodies {
                for kind in ["application/json", "application/toml", "text/plain", ""] {
                    let method = method.to_uppercase();
                    let headers = [("content-type", kind)];
                    let answer = call(&server, &method, &target, &headers, body.to_owned()).await;
                    let refused =
                        (400..500).contains(&answer.status) && answer.json()["error"].is_string();
                    // An empty list of rules is one.
                    assert!(
                        refused || body == "[]",
                        "{method} {target} {body:.20} {}",
                        answer.text()
                    );
                }
            }
        }
    }
    assert_eq!(
        call(&server, "GET", "/_mock/orgs", &[], "").await.json()["orgs"][1],
        serde_json::Value::Null
    );
}
