//! Pages of a query job's results: every row once, whatever the pages and their order.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::support::{Org, call, lines, server};
use super::{contacts, page_head, query};

#[tokio::test]
async fn every_page_has_its_header_its_count_and_the_next_locator() {
    let server = server();
    let org = Org::fresh(&server, "pages", "query_page_rows = 3").with_seven().await;
    let job = org.run_query("SELECT LastName FROM Contact").await;
    let mut told = String::new();
    let mut locator = String::new();
    while locator != "null" {
        let at = if locator.is_empty() { String::new() } else { format!("?locator={locator}") };
        let page = org.page(&job, &at).await.ok();
        told += &format!("{}\n{}", page_head(&page), lines(&page.body));
        locator = page.header("sforce-locator").expect("a locator").to_owned();
    }
    insta::assert_snapshot!("pages", told);
}

#[tokio::test]
async fn an_empty_result_is_a_header_line() {
    let server = server();
    let org = Org::fresh(&server, "empty", "");
    let job = org.run_query("SELECT Id, Name FROM Account").await;
    let page = org.page(&job, "").await.ok();
    assert_eq!(page_head(&page), "0 rows, locator null");
    assert_eq!(page.text(), "\"Id\",\"Name\"\n");
    assert_eq!(page.header("content-type"), Some("text/csv"));
}

#[tokio::test]
async fn any_page_size_and_any_order_give_every_row_once() {
    let server = server();
    let org = Org::fresh(&server, "sizes", "").with_seven().await;
    let job = org.run_query("SELECT External_Id__c FROM Contact").await;
    for size in 1..=9 {
        let mut seen = Vec::new();
        let mut starts = vec![String::new()];
        while let Some(at) = starts.pop() {
            let page = org.page(&job, &format!("?maxRecords={size}{at}")).await.ok();
            let rows: Vec<String> = page.text().lines().skip(1).map(str::to_owned).collect();
            assert_eq!(page.header("sforce-numberofrecords"), Some(&*rows.len().to_string()));
            assert!(rows.len() <= size);
            seen.extend(rows);
            match page.header("sforce-locator").expect("a locator") {
                "null" => {}
                next => starts.push(format!("&locator={next}")),
            }
        }
        assert_eq!(seen.len(), 7, "pages of {size}");
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 7, "pages of {size}");
    }
}

#[tokio::test]
async fn a_locator_can_be_read_again_and_backwards() {
    let server = server();
    let org = Org::fresh(&server, "again", "").with_seven().await;
    let job = org.run_query("SELECT External_Id__c FROM Contact").await;
    let at =
        |row: u32| format!("?maxRecords=2&locator={}", ["MA", "Mg", "NA", "Ng"][row as usize / 2]);
    let mut forth = Vec::new();
    for row in [0, 2, 4, 6] {
        forth.push(org.page(&job, &at(row)).await.ok().text());
    }
    let mut back = Vec::new();
    for row in [6, 4, 2, 0] {
        back.push(org.page(&job, &at(row)).await.ok().text());
    }
    back.reverse();
    assert_eq!(forth, back);
    assert!(forth[3].contains("C-7"));
}

#[tokio::test]
async fn a_page_that_makes_no_sense_is_refused() {
    let server = server();
    let org = Org::fresh(&server, "nonsense", "").with_seven().await;
    let job = org.run_query("SELECT Id FROM Contact").await;
    let mut told = String::new();
    for page in [
        "?locator=xyz",
        "?locator=null",
        "?locator=Nw",
        "?maxRecords=0",
        "?maxRecords=-1",
        "?maxRecords=many",
    ] {
        told += &format!("{page} {}", org.show(&org.page(&job, page).await));
    }
    insta::assert_snapshot!("pages_refused", told);
}

