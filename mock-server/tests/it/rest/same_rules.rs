//! A row that ingest refuses is refused over REST with the same code, message and fields.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::ingest_rules::errors::{IDS, KEYS, Stage, VALUES, job, stage};
use crate::support::{Answer, Org, server};

/// A CSV row as a JSON record; columns of a parent become objects.
fn record(object: &str, header: &str, row: &str) -> Option<Value> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
    let cells = reader.records().next()?.ok()?;
    let names: Vec<&str> = header.split(',').collect();
    if names.len() != cells.len() || row.contains(" \"") || row.contains('\n') {
        return None;
    }
    let mut record = Map::new();
    record.insert("attributes".into(), json!({ "type": object }));
    for (name, cell) in names.into_iter().zip(&cells) {
        let value = match cell {
            "" => continue,
            "#N/A" => Value::Null,
            text => Value::String(text.to_owned()),
        };
        match name.split_once('.') {
            Some((way, field)) => {
                let (kind, relationship) = way.split_once(':').unwrap_or(("", way));
                let mut parent = json!({ field: value });
                if !kind.is_empty() {
                    parent["attributes"] = json!({ "type": kind });
                }
                record.insert(relationship.into(), parent);
            }
            None => {
                record.insert(name.into(), value);
            }
        }
    }
    Some(Value::Object(record))
}

/// The error of an answer to a call about one record, in the grammar of `sf__Error`.
fn told(answer: &Answer) -> String {
    let json = answer.json();
    let error = match json[0].get("errors") {
        Some(errors) => errors[0].clone(),
        None => json[0].clone(),
    };
    let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
    let code = text("statusCode") + &text("errorCode");
    let fields = error["fields"].as_array().cloned().unwrap_or_default();
    let fields: Vec<&str> = fields.iter().filter_map(Value::as_str).collect();
    let space = if fields.is_empty() { "" } else { " " };
    format!("{code}:{}:{}{space}--", text("message"), fields.join(","))
}

