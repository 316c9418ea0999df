//! Which rows a query lets through, and in which order.

use super::super::support::{Org, insert_contacts, server};

const PEOPLE: &str = "\
LastName,External_Id__c,FirstName,Birthdate,LeadSource,DoNotCall,Description
Adams,A-1,Zoe,1980-05-01,Web,true,\"two
lines\"
adams,a-2,yan,1990-05-01,,false,
Böhm,B-3,,1985-12-31,Other,false,\"say \"\"hi\"\"\"
Çelik,C-4,Ümit,2001-01-01,Web,true,😀
Zuse,Z-5,Konrad,,Partner Referral,false,100%
";

/// The external ids that a query finds, in order.
async fn found(org: &Org<'_>, rest: &str) -> String {
    let csv = org.export(&format!("SELECT External_Id__c FROM Contact {rest}")).await;
    let ids: Vec<&str> = csv.lines().skip(1).map(|line| line.trim_matches('"')).collect();
    ids.join(" ")
}

#[tokio::test]
async fn conditions_let_through_what_the_reference_says() {
    let server = server();
    let org = Org::fresh(&server, "conditions", "");
    org.run(insert_contacts(), PEOPLE).await;
    let mut told = String::new();
    for condition in [
        "WHERE LastName = 'ADAMS'",
        "WHERE LastName != 'adams'",
        "WHERE LastName < 'b'",
        "WHERE LastName >= 'Z'",
        "WHERE LastName LIKE 'a%s'",
        "WHERE LastName LIKE '_elik'",
        "WHERE NOT LastName LIKE '%a%'",
        "WHERE FirstName = null",
        "WHERE FirstName != null",
        "WHERE LeadSource != 'Web'",
        "WHERE LeadSource NOT IN ('Web', 'Other')",
        "WHERE LeadSource IN ('web')",
        "WHERE Birthdate > 1985-01-01",
        "WHERE Birthdate <= 1985-12-31",
        "WHERE Birthdate = null",
        "WHERE DoNotCall = true AND Birthdate < 2000-01-01",
        "WHERE (DoNotCall = true OR FirstName = null) AND LastName != 'Adams'",
        "WHERE External_Id__c = 'z-5'",
        "WHERE External_Id__c IN ('A-1', 'Z-5', 'none')",
        "WHERE CreatedDate = TODAY",
        "WHERE CreatedDate < TODAY",
        "WHERE CreatedDate = LAST_N_DAYS:3",
        "ORDER BY LastName DESC",
        "ORDER BY FirstName",
        "ORDER BY FirstName NULLS LAST",
        "ORDER BY FirstName DESC NULLS FIRST LIMIT 2",
        "ORDER BY Birthdate DESC NULLS LAST, LastName LIMIT 3",
        "ORDER BY Id DESC LIMIT 1",
        "LIMIT 2",
        "LIMIT 0",
    ] {
        told += &format!("{condition}: {}\n", found(&org, condition).await);
    }
    insta::assert_snapshot!("conditions", told);
}

#[tokio::test]
async fn values_come_in_the_form_of_their_type() {
    let server = server();
    let org = Org::fresh(&server, "values", "");
    org.run(insert_contacts(), PEOPLE).await;
    let soql = "SELECT Name, Description, Birthdate, DoNotCall, FirstName, CreatedDate, AccountId, \
                Account.Name FROM Contact";
    insta::assert_snapshot!(
        "values",
        super::super::support::lines(org.export(soql).await.as_bytes())
    );
}