#[tokio::test]
async fn results_are_for_the_version_that_made_the_job() {
    let server = server();
    let org = Org::fresh(&server, "version", "").with_seven().await;
    let job = org.run_query("SELECT Id FROM Contact").await;
    let bearer = format!("Bearer {}", org.token);
    let mut told = String::new();
    for path in ["/results", "/resultPages", ""] {
        let target = format!("/services/data/v61.0/jobs/query/{job}{path}");
        let answer = call(&server, "GET", &target, &[("authorization", &bearer)], "").await;
        told += &match answer.status {
            200 => "200\n".to_owned(),
            _ => org.show(&answer),
        };
    }
    insta::assert_snapshot!(told, @r#"
    409 application/json;charset=UTF-8
    [{"errorCode":"API_ERROR","message":"The API version of the request must be that of the job, 62.0"}]
    409 application/json;charset=UTF-8
    [{"errorCode":"API_ERROR","message":"The API version of the request must be that of the job, 62.0"}]
    200
    "#);
}

#[tokio::test]
async fn up_to_v49_columns_are_in_alphabetical_order() {
    let server = server();
    let soql = "SELECT LastName, Id, External_Id__c FROM Contact LIMIT 1";
    let mut headers = Vec::new();
    for version in ["v49.0", "v50.0"] {
        let org = Org::fresh(&server, version, "").speaking(version).with_seven().await;
        let page = org.export(soql).await;
        headers.push(page.lines().next().unwrap_or_default().to_owned());
    }
    insta::assert_snapshot!(headers.join("\n"), @r#"
    "External_Id__c","Id","LastName"
    "LastName","Id","External_Id__c"
    "#);
}

#[tokio::test]
async fn each_job_has_its_delimiter_and_its_line_ending() {
    let server = server();
    let org = Org::fresh(&server, "dialects", "").with_seven().await;
    let mut told = String::new();
    for (delimiter, line_ending) in [("PIPE", "CRLF"), ("TAB", "LF"), ("SEMICOLON", "CRLF")] {
        let mut job = query("SELECT LastName, External_Id__c FROM Contact LIMIT 1");
        job["columnDelimiter"] = json!(delimiter);
        job["lineEnding"] = json!(line_ending);
        let id = org.ask(&job).await;
        org.until_idle().await;
        told += &lines(&org.page(&id, "").await.ok().body);
    }
    insta::assert_snapshot!(told, @r#"
    "LastName"|"External_Id__c"\r\n
    "Person 1"|"C-1"\r\n
    "LastName"\t"External_Id__c"\n
    "Person 1"\t"C-1"\n
    "LastName";"External_Id__c"\r\n
    "Person 1";"C-1"\r\n
    "#);
}

#[tokio::test]
async fn a_client_that_asks_for_gzip_gets_it() {
    let server = server();
    let org = Org::fresh(&server, "gzip", "").with_seven().await;
    let job = org.run_query("SELECT Id, LastName FROM Contact").await;
    let path = format!("/jobs/query/{job}/results");
    let page = org.call("GET", &path, &[("accept-encoding", "gzip")], "").await.ok();
    assert_eq!(page.header("content-encoding"), Some("gzip"));
    assert_eq!(page_head(&page), "7 rows, locator null");
}

#[tokio::test]
async fn result_pages_name_five_at_a_time_and_lead_on() {
    let server = server();
    let org = Org::fresh(&server, "side by side", "query_page_rows = 1").with_seven().await;
    let job = org.run_query("SELECT Id FROM Contact").await;
    let first = org.get(&format!("/jobs/query/{job}/resultPages")).await.ok();
    let next = first.json()["nextRecordsUrl"].as_str().expect("more").to_owned();
    let next = next.strip_prefix("/services/data/v62.0").expect("a path");
    let second = org.get(next).await.ok();
    insta::assert_snapshot!("result_pages", org.show(&first) + &org.show(&second));
}

#[tokio::test]
async fn result_pages_came_with_v58() {
    let server = server();
    let org = Org::fresh(&server, "old", "").speaking("v57.0");
    let job = org.run_query("SELECT Id FROM Contact").await;
    assert_eq!(org.get(&format!("/jobs/query/{job}/resultPages")).await.status, 404);
}

#[tokio::test]
async fn results_that_are_not_there_yet_answer_as_the_setting_says() {
    let server = server();
    let mut told = String::new();
    for setting in ["refuse", "conflict", "not_found", "no_content", "header_only"] {
        let settings = format!("queue_wait = \"1s\"\nresults_before_completion = \"{setting}\"");
        let org = Org::fresh(&server, setting, &settings);
        let job = org.ask(&contacts()).await;
        let answer = org.page(&job, "").await;
        told += &format!("{setting}: {}", org.show(&answer));
    }
    insta::assert_snapshot!("results_too_early", told);
}

#[tokio::test]
async fn a_locator_that_names_no_row_is_refused_or_not_found() {
    let server = server();
    let mut told = String::new();
    for setting in ["refuse", "not_found"] {
        let settings = format!("bad_locator = \"{setting}\"");
        let org = Org::fresh(&server, setting, &settings).with_seven().await;
        let job = org.run_query("SELECT Id FROM Contact").await;
        told += &format!("{setting}: {}\n", org.show(&org.page(&job, "?locator=Nzc").await));
    }
    insta::assert_snapshot!("bad_locators", told);
}
