//! `bulk-mock export`: the rows of a query without a server, and the digest that proves a download.

use std::process::{Command, Output};

use bulk_mock::MockServer;
use bulk_mock::org::ClockMode;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::support::{Org, lines};

const QUERY: &str = "SELECT Id, External_Id__c, Email, Description, AccountId, Account.Name, \
                     CreatedDate FROM Contact WHERE CreatedDate < 2026-01-01T00:00:00Z";

/// Runs the command; its standard error has no path of this machine in it.
fn export(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bulk-mock"));
    command.arg("export").args(arguments).output().expect("the command runs")
}

fn told(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().map_or("?".into(), |code| code.to_string());
    format!("exit {code}\n{}{}", lines(&output.stdout), text(&output.stderr))
}

#[tokio::test]
async fn a_clients_download_has_the_digest_that_is_known_without_a_server() {
    let known = export(&["--generate", "contacts=9000", "--digest", QUERY]);
    let builder = MockServer::builder().clock(ClockMode::Auto);
    let server = builder.generate("contacts=9000").offline().expect("a server");
    let org = Org::demo(&server);
    let body = json!({ "operation": "query", "query": QUERY });
    let job = org.send("POST", "/jobs/query", &body).await.ok().json();
    let id = job["id"].as_str().expect("an id");
    org.until_idle().await;
    let (mut all, mut rows, mut locator) = (Vec::new(), 0, String::new());
    while locator != "null" {
        let from = if locator.is_empty() { String::new() } else { format!("&locator={locator}") };
        let path = format!("/jobs/query/{id}/results?maxRecords=2500{from}");
        let page = org.get(&path).await.ok();
        let header = page.body.iter().position(|byte| *byte == b'\n').expect("a header") + 1;
        all.extend_from_slice(&page.body[if locator.is_empty() { 0 } else { header }..]);
        let on_page = page.header("sforce-numberofrecords").expect("a count");
        rows += on_page.parse::<u32>().expect("a number");
        locator = page.header("sforce-locator").expect("a locator").to_owned();
    }
    let digest: String = Sha256::digest(&all).iter().map(|byte| format!("{byte:02x}")).collect();
    let downloaded = format!("rows    {rows}\nbytes   {}\nsha256  {digest}\n", all.len());
    assert_eq!(downloaded, String::from_utf8_lossy(&known.stdout));
    insta::assert_snapshot!(downloaded, @"
    rows    9000
    bytes   1381686
    sha256  d55f363bfbb9ab385710e7e278608da18fcbe1f350006bcde27a24755e04d0f2
    ");
}

#[test]
fn rows_go_to_standard_out_as_a_client_gets_them() {
    let output = export(&["SELECT Id, Name FROM Account WHERE External_Id__c > 'ACC-1003'"]);
    insta::assert_snapshot!(told(&output), @r#"
    exit 0
    "Id","Name"\n
    "001hcH0bmG6ZPaVARW","Kobayashi Freight, Ltd."\n
    "001hcH0bmG6ZPaWARW","Sunrise Coffee Roasters"\n
    "#);
}

#[test]
fn what_cannot_be_exported_is_refused_in_words() {
    let mut page = String::new();
    for arguments in [
        vec!["SELECT Id, Emil FROM Contact"],
        vec!["SELECT COUNT() FROM Contact"],
        vec!["--generate", "contcts", "SELECT Id FROM Contact"],
        vec!["--generate", "contacts=many", "SELECT Id FROM Contact"],
        vec!["--generate", "no/such/file.toml", "SELECT Id FROM Contact"],
        vec!["--api-version", "v46.0", "SELECT Id FROM Contact"],
        vec!["--api-version", "62", "SELECT Id FROM Contact"],
    ] {
        page += &format!("{}\n{}\n", arguments.join(" "), told(&export(&arguments)));
    }
    insta::assert_snapshot!("export_refused", page);
}
