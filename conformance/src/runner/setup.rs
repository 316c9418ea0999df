//! What an org holds before the client comes, put there over the wire.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::fake::{AdminError, Org, SHEET};
use crate::protocol::{Cell, Table};
use crate::scenario::Seed;

/// Names for what seeds made, as arguments of calls use them: `job`, `export`.
pub(super) type Names = BTreeMap<&'static str, String>;

const VERSION: &str = "/services/data/v62.0";

/// Puts seeds into an org, one after the other.
pub(super) fn sow(org: &Org, seeds: &[Seed]) -> Result<Names, AdminError> {
    let mut names = Names::new();
    for seed in seeds {
        match seed {
            Seed::Records { object, table } => load(org, object, table)?,
            Seed::Leads(table) => leads(org, table)?,
            Seed::Generated { fixture, rows } => generated(org, fixture, *rows)?,
            Seed::Advance(by) => advance(org, by)?,
            Seed::Clock(mode) => {
                org.call("PUT", "/clock", Some(&json!({ "mode": mode })))?;
            }
            Seed::Job { query, state } => {
                names.insert("job", job(org, *query, state)?);
            }
            Seed::Export { state } => {
                names.insert("export", export(org, state)?);
            }
        }
    }
    Ok(names)
}

/// A token for the kit's own calls, asked for as a client would.
pub(super) fn salesforce_token(org: &Org) -> Result<String, AdminError> {
    let form = format!(
        "grant_type=password&client_id={}&client_secret={}&username={}&password={}",
        org.client_id(),
        org.client_secret(),
        org.username(),
        org.password()
    );
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let (_, text) = org.fake().admin().send(
        "POST",
        "/services/oauth2/token",
        &headers,
        Some(form.as_bytes()),
    )?;
    access_token(&text)
}

/// An access token and a refresh token, as a user who lets the client in gets them for it: by an
/// authorization code.
pub(super) fn granted(org: &Org) -> Result<(String, String), AdminError> {
    const BACK: &str = "http%3A%2F%2Flocalhost%2Fback";
    let (id, secret) = (org.client_id(), org.client_secret());
    let path = format!(
        "/services/oauth2/authorize?response_type=code&client_id={id}&redirect_uri={BACK}\
         &scope=api%20refresh_token&login_hint={}",
        org.username()
    );
    let place = org.fake().admin().place(&path)?;
    let code = place.split_once("code=").map_or("", |(_, code)| code);
    let code = code.split('&').next().unwrap_or_default();
    let form = format!(
        "grant_type=authorization_code&client_id={id}&client_secret={secret}\
         &redirect_uri={BACK}&code={code}"
    );
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let path = "/services/oauth2/token";
    let (_, text) = org.fake().admin().send("POST", path, &headers, Some(form.as_bytes()))?;
    let refresh = serde_json::from_str::<Value>(&text)
        .ok()
        .and_then(|answer| answer["refresh_token"].as_str().map(str::to_owned))
        .ok_or_else(|| AdminError::new(format!("no refresh token for a case: {place}: {text}")))?;
    Ok((access_token(&text)?, refresh))
}

fn marketo_token(org: &Org) -> Result<String, AdminError> {
    let path = format!(
        "/identity/oauth/token?grant_type=client_credentials&client_id={}&client_secret={}",
        org.marketo_client_id(),
        org.client_secret()
    );
    let (_, text) = org.fake().admin().send("GET", &path, &[], None)?;
    access_token(&text)
}

fn access_token(answer: &str) -> Result<String, AdminError> {
    serde_json::from_str::<Value>(answer)
        .ok()
        .and_then(|answer| answer["access_token"].as_str().map(str::to_owned))
        .ok_or_else(|| AdminError::new(format!("no token for the kit itself: {answer}")))
}

/// Asks a provider's route, which must succeed.
fn ask(
    org: &Org,
    token: &str,
    (method, path): (&str, &str),
    kind: &str,
    body: &[u8],
) -> Result<Value, AdminError> {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
    let (status, text) = org.fake().admin().send(method, path, &headers, Some(body))?;
    let answer = serde_json::from_str::<Value>(&text).unwrap_or(Value::Null);
    if (200..300).contains(&status) && answer["success"] != json!(false) {
        Ok(answer)
    } else {
        Err(AdminError::new(format!("{method} {path}, for the kit itself: {status} {text}")))
    }
}

fn load(org: &Org, object: &str, table: &Table) -> Result<(), AdminError> {
    let token = salesforce_token(org)?;
    let id = create(org, &token, object)?;
    let job = format!("{VERSION}/jobs/ingest/{id}");
    let bytes = csv_bytes(table)?;
    ask(org, &token, ("PUT", &format!("{job}/batches")), "text/csv", &bytes)?;
    close(org, &token, &job)?;
    // Two looks are enough for any job: the clock leaps to its next change.
    let mut info = Value::Null;
    for _ in 0..4 {
        info = ask(org, &token, ("GET", &job), "application/json", b"")?;
        if info["state"] == "JobComplete" {
            break;
        }
    }
    if info["state"] != "JobComplete" || info["numberRecordsFailed"] != 0 {
        return Err(AdminError::new(format!("rows of {object} were not loaded: {info}")));
    }
    Ok(())
}

