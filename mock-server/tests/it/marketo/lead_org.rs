//! An instance with the standard fields, two partitions, three lists and no lead: what tests of leads
//! and lists speak for.

use std::fmt::Write;
use std::sync::Arc;

use bulk_mock::MockServer;
use bulk_mock::core::table::RecordSet;
use bulk_mock::providers::marketo::Template;
use bulk_mock::providers::marketo::instance::{self, Partition, Program};
use bulk_mock::providers::marketo::lists::StaticList;
use bulk_mock::providers::marketo::records::Records;
use bulk_mock::providers::marketo::settings::Settings;
use serde_json::{Value, json};

use super::support::Instance;
use crate::support::{Answer, builder};

/// A server whose instances have one partition.
pub(crate) fn server() -> MockServer {
    of(&["Default"])
}

/// A server whose instances have those partitions.
pub(crate) fn of(partitions: &[&str]) -> MockServer {
    let mut defined = (*instance::Instance::standard()).clone();
    let partition =
        |(id, name): (u32, &&str)| Partition { id, name: (*name).to_owned(), description: None };
    defined.partitions = (1..).zip(partitions).map(partition).collect();
    let programs: Vec<(u32, String)> =
        defined.programs.iter().map(|Program { id, name, .. }| (*id, name.clone())).collect();
    let mut records = Records::new(&Arc::new(defined), 0);
    let first = programs.first().map(|(id, _)| *id);
    for (id, name, program) in
        [(1001, "Guests", None), (1002, "Staff", first), (1003, "Nobody", None)]
    {
        let at = "2025-06-01T10:00:00Z".parse().expect("an instant");
        records.lists.put(StaticList {
            id,
            name: name.into(),
            description: (id == 1001).then(|| "Who came".into()),
            folder: 13,
            program,
            created: at,
            updated: at,
            members: RecordSet::default(),
        });
    }
    let template = Template { records, settings: Settings::default() };
    let server = builder().configure(move |config, _| config.marketo = template);
    server.offline().expect("a server")
}

/// Makes leads of those mail addresses; the first one of an instance has the id 1.
pub(crate) async fn make(instance: &Instance<'_>, emails: &[&str]) {
    let input: Vec<Value> = emails.iter().map(|email| json!({ "email": email })).collect();
    let body = json!({ "action": "createDuplicate", "input": input });
    let answer = instance.post("/rest/v1/leads.json", &body).await;
    assert_eq!(answer.json()["success"], true, "{}", answer.text());
}

/// What an answer says, without the request's id: one line for each member of the result.
pub(crate) fn said(answer: &Answer) -> String {
    let mut json = answer.json();
    let members = json.as_object_mut().expect("an object");
    members.shift_remove("requestId").expect("a request id");
    let result = members.shift_remove("result");
    let mut text = format!("{} {json}\n", answer.status);
    match result {
        Some(Value::Array(rows)) if rows.is_empty() => text += "    no rows\n",
        Some(Value::Array(rows)) => {
            for row in rows {
                let _ = writeln!(text, "    {row}");
            }
        }
        Some(other) => text += &format!("    {other}\n"),
        None => {}
    }
    text
}

/// The token of the next page, as it stands in a URL.
pub(crate) fn next_page(answer: &Answer) -> String {
    let token = answer.json()["nextPageToken"].as_str().expect("a token").to_owned();
    token.replace('=', "%3D")
}