async fn over_rest(stage: &Stage<'_>, short: &str, record: Value) -> Answer {
    let words: Vec<&str> = short.split(' ').collect();
    let id = record["Id"].as_str().unwrap_or_default().to_owned();
    let body = json!({ "records": [record] });
    let send = |method, path| {
        let (sf, body): (&Org<'_>, _) = (&stage.sf, body.clone());
        async move { sf.send(method, path, &body).await }
    };
    match words[..] {
        ["insert", _] => send("POST", "/composite/sobjects").await,
        ["update", _] => send("PATCH", "/composite/sobjects").await,
        ["upsert", object, field] => {
            send("PATCH", &format!("/composite/sobjects/{object}/{field}")).await
        }
        ["delete", _] => {
            stage.sf.call("DELETE", &format!("/composite/sobjects?ids={id}"), &[], "").await
        }
        _ => panic!("{short}"),
    }
}

/// Where REST says other than ingest: JSON is read before any rule, and ids of a delete are too.
#[tokio::test]
async fn a_bad_row_is_refused_with_the_same_words_as_by_ingest() {
    let server = server();
    let stage = stage(Org::fresh(&server, "acme", "")).await;
    let (mut same, mut others) = (0, String::new());
    for (short, header, row) in VALUES.iter().chain(IDS).chain(KEYS) {
        let filled = stage.fill_in(row);
        let object = short.split(' ').nth(1).expect("an object");
        let Some(record) = record(object, header, &filled) else { continue };
        let ingest = stage.sf.row_errors(job(short), format!("{header}\n{filled}\n")).await;
        let rest = stage.sf.show_text(&told(&over_rest(&stage, short, record).await));
        if ingest[0] == rest {
            same += 1;
        } else {
            let x = "x".repeat(100);
            let clip = |text: &str| {
                if text.contains(&x) { text[..60].to_owned() } else { text.to_owned() }
            };
            let _ = writeln!(
                others,
                "{short}: {header}: {row}\n    {}\n    {}",
                clip(&ingest[0]),
                clip(&rest)
            );
        }
    }
    insta::assert_snapshot!(format!("{same} are the same; the others:\n{others}"), @r#"
    48 are the same; the others:
    insert Opportunity: Name,StageName,CloseDate: Big,Won,2003-04-987654321987654321
        INVALID_FIELD:Failed to deserialize field at col 2. Due to, '2003-04-987654321987654321' is not a valid value for the type xsd:date:CloseDate --
        JSON_PARSER_ERROR:Cannot deserialize instance of date from VALUE_STRING value 2003-04-987654321987654321 or request may be missing a required field at [line:1, column:81]:--
    insert Opportunity: Name,StageName,CloseDate: Big,Won,04/30/2003
        INVALID_FIELD:Failed to deserialize field at col 2. Due to, '04/30/2003' is not a valid value for the type xsd:date:CloseDate --
        JSON_PARSER_ERROR:Cannot deserialize instance of date from VALUE_STRING value 04/30/2003 or request may be missing a required field at [line:1, column:81]:--
    insert Account: Name,NumberOfEmployees: Acme,many
        INVALID_FIELD:Failed to deserialize field at col 1. Due to, 'many' is not a valid value for the type xsd:int:NumberOfEmployees --
        JSON_PARSER_ERROR:Cannot deserialize instance of int from VALUE_STRING value many or request may be missing a required field at [line:1, column:60]:--
    insert Account: Name,NumberOfEmployees: Acme,2147483648
        INVALID_FIELD:Failed to deserialize field at col 1. Due to, '2147483648' is not a valid value for the type xsd:int:NumberOfEmployees --
        JSON_PARSER_ERROR:Cannot deserialize instance of int from VALUE_STRING value 2147483648 or request may be missing a required field at [line:1, column:60]:--
    insert Account: Name,AnnualRevenue: Acme,$5
        INVALID_FIELD:Failed to deserialize field at col 1. Due to, '$5' is not a valid value for the type xsd:double:AnnualRevenue --
        JSON_PARSER_ERROR:Cannot deserialize instance of currency from VALUE_STRING value $5 or request may be missing a required field at [line:1, column:60]:--
    insert Account: Name,AnnualRevenue: Acme,inf
        INVALID_FIELD:Failed to deserialize field at col 1. Due to, 'inf' is not a valid value for the type xsd:double:AnnualRevenue --
        JSON_PARSER_ERROR:Cannot deserialize instance of currency from VALUE_STRING value inf or request may be missing a required field at [line:1, column:60]:--
    insert Subscription__c: Account__c,Plan__c,Auto_Renew__c: {account},Basic,maybe
        INVALID_FIELD:Failed to deserialize field at col 2. Due to, 'maybe' is not a valid value for the type xsd:boolean:Auto_Renew__c --
        JSON_PARSER_ERROR:Cannot deserialize instance of boolean from VALUE_STRING value maybe or request may be missing a required field at [line:1, column:106]:--
    insert Subscription__c: Account__c,Plan__c,Cancelled_At__c: {account},Basic,2026-01-01
        INVALID_FIELD:Failed to deserialize field at col 2. Due to, '2026-01-01' is not a valid value for the type xsd:dateTime:Cancelled_At__c --
        JSON_PARSER_ERROR:Cannot deserialize instance of datetime from VALUE_STRING value 2026-01-01 or request may be missing a required field at [line:1, column:106]:--
    insert Contact: LastName,Department: Ann,{131073 letters}
        INVALID_CSV_ROW_DATA:Found a field that is too large:--
        STRING_TOO_LONG:Department: data value too large: xxxxxxxxxx
    update Contact: Id,LastName: #N/A,Ann
        MALFORMED_ID:Contact ID: id value of incorrect type: #N/A:Id --
        MISSING_ARGUMENT:Id not specified in an update call:--
    delete Contact: Id: ""
        MISSING_ARGUMENT:Id not specified in a delete call:--
        MALFORMED_ID:malformed id :--
    "#);
}