fn create(org: &Org, token: &str, object: &str) -> Result<String, AdminError> {
    let body = json!({ "object": object, "operation": "insert", "lineEnding": "LF" });
    let path = format!("{VERSION}/jobs/ingest");
    let job = ask(org, token, ("POST", &path), "application/json", body.to_string().as_bytes())?;
    Ok(job["id"].as_str().unwrap_or_default().to_owned())
}

fn close(org: &Org, token: &str, job: &str) -> Result<(), AdminError> {
    let body = json!({ "state": "UploadComplete" }).to_string();
    ask(org, token, ("PATCH", job), "application/json", body.as_bytes()).map(drop)
}

/// A table as CSV for the kit's own uploads: every cell quoted, nulls as `#N/A`.
fn csv_bytes(table: &Table) -> Result<Vec<u8>, AdminError> {
    let wrong = |error: csv::Error| AdminError::new(error.to_string());
    let mut writer =
        csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
    writer.write_record(&table.header).map_err(wrong)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(plain)).map_err(wrong)?;
    }
    writer.into_inner().map_err(|error| AdminError::new(error.to_string()))
}

fn plain(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text,
        _ => "#N/A",
    }
}

fn leads(org: &Org, table: &Table) -> Result<(), AdminError> {
    let token = marketo_token(org)?;
    for rows in table.rows.chunks(300) {
        let input: Vec<Value> = rows
            .iter()
            .map(|row| {
                let cells = table.header.iter().zip(row);
                cells.map(|(name, cell)| (name.clone(), json!(cell))).collect()
            })
            .collect();
        let body = json!({ "action": "createOrUpdate", "lookupField": "email", "input": input });
        let answer = ask(
            org,
            &token,
            ("POST", "/rest/v1/leads.json"),
            "application/json",
            body.to_string().as_bytes(),
        )?;
        let skipped = answer["result"].as_array().into_iter().flatten();
        if let Some(lead) = skipped.into_iter().find(|lead| lead["status"] == "skipped") {
            return Err(AdminError::new(format!("a lead was not synced: {lead}")));
        }
    }
    Ok(())
}

fn generated(org: &Org, fixture: &str, rows: Option<u64>) -> Result<(), AdminError> {
    let rows = rows.map(|rows| format!("?rows={rows}")).unwrap_or_default();
    let path = format!("/_mock/orgs/{}/generated{rows}", org.name());
    let headers = [("content-type", "application/toml")];
    let (status, text) =
        org.fake().admin().send("POST", &path, &headers, Some(fixture.as_bytes()))?;
    if (200..300).contains(&status) {
        return Ok(());
    }
    Err(AdminError::new(format!("generated rows: {status} {text}")))
}

fn advance(org: &Org, by: &str) -> Result<(), AdminError> {
    org.call("PUT", "/clock", Some(&json!({ "mode": "manual" })))?;
    org.call("POST", "/clock/advance", Some(&json!({ "by": by })))?;
    org.call("PUT", "/clock", Some(&json!({ "mode": "auto" }))).map(drop)
}

fn job(org: &Org, query: bool, state: &str) -> Result<String, AdminError> {
    let token = salesforce_token(org)?;
    let settings = json!({ "salesforce": { "queue_wait": "0ms" } });
    if state == "InProgress" {
        let stuck = json!({ "name": "seeded job stays", "on": { "operation": "salesforce.*.create" },
            "when": { "budget": 1 }, "inject": { "stuck": { "state": "InProgress" } } });
        org.call("POST", "/faults", Some(&stuck))?;
    } else {
        org.call("PATCH", "/settings", Some(&settings))?;
    }
    let id = if query {
        let body = json!({ "operation": "query", "query": "SELECT Id FROM Sheet__c" }).to_string();
        let path = format!("{VERSION}/jobs/query");
        let job = ask(org, &token, ("POST", &path), "application/json", body.as_bytes())?;
        job["id"].as_str().unwrap_or_default().to_owned()
    } else {
        create(org, &token, SHEET)?
    };
    let path = format!("{VERSION}/jobs/{}/{id}", if query { "query" } else { "ingest" });
    if !query && state != "Open" {
        ask(org, &token, ("PUT", &format!("{path}/batches")), "text/csv", b"Key__c\nseeded\n")?;
        close(org, &token, &path)?;
    }
    let mut seen = Value::Null;
    for _ in 0..4 {
        seen = ask(org, &token, ("GET", &path), "application/json", b"")?;
        if seen["state"] == state {
            return Ok(id);
        }
    }
    Err(AdminError::new(format!("a seeded job is not {state}: {seen}")))
}

fn export(org: &Org, state: &str) -> Result<String, AdminError> {
    let token = marketo_token(org)?;
    let body = json!({ "fields": ["email"], "filter": { "createdAt": {
        "startAt": "2020-01-01T00:00:00Z", "endAt": "2020-01-02T00:00:00Z" } } });
    let path = "/bulk/v1/leads/export/create.json";
    let made = ask(org, &token, ("POST", path), "application/json", body.to_string().as_bytes())?;
    let id = made["result"][0]["exportId"].as_str().unwrap_or_default().to_owned();
    if state == "Queued" {
        let stuck = json!({ "name": "seeded export stays", "on": { "operation": "marketo.export.enqueue" },
            "when": { "budget": 1 }, "inject": { "stuck": { "state": "Queued" } } });
        org.call("POST", "/faults", Some(&stuck))?;
        let path = format!("/bulk/v1/leads/export/{id}/enqueue.json");
        ask(org, &token, ("POST", &path), "application/json", b"")?;
    }
    Ok(id)
}
