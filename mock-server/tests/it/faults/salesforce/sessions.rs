//! Tokens that die, grants that are taken back, refreshes that rotate, answers that lead elsewhere.

use super::*;
use crate::support::{Answer, Org, SEVEN, call, insert_contacts, server};

const TOKEN: &str = "/services/oauth2/token";
const CLIENT: &str = "client_id=demo-client&client_secret=demo-secret";

async fn sign_on(org: &Org<'_>, form: &str) -> Answer {
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    call(org.server, "POST", TOKEN, &kind, form.to_owned()).await
}

/// An access token and a refresh token, by a code.
async fn by_code(org: &Org<'_>) -> (String, String) {
    let back = "redirect_uri=http%3A%2F%2Flocalhost%2Fcb";
    let target = format!("/services/oauth2/authorize?response_type=code&{CLIENT}&{back}");
    let sent_back = call(org.server, "GET", &target, &[], "").await;
    let location = sent_back.header("location").expect("a redirect").to_owned();
    let code = location.split_once("code=").expect("a code").1;
    let code = code.split('&').next().expect("a code");
    let form = format!("grant_type=authorization_code&code={code}&{CLIENT}&{back}");
    let answer = sign_on(org, &form).await.ok().json();
    let text = |name: &str| answer[name].as_str().expect(name).to_owned();
    (text("access_token"), text("refresh_token"))
}

fn refresh(token: &str) -> String {
    format!("grant_type=refresh_token&refresh_token={token}&{CLIENT}")
}

/// The demo org, spoken to with a token that was given to its client.
async fn signed_on(server: &bulk_mock::MockServer) -> Org<'_> {
    let mut org = Org::demo(server);
    let answer = sign_on(&org, &format!("grant_type=client_credentials&{CLIENT}")).await.ok();
    org.token = answer.json()["access_token"].as_str().expect("a token").to_owned();
    org
}

#[tokio::test]
async fn a_token_dies_at_a_poll_and_a_new_one_goes_on() {
    let server = server();
    let mut org = signed_on(&server).await;
    lay(&org, "on.operation = \"salesforce.ingest.info\"\nwhen.nth = 2\ninject.token_dies = {}");
    let job = closed(&org).await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let answer = org.info(&job).await;
        statuses.push(answer.status);
        if answer.status == 401 {
            assert!(answer.text().contains("INVALID_SESSION_ID"), "{}", answer.text());
            assert_eq!(org.info(&job).await.status, 401);
            org.token = signed_on(&server).await.token;
        }
    }
    assert_eq!(statuses, [200, 401, 200]);
}

#[tokio::test]
async fn a_token_that_dies_late_has_read_the_upload_and_not_taken_it() {
    let server = server();
    let mut org = signed_on(&server).await;
    lay(
        &org,
        "on.operation = \"salesforce.ingest.upload\"\nwhen.nth = 1\ninject.token_dies.late = true",
    );
    let job = org.open(insert_contacts()).await;
    let refused = org.upload(&job, SEVEN.as_str()).await;
    assert_eq!(
        (refused.status, refused.json()[0]["errorCode"].as_str()),
        (401, Some("INVALID_SESSION_ID"))
    );
    let uploads = org.handle.calls("salesforce.ingest.upload");
    let read = uploads.which(|exchange| exchange.request.decoded_bytes == SEVEN.len() as u64);
    assert_eq!(read.len(), 1);
    org.token = signed_on(&server).await.token;
    assert_eq!(brief(&org.info(&job).await), "Open");
    org.upload(&job, SEVEN.as_str()).await.ok();
    org.close(&job).await.ok();
    org.until_idle().await;
    assert_eq!(brief(&org.info(&job).await), "JobComplete, 7 processed, 0 failed");
}

#[tokio::test]
async fn a_token_that_was_revoked_cannot_be_refreshed() {
    let server = server();
    let mut org = Org::demo(&server);
    let (access, renewal) = by_code(&org).await;
    org.token = access;
    lay(&org, "on.operation = \"salesforce.limits\"\ninject.token_revoked = {}");
    assert_eq!(org.get("/jobs/ingest").await.status, 200);
    assert_eq!(org.get("/limits").await.status, 401);
    let refused = sign_on(&org, &refresh(&renewal)).await;
    assert_eq!((refused.status, refused.json()["error"].as_str()), (400, Some("invalid_grant")));
}

#[tokio::test]
async fn a_refresh_rotates_and_the_old_token_is_worth_nothing() {
    let server = server();
    let org = Org::demo(&server);
    lay(
        &org,
        "on.body.\"/grant_type\" = \"refresh_token\"\nwhen.nth = 1\ninject.refresh_rotates = {}",
    );
    let (_, first) = by_code(&org).await;
    let rotated = sign_on(&org, &refresh(&first)).await.ok().json();
    let second = rotated["refresh_token"].as_str().expect("a new one");
    assert_ne!(second, first);
    assert_eq!(sign_on(&org, &refresh(&first)).await.status, 400);
    let kept = sign_on(&org, &refresh(second)).await.ok().json();
    assert!(kept["refresh_token"].is_null());
}

#[tokio::test]
async fn a_token_lives_as_long_as_a_rule_says() {
    let server = server();
    let org = Org::demo(&server);
    lay(&org, "name = \"dead\"\nwhen.nth = 1\ninject.token_life.seconds = 0");
    lay(&org, "name = \"short\"\nwhen.nth = 2\ninject.token_life.seconds = 60");
    let mut dead = signed_on(&server).await;
    assert_eq!(dead.get("/limits").await.status, 401);
    dead.token = signed_on(&server).await.token;
    assert_eq!(dead.get("/limits").await.status, 200);
    dead.advance(60_000).await;
    assert_eq!(dead.get("/limits").await.status, 401);
}

#[tokio::test]
async fn a_token_call_leads_to_another_host() {
    let server = server();
    let org = Org::demo(&server);
    lay(&org, "inject.instance_url.url = \"{scheme}://na2.{host}:{port}\"");
    let answer = sign_on(&org, &format!("grant_type=client_credentials&{CLIENT}")).await.ok();
    assert_eq!(answer.json()["instance_url"], "http://na2.mock.test:80");
    let (user, password) = (org.handle.salesforce().username(), org.handle.salesforce().password());
    let envelope = format!(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>\
         <login xmlns=\"urn:partner.soap.sforce.com\"><username>{user}</username>\
         <password>{password}</password></login></e:Body></e:Envelope>"
    );
    let kind = [("content-type", "text/xml"), ("soapaction", "login")];
    let soap = call(org.server, "POST", "/services/Soap/u/62.0", &kind, envelope).await.ok().text();
    assert!(soap.contains("<serverUrl>http://na2.mock.test:80/services/Soap/u/62.0/"), "{soap}");
}
