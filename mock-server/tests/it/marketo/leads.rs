//! Leads over REST: what they are made of, how they are written, found, deleted and merged.

use serde_json::{Value, json};

use super::lead_org::{make, next_page, of, said, server};
use super::support::Instance;
use crate::support::Answer;

const LEADS: &str = "/rest/v1/leads.json";

async fn sync(instance: &Instance<'_>, body: Value) -> Answer {
    instance.post(LEADS, &body).await
}

#[tokio::test]
async fn describe_tells_of_every_field_and_describe2_of_those_of_rest() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let describe = instance.get("/rest/v1/leads/describe.json").await.ok().json();
    let describe2 = instance.get("/rest/v1/leads/describe2.json").await.ok().json();
    let fields = describe["result"].as_array().expect("fields");
    let in_rest = describe2["result"][0]["fields"].as_array().expect("fields");
    let mut told = String::new();
    for name in ["company", "id", "email", "leadScore", "myCustomEmail"] {
        let field = fields.iter().find(|field| field["rest"]["name"] == name).expect("a field");
        let again = in_rest.iter().find(|field| field["name"] == name).expect("a field");
        told += &format!("{field}\n    {again}\n");
    }
    let soap_only = fields.iter().find(|field| field.get("rest").is_none()).expect("one of SOAP");
    told += &format!("{soap_only}\n{}\n", describe2["result"][0]["searchableFields"]);
    assert_eq!(
        in_rest.len(),
        fields.iter().filter(|field| field.get("rest").is_some()).count(),
        "fields of SOAP alone stand in describe only"
    );
    insta::assert_snapshot!("lead_fields", told);
}

#[tokio::test]
async fn a_boolean_that_holds_nothing_shows_false_and_all_other_fields_null() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    make(&instance, &["a@example.com"]).await;
    let shown = async || {
        let fields = "isLead,doNotCall,leadScore,dateOfBirth,firstName";
        let target = format!("{LEADS}?filterType=email&filterValues=a@example.com&fields={fields}");
        instance.get(&target).await.ok().json()["result"][0].to_string()
    };
    let unset = shown().await;
    assert!(
        unset.ends_with(concat!(
            r#""isLead":true,"doNotCall":false,"#,
            r#""leadScore":null,"dateOfBirth":null,"firstName":null}"#
        )),
        "{unset}"
    );
    for value in [json!(true), Value::Null] {
        let input = json!([{ "email": "a@example.com", "doNotCall": value }]);
        sync(&instance, json!({ "input": input })).await.ok();
    }
    assert_eq!(shown().await, unset, "null makes a boolean false");
}

#[tokio::test]
async fn records_are_answered_in_their_order_each_with_a_status_of_its_own() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    make(&instance, &["a@example.com", "twice@example.com", "twice@example.com"]).await;
    let mut told = String::new();
    for (action, key) in [
        ("createOrUpdate", "email"),
        ("createOnly", "email"),
        ("updateOnly", "email"),
        ("createDuplicate", "email"),
    ] {
        let input = json!([
            { "email": "A@Example.com", "firstName": action },
            { "email": format!("{action}@example.com"), "lastName": "New" },
            { "email": "twice@example.com", "lastName": "Which" },
            { "firstName": "Nobody" },
            { "email": "", "firstName": "Nobody" },
            { "email": "b@example.com", "brand": "x" },
            { "email": "c@example.com", "leadScore": "many" },
        ]);
        let answer =
            sync(&instance, json!({ "action": action, "lookupField": key, "input": input })).await;
        told += &format!("{action}\n{}", said(&answer));
    }
    insta::assert_snapshot!("synced_leads", told);
}

#[tokio::test]
async fn an_id_changes_a_lead_and_makes_none() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    make(&instance, &["a@example.com"]).await;
    let mut told = String::new();
    for action in ["createOrUpdate", "updateOnly", "createOnly", "createDuplicate"] {
        let input = json!([{ "id": 1, "city": action }, { "id": 99, "city": "X" }, { "id": "x" }]);
        let body = json!({ "action": action, "lookupField": "id", "input": input });
        told += &format!("{action}\n{}", said(&sync(&instance, body).await));
    }
    let path = "/rest/v1/lead/1.json?fields=city,email";
    told += &said(&instance.get(path).await);
    insta::assert_snapshot!("leads_by_id", told);
}

