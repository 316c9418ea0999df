//! Rules about jobs, sessions and limits that make no sense, and errors that rules want.

use super::*;
use crate::support::{Org, call, server};

#[tokio::test]
async fn a_rule_that_makes_no_sense_is_refused_with_its_key_and_the_nearest_word() {
    let server = server();
    let org = Org::fresh(&server, "refused", "");
    let refused = |inject: &str| {
        let text = format!("name = \"x\"\non.operation = \"salesforce.*\"\n{inject}");
        let rule = toml::from_str(&text).map_err(|error| error.message().to_owned());
        match rule {
            Ok(rule) => match org.handle.install(&rule) {
                Ok(_) => panic!("taken: {inject}"),
                Err(error) => error.to_string(),
            },
            Err(error) => error,
        }
    };
    let told: Vec<String> = [
        "inject.stuck.state = \"InProgres\"",
        "inject.slow = {}",
        "inject.slow.work.times = -1.0",
        "inject.fail = { message = \"x\", at = 2.0 }",
        "inject.vanish = {}",
        "inject.vanish = { at = 0.5, after = \"1s\" }",
        "inject.row_errors.code = \"UNABLE_TO_LOCK_ROWS\"",
        "inject.row_errors = { code = \"DUPLICATE_VALUE\", rows = 0 }",
        "inject.row_errors = { code = \"DUPLICATE_VALUE\", rows = { from = 9, to = 3 } }",
        "inject.row_errors = { code = \"DUPLICATE_VALUE\", where = { column = \"a\" } }",
        "inject.row_errors = { code = \"DUPLICATE_VALUE\", share = 1.5 }",
        "inject.quota_used.quota = \"api_request\"",
        "inject.instance_url.url = \"na2.example.com\"",
        "inject.token_dies.late = 3",
    ]
    .map(refused)
    .into();
    insta::assert_snapshot!(told.join("\n"), @"
    fault `x`: inject.stuck.state: there is no `InProgres`; did you mean `InProgress`?
    fault `x`: inject.slow: it says nothing; give `queue`, `work` or both, such as work = { times = 10 }
    fault `x`: inject.slow.work.times: time cannot run by a factor of -1; give one of 0 or more
    2 is no share; write a number from 0 to 1
    fault `x`: inject.vanish: it does not say when, or says it twice; give a share of its rows as `at`, or a time as `after`
    fault `x`: inject.vanish: it does not say when, or says it twice; give a share of its rows as `at`, or a time as `after`
    fault `x`: inject.row_errors.code: there is no `UNABLE_TO_LOCK_ROWS`; did you mean `UNABLE_TO_LOCK_ROW`?
    fault `x`: inject.row_errors.rows: there is no such row; count rows from 1, upwards
    fault `x`: inject.row_errors.rows: there is no such row; count rows from 1, upwards
    fault `x`: inject.row_errors.where: it says nothing of the column, or two things; give `equals` or `like`
    1.5 is no share; write a number from 0 to 1
    fault `x`: inject.quota_used.quota: there is no `api_request`; did you mean `api_requests`?
    fault `x`: inject.instance_url.url: `na2.example.com` has no scheme; write it as {scheme}://other.example:{port}
    invalid type: integer `3`, expected a boolean
    ");
}

#[tokio::test]
async fn a_sign_on_is_refused_in_its_own_form() {
    let server = server();
    let org = Org::demo(&server);
    lay(
        &org,
        "name = \"a\"\nwhen.nth = 1\non.operation = \"salesforce.oauth.token\"\n\
               inject.status = { status = 400, code = \"inactive_org\" }",
    );
    lay(
        &org,
        "name = \"b\"\nwhen.nth = 2\non.operation = \"salesforce.oauth.token\"\n\
               inject.status = { status = 403, code = \"REQUEST_LIMIT_EXCEEDED\" }",
    );
    lay(
        &org,
        "name = \"c\"\non.operation = \"salesforce.soap.login\"\n\
               inject.status = { status = 500, code = \"SERVER_UNAVAILABLE\" }",
    );
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let token = "grant_type=client_credentials&client_id=demo-client&client_secret=demo-secret";
    let mut told = String::new();
    for _ in 0..2 {
        told += &org.show(&call(&server, "POST", "/services/oauth2/token", &form, token).await);
    }
    let user = org.handle.salesforce().username();
    let envelope = format!(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><login>\
         <username>{user}</username><password>x</password></login></e:Body></e:Envelope>"
    );
    let kind = [("content-type", "text/xml")];
    told += &org.show(&call(&server, "POST", "/services/Soap/u/62.0", &kind, envelope).await);
    insta::assert_snapshot!("sign_on_refused", told);
}
