//! A field whose keys differ by letter case alone: queries tell its values apart as keys do.

use std::sync::Arc;

use bulk_mock::MockServer;
use bulk_mock::providers::salesforce::schema::Schema;

use super::super::support::{Answer, Org, builder, insert_contacts};

/// A server whose contacts have a code that is case sensitive.
fn server() -> MockServer {
    let field = "extend = \"Contact\"\n[fields]\n\
                 Code__c = { type = \"string\", length = 9, unique = true, case_sensitive = true }\n";
    let schema = Schema::standard().with_files(vec![("code.toml".to_owned(), field.to_owned())]);
    let schema = Arc::new(schema.expect("a field"));
    builder().configure(|config, _| config.salesforce.schema = schema).offline().expect("a server")
}

const CODES: &str = "LastName,Code__c\nA,ab\nB,aB\nC,AB\nD,b\n";

fn total(answer: &Answer) -> u64 {
    answer.json()["totalSize"].as_u64().unwrap_or_else(|| panic!("{}", answer.text()))
}

#[tokio::test]
async fn values_that_differ_by_letter_case_are_groups_of_their_own() {
    let server = server();
    let org = Org::fresh(&server, "groups", "");
    org.run(insert_contacts(), CODES).await;
    let groups = org.rest("SELECT Code__c, COUNT(Id) FROM Contact GROUP BY Code__c").await;
    assert_eq!(total(&groups), 4);
    let soql = "SELECT COUNT_DISTINCT(Code__c) n FROM Contact";
    assert_eq!(org.rest(soql).await.json()["records"][0]["n"], 4);
}

#[tokio::test]
async fn a_condition_on_groups_tells_letter_case_apart() {
    let server = server();
    let org = Org::fresh(&server, "having", "");
    org.run(insert_contacts(), CODES).await;
    for (having, due) in [
        ("Code__c = 'ab'", 1),
        ("Code__c IN ('AB', 'B')", 1),
        ("Code__c != 'Ab'", 4),
        ("Code__c LIKE 'Ab'", 3),
    ] {
        let soql = format!("SELECT Code__c FROM Contact GROUP BY Code__c HAVING {having}");
        assert_eq!(total(&org.rest(&soql).await), due, "{having}");
    }
}

#[tokio::test]
async fn what_is_less_or_equal_is_less_or_equal_with_letter_case() {
    let server = server();
    let org = Org::fresh(&server, "order", "");
    org.run(insert_contacts(), CODES).await;
    for (condition, due) in [("< 'aB'", 1), ("<= 'aB'", 2), ("> 'aB'", 2), (">= 'aB'", 3)] {
        let soql = format!("SELECT COUNT() FROM Contact WHERE Code__c {condition}");
        assert_eq!(total(&org.rest(&soql).await), due, "{condition}");
    }
}
