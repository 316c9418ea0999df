//! Marketo's side of faults: its words, its errors, what becomes of its jobs, tokens and limits. The
//! numbers in names are those of section 7 of the sheet.

mod errors;
mod imports;
mod jobs;
mod limits;
mod tokens;

use bulk_mock::MockServer;
use serde_json::Value;

use super::raw::{Seen, get, send};
use crate::marketo::extracting::{Extract, LEADS};
use crate::marketo::support::{Instance, TOKEN};

/// A rule about some operations.
fn rule(name: &str, operation: &str, fault: &str) -> String {
    format!("name = \"{name}\"\non.operation = \"marketo.{operation}\"\ninject.{fault}")
}

/// What an answer says, on one line: its job without ids and times, its refusal, or its text.
fn told(seen: &Seen) -> String {
    let Ok(json) = serde_json::from_slice::<Value>(&seen.body) else {
        let text = String::from_utf8_lossy(&seen.body);
        return format!("{} {}", seen.status, text.lines().next().unwrap_or("(empty)"));
    };
    if let Some(error) = json.pointer("/errors/0") {
        let result = if json.get("result").is_some() { "a result" } else { "no result" };
        return format!("{} {} {}, {result}", seen.status, error["code"], error["message"]);
    }
    let Some(job) = json.pointer("/result/0").and_then(Value::as_object) else {
        return format!("{} {json}", seen.status);
    };
    let kept = ["status", "errorMsg", "message", "numberOfRecords"];
    let counts = ["numOfLeadsProcessed", "numOfRowsFailed"];
    let said = kept.iter().chain(&counts).filter_map(|name| {
        let value = job.get(*name)?;
        Some(if *name == "status" { value.to_string() } else { format!("{name} {value}") })
    });
    said.collect::<Vec<_>>().join(", ")
}

impl Extract<'_> {
    async fn seen(&self, what: &str) -> Seen {
        let method = if matches!(what, "enqueue" | "cancel") { "POST" } else { "GET" };
        let path = format!("{}/{}/{what}.json", self.path, self.id);
        send(self.instance.server, TOKEN, method, &path, &[], "").await
    }
}

/// A path of the instance, read from a socket.
async fn read(server: &MockServer, path: &str) -> Seen {
    get(server, TOKEN, path).await
}
