//! Failures and warnings files, byte for byte.

use super::support::{CARS, Import, Instance, LEADS, MEMBERS};
use crate::support::{lines, server};

async fn told(instance: &Instance<'_>, kind: Import<'_>, batch: u64, which: &str) -> String {
    let report = instance.report(kind, batch, which).await;
    let content_type = report.header("content-type").unwrap_or("-").to_owned();
    format!("{} {content_type}\n{}", report.status, lines(&report.body))
}

#[tokio::test]
async fn the_one_recorded_warnings_file_comes_out_byte_for_byte() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let file = "email,firstName,lastName\nabcds,John,Reese\nok@example.com,Harold,Finch\n";
    let batch = instance.import(LEADS, file).await;
    instance.finish().await;
    let warnings = instance.report(LEADS, batch, "warnings").await;
    let expected =
        "email,firstName,lastName,Import Warning Reason\nabcds,John,Reese,Invalid email address\n";
    assert_eq!(warnings.text(), expected);
    assert_eq!(warnings.body.len(), 86);
    assert_eq!(warnings.header("content-type"), Some("text/csv;charset=UTF-8"));
    let status = instance.batch(LEADS, batch).await;
    assert_eq!(status["numOfLeadsProcessed"], 2);
    assert_eq!(status["message"], "Import succeeded, 2 records imported (2 members), 1 warning.");
}

#[tokio::test]
async fn a_row_that_failed_stands_as_it_was_uploaded_with_its_reason() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let leads = "firstName,email,leadScore\n\"A, \"\"B\"\"\",a@example.com,x\n\"C\",c@example.com,1\n\
        \"D\nE\",d@example.com,1.5\n é ,e@example.com,y\nshort\n";
    let mut all = Vec::new();
    for (kind, file) in [
        (LEADS, leads.to_owned()),
        (LEADS.with("/bulk/v1/leads.json?format=tsv"), leads.replace(',', "\t")),
        (LEADS.with("/bulk/v1/leads.json?format=ssv"), leads.replace(',', ";")),
        (CARS, "vin,year,customerId\n,2001,\nV1,x,\nV2,2002,nobody@example.com\nV3,2003,ada.quill@example.com\n".into()),
        (MEMBERS, "firstName,lastName,email,leadScore\nAerys,T,aerys@example.com,TEXT\nB,T,b@example.com,1\n".into()),
    ] {
        let batch = instance.import(kind, &file).await;
        instance.finish().await;
        let status = instance.batch(kind, batch).await;
        all.push(format!("{status}\n{}", told(&instance, kind, batch, "failures").await));
    }
    insta::assert_snapshot!("failures", all.join("\n"));
}

#[tokio::test]
async fn an_empty_lookup_column_is_left_out_of_the_failures() {
    let mut all = Vec::new();
    for settings in ["", "collapse_empty_failure_columns = false"] {
        let server = server();
        let instance = Instance::fresh(&server, settings);
        for file in [
            "firstName,lastName,phone,email\nA,B,1,\nC,D,2,c@example.com\n",
            "email,firstName\n,A\n",
            "email,firstName,leadScore\n,A,1\nb@example.com,B,x\n",
        ] {
            let batch = instance.import(LEADS, file).await;
            instance.finish().await;
            all.push(told(&instance, LEADS, batch, "failures").await);
        }
    }
    insta::assert_snapshot!("collapsed", all.join("\n"));
}

#[tokio::test]
async fn a_report_without_rows_is_not_found_or_empty() {
    let mut all = Vec::new();
    for settings in ["", "empty_report = \"empty\""] {
        let server = server();
        let instance = Instance::fresh(&server, settings);
        for (kind, file) in [
            (LEADS, "email\na@example.com\n"),
            (CARS, "vin\nV1\n"),
            (MEMBERS, "email\na@example.com\n"),
        ] {
            let batch = instance.import(kind, file).await;
            instance.finish().await;
            all.push(told(&instance, kind, batch, "failures").await);
        }
    }
    insta::assert_snapshot!("no_report", all.join(""));
}

#[tokio::test]
async fn a_long_report_comes_in_pieces_and_is_never_compressed() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let rows: String = (0..20_000).map(|n| format!("{n}@example.com,x{n}\n")).collect();
    let batch = instance.import(LEADS, &format!("email,leadScore\n{rows}")).await;
    instance.finish().await;
    let gzip = [("accept-encoding", "gzip")];
    let path = format!("/bulk/v1/leads/batch/{batch}/failures.json");
    let report = instance.call("GET", &path, &gzip, "").await.ok();
    assert_eq!(report.header("content-encoding"), None);
    let reason = ",Invalid data type in field Lead Score\n";
    let expected = format!("email,leadScore,Import Failure Reason\n{}", rows.replace('\n', reason));
    assert!(report.text() == expected, "{} bytes", report.body.len());
}

#[tokio::test]
async fn the_sizes_of_the_recorded_failures_of_a_custom_object_are_met() {
    let text = "Value for lookup field 'customerId' not found";
    assert_eq!(text.len(), 45, "two such reasons are 90 of the 216 bytes that were recorded");
    let server = server();
    let instance = Instance::fresh(&server, "");
    let told = instance.tell(CARS, "vin,customerId\nV1,nobody@example.com\n").await;
    assert!(told.contains(text), "{told}");
}
