//! REST queries: JSON, page by page.

use std::cell::RefCell;

use super::super::support::{Answer, Org, builder, call, server};
use super::escaped;

#[tokio::test]
async fn a_rest_query_gives_records_with_their_parents_inside_them() {
    let server = server();
    let org = Org::demo(&server);
    let soql = "SELECT Id, LastName, HasOptedOutOfEmail, Account.Name, Account.Owner.Username \
                FROM Contact ORDER BY External_Id__c LIMIT 2";
    insta::assert_snapshot!("rest_query", org.show(&org.rest(soql).await));
}

#[tokio::test]
async fn a_record_without_a_parent_has_null_in_its_place() {
    let server = server();
    let org = Org::fresh(&server, "orphans", "").with_seven().await;
    let answer = org.rest("SELECT LastName, Account.Name FROM Contact LIMIT 1").await.ok().json();
    assert_eq!(answer["records"][0]["Account"], serde_json::Value::Null);
}

#[tokio::test]
async fn pages_follow_the_next_url_and_keep_to_the_size_that_was_asked_for() {
    let server = server();
    let org = Org::fresh(&server, "paging", "");
    let rows: String = (0..450).map(|n| format!("Person {n},C-{n}\n")).collect();
    let csv = format!("LastName,External_Id__c\n{rows}");
    org.run(super::super::support::insert_contacts(), csv).await;
    let options = [("sforce-query-options", "batchSize=200")];
    let path = format!("/query?q={}", escaped("SELECT External_Id__c FROM Contact"));
    let mut page = org.call("GET", &path, &options, "").await.ok().json();
    let mut sizes = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    loop {
        assert_eq!(page["totalSize"], 450);
        let records = page["records"].as_array().expect("records").clone();
        sizes.push(records.len());
        seen.extend(records.iter().map(|record| record["External_Id__c"].to_string()));
        let Some(next) = page["nextRecordsUrl"].as_str() else { break };
        let next = next.strip_prefix("/services/data/v62.0").expect("a path").to_owned();
        page = org.call("GET", &next, &options, "").await.ok().json();
    }
    assert_eq!(sizes, [200, 200, 50]);
    assert_eq!(page["done"], true);
    assert_eq!(seen.len(), 450);
}