#[tokio::test]
async fn a_lead_may_be_looked_up_by_a_custom_field() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let body = |city: &str| {
        json!({ "lookupField": "myCustomInt", "input": [
            { "myCustomInt": 7, "city": city }, { "myCustomInt": "007", "country": city },
        ]})
    };
    let mut told = said(&sync(&instance, body("Lund")).await);
    told += &said(&sync(&instance, body("Malmö")).await);
    let found = "filterType=myCustomInt&filterValues=7&fields=myCustomInt,city,country";
    told += &said(&instance.get(&format!("{LEADS}?{found}")).await);
    insta::assert_snapshot!("leads_by_custom_field", told);
}

#[tokio::test]
async fn null_and_an_empty_text_empty_a_field_and_an_absent_one_is_left_alone() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let show = "/rest/v1/lead/1.json?fields=firstName,lastName,city,leadScore,updatedAt,createdAt";
    let full = json!({ "email": "a@example.com", "firstName": "Ann", "lastName": "Lee",
        "city": "Bath", "leadScore": 5 });
    sync(&instance, json!({ "input": [full.clone()] })).await.ok();
    let mut told = said(&instance.get(show).await);
    instance.wait("1h").await;
    sync(&instance, json!({ "input": [full] })).await.ok();
    told += &said(&instance.get(show).await);
    let less = json!({ "email": "a@example.com", "firstName": null, "lastName": "" });
    sync(&instance, json!({ "input": [less] })).await.ok();
    told += &said(&instance.get(show).await);
    insta::assert_snapshot!("emptied_fields", told);
}

#[tokio::test]
async fn a_field_that_is_read_only_is_left_out_or_refused_as_the_settings_say() {
    let server = server();
    let taken = Instance::fresh(&server, "");
    let body = json!({ "input": [{ "email": "a@example.com", "createdAt": "2001-01-01" }] });
    let mut told = said(&sync(&taken, body.clone()).await);
    told += &said(&taken.get("/rest/v1/lead/1.json").await);
    let server = self::server();
    let refused = Instance::fresh(&server, "read_only_fields = \"refuse\"");
    told += &said(&sync(&refused, body).await);
    insta::assert_snapshot!("read_only_fields", told);
}

#[tokio::test]
async fn a_page_of_leads_leads_to_the_next_one() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    make(&instance, &["a@example.com", "b@example.com", "a@example.com", "A@EXAMPLE.COM"]).await;
    let filter = "filterType=email&filterValues=a@example.com,nobody@example.com&batchSize=2";
    let first = instance.get(&format!("{LEADS}?{filter}")).await;
    let next = format!("{filter}&fields=email&nextPageToken={}", next_page(&first));
    let second = instance.get(&format!("{LEADS}?{next}")).await;
    let as_form = instance.form(&format!("{LEADS}?_method=GET"), &next).await;
    assert_eq!(said(&second), said(&as_form), "a GET in the clothes of a POST");
    let repeated = "filterType=id&filterValues=1&filterValues=3&filterValues=77&fields=id";
    let repeated = instance.get(&format!("{LEADS}?{repeated}")).await;
    let told = [first, second, repeated].map(|answer| said(&answer)).concat();
    let token = next.rsplit('=').next().unwrap_or_default().to_owned();
    insta::assert_snapshot!("pages_of_leads", told.replace(&token.replace("%3D", "="), "<token>"));
}

#[tokio::test]
async fn more_than_a_thousand_matches_are_too_many() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let input: Vec<Value> = (0..300).map(|_| json!({ "email": "same@example.com" })).collect();
    let body = json!({ "action": "createDuplicate", "input": input });
    for _ in 0..4 {
        sync(&instance, body.clone()).await.ok();
    }
    let path = format!("{LEADS}?filterType=email&filterValues=same@example.com");
    let told = said(&instance.get(&path).await);
    insta::assert_snapshot!(told.trim_end(), @r#"200 {"success":false,"errors":[{"code":"1003","message":"Too many results match the filter"}]}"#);
}

#[tokio::test]
async fn leads_are_deleted_by_query_or_body_and_leave_their_lists() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    make(&instance, &["a@example.com", "b@example.com", "c@example.com", "d@example.com"]).await;
    instance.post("/rest/v1/lists/1001/leads.json?id=1,2,3,4", &json!({})).await.ok();
    let body = json!({ "input": [{ "id": 3 }, { "id": "4" }, { "id": 3 }] });
    let answers = [
        instance.call("DELETE", "/rest/v1/leads.json?id=1,99&id=2", &[], "").await,
        instance.post("/rest/v1/leads/delete.json", &body).await,
        instance.get("/rest/v1/lists/1001/leads.json").await,
        instance.get("/rest/v1/lead/1.json").await,
        instance.get("/rest/v1/leads.json?filterType=email&filterValues=a@example.com").await,
    ];
    insta::assert_snapshot!("deleted_leads", answers.map(|answer| said(&answer)).concat());
}