#[tokio::test]
async fn a_query_inside_a_condition_is_answered_first() {
    let server = server();
    let org = Org::demo(&server);
    let mut told = String::new();
    for condition in [
        "WHERE AccountId IN (SELECT Id FROM Account WHERE External_Id__c = 'ACC-1001')",
        "WHERE AccountId NOT IN (SELECT Id FROM Account WHERE External_Id__c = 'ACC-1001')",
        "WHERE Account.External_Id__c = 'ACC-1001'",
    ] {
        told += &format!("{condition}: {}\n", found(&org, condition).await);
    }
    insta::assert_snapshot!(told, @"
    WHERE AccountId IN (SELECT Id FROM Account WHERE External_Id__c = 'ACC-1001'): CON-2001 CON-2002
    WHERE AccountId NOT IN (SELECT Id FROM Account WHERE External_Id__c = 'ACC-1001'): CON-2003 CON-2004 CON-2005 CON-2006 CON-2007 CON-2008
    WHERE Account.External_Id__c = 'ACC-1001': CON-2001 CON-2002
    ");
}

#[tokio::test]
async fn a_reference_to_nothing_is_found_where_references_have_an_index() {
    let server = server();
    let org = Org::fresh(&server, "orphans", "");
    org.run(insert_contacts(), PEOPLE).await;
    // A deletion looks for what refers to the record, which makes the index.
    let gone = org.handle_id("Contact", 4);
    let delete = serde_json::json!({ "object": "Contact", "operation": "delete" });
    org.run(delete, format!("Id\n{gone}\n")).await;
    assert_eq!(found(&org, "WHERE ReportsToId = null").await, "A-1 a-2 B-3 C-4");
    let either = format!("WHERE ReportsToId IN ('{gone}', null)");
    assert_eq!(found(&org, &either).await, "A-1 a-2 B-3 C-4");
}

#[tokio::test]
async fn a_list_of_one_finds_what_an_equals_sign_finds() {
    let server = server();
    let org = Org::fresh(&server, "one fold", "");
    org.run(insert_contacts(), "LastName,External_Id__c\nΟΔΟΣ,ΟΔΟΣ-1\nοδοσ,οδοσ-2\nοδος,οδος-3\n")
        .await;
    assert_eq!(found(&org, "WHERE External_Id__c = 'οδοσ-1'").await, "ΟΔΟΣ-1");
    for name in ["ΟΔΟΣ", "οδοσ", "οδος"] {
        let equal = found(&org, &format!("WHERE LastName = '{name}'")).await;
        assert_eq!(found(&org, &format!("WHERE LastName IN ('{name}')")).await, equal, "{name}");
    }
}

#[tokio::test]
async fn a_reference_that_was_sent_in_its_short_form_is_found() {
    let server = server();
    let org = Org::demo(&server);
    let parent = org.handle_id("Account", 1);
    // A deletion looks for what refers to the record, which makes the index.
    let delete = serde_json::json!({ "object": "Account", "operation": "delete" });
    org.run(delete, format!("Id\n{}\n", org.handle_id("Account", 0))).await;
    let csv = format!("LastName,External_Id__c,AccountId\nShort,S-1,{}\n", &parent[..15]);
    org.run(insert_contacts(), csv).await;
    for condition in [
        format!("AccountId = '{parent}'"),
        format!("AccountId = '{}'", &parent[..15]),
        format!("AccountId IN (SELECT Id FROM Account WHERE Id = '{parent}')"),
    ] {
        let only = format!("WHERE External_Id__c LIKE 'S-%' AND {condition}");
        assert_eq!(found(&org, &only).await, "S-1", "{condition}");
    }
}

#[tokio::test]
async fn a_name_that_the_provider_filled_in_is_found_after_a_call_by_name() {
    let server = server();
    let org = Org::demo(&server);
    let plan = serde_json::json!({ "Account__c": org.handle_id("Account", 0), "Plan__c": "Team" });
    let made = org.send("POST", "/sobjects/Subscription__c", &plan).await.ok().json();
    let id = made["id"].as_str().expect("an id");
    // A call by a key makes the index, which knows names that were written only.
    org.get(&format!("/sobjects/Subscription__c/Name/{id}")).await;
    let found = org.rest(&format!("SELECT Id FROM Subscription__c WHERE Name = '{id}'")).await;
    assert_eq!(found.ok().json()["totalSize"], 1);
}

#[tokio::test]
async fn a_multi_select_value_includes_all_values_of_one_set() {
    let server = server();
    let org = Org::fresh(&server, "channels", "");
    let account = serde_json::json!({ "Name": "Acme" });
    let account = org.send("POST", "/sobjects/Account", &account).await.ok().json()["id"].clone();
    for channels in [Some("Email;Phone"), Some("Phone;Post"), Some("Post"), None] {
        let plan = serde_json::json!({
            "Account__c": account, "Plan__c": "Team", "Channels__c": channels,
            "External_Id__c": channels.unwrap_or("none"),
        });
        org.send("POST", "/sobjects/Subscription__c", &plan).await.ok();
    }
    let mut told = String::new();
    for condition in
        ["INCLUDES ('email')", "INCLUDES ('Phone;Post', 'Email')", "EXCLUDES ('Post')", "= null"]
    {
        let soql =
            format!("SELECT External_Id__c FROM Subscription__c WHERE Channels__c {condition}");
        let found = org.export(&soql).await.lines().skip(1).collect::<Vec<_>>().join(" ");
        told += &format!("{condition}: {found}\n");
    }
    insta::assert_snapshot!(told, @r#"
    INCLUDES ('email'): "Email;Phone"
    INCLUDES ('Phone;Post', 'Email'): "Email;Phone" "Phone;Post"
    EXCLUDES ('Post'): "Email;Phone" "none"
    = null: "none"
    "#);
}