#[tokio::test]
async fn a_locator_that_leads_nowhere_is_refused() {
    let server = server();
    let org = Org::fresh(&server, "nowhere", "");
    let mut told = String::new();
    for locator in ["01gRM000000NS1vYAG-2000", "x", "01g-1"] {
        told += &org.show(&org.get(&format!("/query/{locator}")).await);
    }
    insta::assert_snapshot!(told, @r#"
    400 application/json;charset=UTF-8
    [{"message":"invalid query locator","errorCode":"INVALID_QUERY_LOCATOR"}]
    400 application/json;charset=UTF-8
    [{"message":"invalid query locator","errorCode":"INVALID_QUERY_LOCATOR"}]
    400 application/json;charset=UTF-8
    [{"message":"invalid query locator","errorCode":"INVALID_QUERY_LOCATOR"}]
    "#);
}

#[tokio::test]
async fn counts_and_groups_are_computed() {
    let server = server();
    let org = Org::demo(&server);
    let mut told = String::new();
    for soql in [
        "SELECT COUNT() FROM Contact",
        "SELECT COUNT(Id) FROM Contact",
        "SELECT Account.Name n, COUNT(Id) FROM Contact GROUP BY Account.Name ORDER BY COUNT(Id) DESC, Account.Name",
        "SELECT MAX(LastName), MIN(LastName) least FROM Contact",
        "SELECT COUNT() FROM Contact WHERE LastName = 'nobody'",
    ] {
        told += &format!("{soql}\n{}", org.show(&org.rest(soql).await));
    }
    insta::assert_snapshot!("rest_groups", told);
}

#[tokio::test]
async fn query_all_sees_the_recycle_bin_and_query_does_not() {
    let server = server();
    let org = Org::fresh(&server, "bin", "").with_seven().await;
    let id = org.handle_id("Contact", 0);
    let job = serde_json::json!({ "object": "Contact", "operation": "delete" });
    org.run(job, format!("Id\n{id}\n")).await;
    let count = |answer: Answer| answer.json()["totalSize"].clone();
    assert_eq!(count(org.rest("SELECT Id FROM Contact").await.ok()), 6);
    let all = format!("/queryAll?q={}", escaped("SELECT Id, IsDeleted FROM Contact"));
    assert_eq!(count(org.get(&all).await.ok()), 7);
    let gone = format!("/queryAll?q={}", escaped("SELECT Id FROM Contact WHERE IsDeleted = true"));
    assert_eq!(count(org.get(&gone).await.ok()), 1);
}

#[tokio::test]
async fn what_a_client_looks_up_after_sign_on_is_there() {
    let server = server();
    let org = Org::demo(&server);
    let mut told = String::new();
    for soql in [
        "SELECT Name, OrganizationType, IsSandbox, InstanceName FROM Organization",
        "SELECT Username, IsActive FROM User",
    ] {
        told += &org.show(&org.rest(soql).await);
    }
    insta::assert_snapshot!("rest_sign_on", told);
}

#[tokio::test]
async fn a_query_that_is_missing_is_refused() {
    let server = server();
    let org = Org::fresh(&server, "missing", "");
    insta::assert_snapshot!(org.show(&org.get("/query").await) + &org.show(&org.get("/query?q=").await), @r#"
    400 application/json;charset=UTF-8
    [{"message":"SOQL statements cannot be empty or null","errorCode":"MALFORMED_QUERY"}]
    400 application/json;charset=UTF-8
    [{"message":"\n\n^\nERROR at Row:1:Column:1\nunexpected token: '<EOF>'","errorCode":"MALFORMED_QUERY"}]
    "#);
}

#[tokio::test]
async fn query_all_sees_the_recycle_bin_inside_of_conditions_too() {
    let server = server();
    let org = Org::demo(&server);
    let account = org.handle_id("Account", 0);
    let soql = format!(
        "SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Id = '{account}')"
    );
    let total = |answer: Answer| answer.json()["totalSize"].as_u64();
    let before = total(org.rest(&soql).await.ok());
    assert!(before > Some(0));
    let job = serde_json::json!({ "object": "Account", "operation": "delete" });
    org.run(job, format!("Id\n{account}\n")).await;
    assert_eq!(total(org.rest(&soql).await.ok()), Some(0));
    let all = format!("/queryAll?q={}", escaped(&soql));
    assert_eq!(total(org.get(&all).await.ok()), before);
}

#[tokio::test]
async fn a_composite_may_hold_queries() {
    let server = server();
    let org = Org::demo(&server);
    let body = serde_json::json!({ "compositeRequest": [
        { "method": "GET", "referenceId": "first",
          "url": "/services/data/v62.0/query?q=SELECT+Id,LastName+FROM+Contact+ORDER+BY+LastName+LIMIT+1" },
        { "method": "GET", "referenceId": "second",
          "url": "/services/data/v62.0/sobjects/Contact/@{first.records[0].Id}?fields=LastName" },
        { "method": "GET", "referenceId": "third", "url": "/services/data/v62.0/query?q=SELECT" },
    ] });
    let answer = org.send("POST", "/composite", &body).await.ok();
    insta::assert_snapshot!("rest_composite", org.show(&answer));
}

#[tokio::test]
async fn children_come_with_their_parents() {
    let server = server();
    let org = Org::demo(&server);
    let soql = "SELECT Name, (SELECT LastName, Account.Name FROM Contacts ORDER BY LastName DESC \
                LIMIT 1), External_Id__c FROM Account WHERE External_Id__c IN ('ACC-1001', 'ACC-1005') \
                ORDER BY External_Id__c";
    insta::assert_snapshot!("rest_children", org.show(&org.rest(soql).await));
}

#[tokio::test]
async fn children_that_make_no_sense_are_refused() {
    let server = server();
    let org = Org::demo(&server);
    let mut told = String::new();
    for soql in [
        "SELECT Id, (SELECT Id FROM Nieces) FROM Account",
        "SELECT Id, (SELECT COUNT() FROM Contacts) FROM Account",
        "SELECT Id, (SELECT Id FROM Contacts), (SELECT Name FROM Contacts) FROM Account",
        "SELECT (SELECT Id FROM Contacts), COUNT(Id) FROM Account",
        "SELECT Id, (SELECT Id, (SELECT Id FROM Tasks) FROM Contacts) FROM Account",
    ] {
        told += &format!("{soql}\n{}", org.show(&org.rest(soql).await));
    }
    insta::assert_snapshot!("rest_children_refused", told);
}

#[tokio::test]
async fn the_columns_of_a_query_are_told_instead_of_its_rows() {
    let server = server();
    let org = Org::demo(&server);
    let mut told = String::new();
    for soql in [
        "SELECT Id, HasOptedOutOfEmail, Account.Owner.Username FROM Contact",
        "SELECT Name, (SELECT LastName FROM Contacts), AnnualRevenue FROM Account",
        "SELECT LastName, COUNT(Id), MAX(Account.Name) top FROM Contact GROUP BY LastName",
        "SELECT COUNT() FROM Contact",
    ] {
        let answer = org.get(&format!("/query?q={}&columns=true", escaped(soql))).await.ok();
        told += &format!("{soql}\n{}\n", outline(&answer));
    }
    insta::assert_snapshot!("rest_columns", told);
}

/// The answer with each column on a line, its own columns indented, and the flags that are set.
fn outline(answer: &Answer) -> String {
    fn lines(columns: &serde_json::Value, depth: usize, out: &mut String) {
        for column in columns.as_array().into_iter().flatten() {
            let set = column.as_object().into_iter().flatten();
            let set = set.filter(|(_, flag)| **flag == true).map(|(name, _)| name.as_str());
            let [name, shown, kind] = ["columnName", "displayName", "apexType"].map(|k| &column[k]);
            let set: Vec<&str> = set.collect();
            *out += &format!("{:depth$}{name} {shown} {kind} {}\n", "", set.join(" "));
            lines(&column["joinColumns"], depth + 2, out);
        }
    }
    let mut json = answer.json();
    let mut out = String::new();
    lines(&json["columnMetadata"], 2, &mut out);
    json["columnMetadata"] = serde_json::Value::Null;
    format!("{json}\n{out}")
}

#[tokio::test]
async fn a_cursor_lives_until_too_many_others_were_made() {
    let server = server();
    let settings = "rest_page_rows = 3\nquery_cursors_max = 1";
    let org = Org::fresh(&server, "cursors", settings).with_seven().await;
    let next = |answer: Answer| {
        let next = answer.ok().json()["nextRecordsUrl"].as_str().expect("a next page").to_owned();
        next.strip_prefix("/services/data/v62.0").expect("a path").to_owned()
    };
    let first = next(org.rest("SELECT LastName FROM Contact").await);
    let page = org.get(&first).await;
    assert_eq!(page.json()["records"].as_array().expect("records").len(), 3);
    let second = next(org.rest("SELECT Id FROM Contact").await);
    org.get(&second).await.ok();
    insta::assert_snapshot!("cursor_forgotten", org.show(&org.get(&first).await));
}

#[tokio::test]
async fn more_rows_than_may_be_sorted_are_refused_and_said_to_be_not_faked() {
    let server = server();
    let org = Org::fresh(&server, "sorted", "sorted_rows_max = 3").with_seven().await;
    let mut told = String::new();
    for rest in ["", " WHERE LastName != null", " WHERE LastName < 'Person 4'"] {
        for limit in ["", " LIMIT 3"] {
            let soql = format!("SELECT Id FROM Contact{rest} ORDER BY LastName{limit}");
            told += &format!("{soql}: {}\n", org.rest(&soql).await.status);
        }
    }
    let soql = "SELECT Id FROM Contact ORDER BY LastName";
    told += &org.show(&org.send("POST", "/jobs/query", &super::query(soql)).await);
    let job =
        org.run_query("SELECT Id FROM Contact WHERE LastName != null ORDER BY LastName").await;
    let info = org.query_info(&job).await.json();
    told += &format!("\n{}: {}", info["state"], info["errorMessage"]);
    insta::assert_snapshot!("sorted_too_many", told);
}

#[tokio::test]
async fn a_query_inside_a_condition_lets_others_have_their_turn() {
    let server = builder().generate("contacts=5000").offline().expect("a server");
    let (org, told) = (Org::demo(&server), RefCell::new(Vec::new()));
    let query = async {
        let soql = "SELECT Id FROM Account WHERE Id IN \
                    (SELECT AccountId FROM Contact WHERE LastName LIKE '%o%' AND LastName LIKE '%z%')";
        let found = org.rest(soql).await.ok().json();
        told.borrow_mut().push(format!("query: {}", found["done"]));
    };
    let other = async {
        let health = call(&server, "GET", "/_mock/health", &[], "").await;
        told.borrow_mut().push(format!("other: {}", health.status));
    };
    tokio::join!(query, other);
    assert_eq!(*told.borrow(), ["other: 200", "query: true"]);
}

#[tokio::test]
async fn groups_have_no_second_page() {
    let server = server();
    let org = Org::fresh(&server, "groups", "rest_page_rows = 3").with_seven().await;
    let mut told = String::new();
    for limit in ["", " LIMIT 3"] {
        let soql = format!("SELECT LastName, COUNT(Id) FROM Contact GROUP BY LastName{limit}");
        let answer = org.rest(&soql).await;
        told += &format!("{} {}\n", answer.status, answer.json()[0]["message"]);
    }
    insta::assert_snapshot!(told, @r#"
    400 "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch"
    200 null
    "#);
}

#[tokio::test]
async fn cases_are_numbered_by_the_provider() {
    let server = server();
    let org = Org::fresh(&server, "cases", "");
    for subject in ["one", "two"] {
        org.send("POST", "/sobjects/Case", &serde_json::json!({ "Subject": subject })).await.ok();
    }
    let found = org.rest("SELECT CaseNumber FROM Case WHERE CaseNumber = '00000002'").await.ok();
    assert_eq!(found.json()["records"][0]["CaseNumber"], "00000002");
}

#[tokio::test]
async fn the_end_of_the_calendar_is_a_time_like_any_other() {
    let server = server();
    let org = Org::fresh(&server, "no end", "").with_seven().await;
    for end in ["9999-12-31T23:59:59Z", "9999-12-31T00:00:00.000Z", "9999-12-31T23:59:59+00:00"] {
        let soql = format!("SELECT COUNT() FROM Contact WHERE CreatedDate < {end}");
        assert_eq!(org.rest(&soql).await.ok().json()["totalSize"], 7, "{end}");
    }
}