#[tokio::test]
async fn a_lead_that_is_not_there_is_refused_or_an_empty_result() {
    let server = server();
    let instance = Instance::fresh(&server, "unknown_lead = \"empty\"");
    let told = said(&instance.get("/rest/v1/lead/7.json").await);
    insta::assert_snapshot!(told, @r#"
    200 {"success":true}
        no rows
    "#);
}

#[tokio::test]
async fn the_winner_of_a_merge_keeps_its_values_and_takes_what_it_lacks() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let input = json!([
        { "email": "a@example.com", "firstName": "Ann" },
        { "email": "b@example.com", "firstName": "Bo", "city": "Bath" },
        { "email": "c@example.com", "country": "UK", "city": "Hull" },
    ]);
    sync(&instance, json!({ "input": input })).await.ok();
    instance.post("/rest/v1/lists/1001/leads.json?id=1,2", &json!({})).await.ok();
    instance.post("/rest/v1/lists/1002/leads.json?id=3", &json!({})).await.ok();
    let answers = [
        instance.call("POST", "/rest/v1/leads/1/merge.json?leadId=2", &[], "").await,
        instance.call("POST", "/rest/v1/leads/1/merge.json?leadIds=3,3", &[], "").await,
        instance.get("/rest/v1/lead/1.json?fields=email,firstName,city,country").await,
        instance.get("/rest/v1/lead/2.json").await,
        instance.get("/rest/v1/leads/1/listMembership.json").await,
        instance.call("POST", "/rest/v1/leads/1/merge.json?leadIds=2", &[], "").await,
        instance.call("POST", "/rest/v1/leads/9/merge.json?leadId=1", &[], "").await,
    ];
    insta::assert_snapshot!("merged_leads", answers.map(|answer| said(&answer)).concat());
}

#[tokio::test]
async fn the_winner_of_a_merge_takes_memberships_and_a_deleted_lead_has_none() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    make(&instance, &["a@example.com", "b@example.com", "c@example.com"]).await;
    let input = json!([{ "leadId": 1 }, { "leadId": 2 }, { "leadId": 3 }]);
    let body = |input: Value| json!({ "statusName": "Engaged", "input": input });
    instance.post("/rest/v1/programs/1/members/status.json", &body(input)).await.ok();
    let input = json!([{ "leadId": 2 }]);
    let body = json!({ "statusName": "Invited", "input": input });
    let second = instance.post("/rest/v1/programs/2/members/status.json", &body).await.ok();
    let members = || async {
        let mut told = String::new();
        for program in [1, 2] {
            let path = format!("/rest/v1/leads/programs/{program}.json?fields=id,email");
            for row in
                instance.get(&path).await.ok().json()["result"].as_array().into_iter().flatten()
            {
                let (lead, status) = (&row["id"], &row["membership"]["progressionStatus"]);
                told += &format!("program {program}: lead {lead} {status}\n");
            }
        }
        told
    };
    let mut told = said(&second) + &members().await;
    instance.post("/rest/v1/leads/1/merge.json?leadId=2", &json!({})).await.ok();
    instance.post("/rest/v1/leads/delete.json?id=3", &json!({})).await.ok();
    told += &format!("merged and deleted\n{}", members().await);
    insta::assert_snapshot!("memberships_of_merged_leads", told);
}

#[tokio::test]
async fn a_partition_is_named_where_there_are_several_and_does_not_change() {
    let server = of(&["Default", "Europe"]);
    let instance = Instance::fresh(&server, "");
    let wanted = |partition: Option<&str>, action: &str, email: &str| {
        json!({ "partitionName": partition, "action": action,
            "input": [{ "email": email, "city": action }] })
    };
    let calls = [
        (None, "createOrUpdate", "a@example.com"),
        (Some("Asia"), "createOrUpdate", "a@example.com"),
        (Some("Europe"), "createOrUpdate", "a@example.com"),
        (Some("Default"), "createOrUpdate", "a@example.com"),
        (Some("Europe"), "updateOnly", "a@example.com"),
        (None, "updateOnly", "a@example.com"),
    ];
    let mut told = said(&instance.get("/rest/v1/leads/partitions.json").await);
    for (partition, action, email) in calls {
        told += &said(&sync(&instance, wanted(partition, action, email)).await);
    }
    told += &said(&instance.get("/rest/v1/lead/1.json?fields=city,leadPartitionId").await);
    let server = of(&["Default", "Europe"]);
    let friendly = Instance::fresh(&server, "missing_partition = \"accept\"");
    told += &said(&sync(&friendly, wanted(None, "createOrUpdate", "a@example.com")).await);
    insta::assert_snapshot!("partitions", told);
}
