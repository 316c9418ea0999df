//! Holds an answer off the wire against a prediction, and says in words what differs.
//!
//! Has its own small reader of result files: every value must be quoted there, so it can be strict.

use bulk_conformance::model::salesforce::{
    Body, Expected, Fault, JobName, JobView, Outcome, Prediction, RecordName, Refusal, RefusedId,
    ResultRow, ResultTable,
};
use serde_json::{Value, json};

use super::step::Side;
use super::sut::{Answer, Ids};

type Verdict = Result<(), String>;

/// The job that a call was about, if it was about one.
pub(crate) fn compare(
    side: Side,
    about: Option<JobName>,
    prediction: &Prediction,
    answer: &Answer,
    ids: &mut Ids,
) -> Verdict {
    if answer.status != prediction.status {
        return Err(format!("status {} where {} is due", answer.status, prediction.status));
    }
    let job_id = about.map_or(String::new(), |job| ids.job(job));
    match &prediction.body {
        Body::Unstated => Ok(()),
        Body::Nothing if answer.body.is_empty() => Ok(()),
        Body::Nothing => Err("a body where none is due".to_owned()),
        Body::Refusal(refusal) => refused(refusal, &job_id, &parsed(answer)?),
        Body::Job(view) => job(view, &job_id, &parsed(answer)?),
        Body::List(views) => list(views, &parsed(answer)?, ids),
        Body::Table(table) => result_file(side, table, answer, ids),
    }
}

/// The id in the answer to a create call.
pub(crate) fn created_id(answer: &Answer) -> Result<String, String> {
    let id = parsed(answer)?.get("id").and_then(Value::as_str).map(str::to_owned);
    id.ok_or_else(|| "no id in the answer to create".to_owned())
}

fn parsed(answer: &Answer) -> Result<Value, String> {
    if !answer.content_type.starts_with("application/json") {
        return Err(format!("content type {:?} where JSON is due", answer.content_type));
    }
    serde_json::from_str(&answer.body).map_err(|error| format!("the body is not JSON: {error}"))
}

fn refused(wanted: &Refusal, job_id: &str, body: &Value) -> Verdict {
    let Some([error]) = body.as_array().map(Vec::as_slice) else {
        return Err("an error is an array with one object (1.4)".to_owned());
    };
    same("errorCode", &error["errorCode"], &Value::from(wanted.code))?;
    match &wanted.message {
        None if error["message"].is_string() => Ok(()),
        None => Err("an error has a message".to_owned()),
        Some(text) => {
            let short = job_id.get(..15).unwrap_or_default();
            same("message", &error["message"], &Value::from(text.replace("{job}", short)))
        }
    }
}

fn same(what: &str, got: &Value, wanted: &Value) -> Verdict {
    if got == wanted { Ok(()) } else { Err(format!("{what} is {got} where {wanted} is due")) }
}

fn job(view: &JobView, id: &str, body: &Value) -> Verdict {
    let Some(object) = body.as_object() else { return Err("a job is an object".to_owned()) };
    for (key, expected) in &view.keys {
        let Some(got) = object.get(*key) else { return Err(format!("the key {key} is missing")) };
        value(key, expected, id, got)?;
    }
    for (key, got) in object {
        match view.optional.get(key.as_str()) {
            Some(expected) => value(key, expected, id, got)?,
            None if view.keys.contains_key(key.as_str()) => {}
            None => return Err(format!("the key {key} is not shown by this call in this state")),
        }
    }
    Ok(())
}

fn value(key: &str, expected: &Expected, id: &str, got: &Value) -> Verdict {
    let text = got.as_str().unwrap_or_default();
    let fits = match expected {
        Expected::Text(wanted) => text == wanted,
        Expected::OneOf(texts) => texts.iter().any(|wanted| text == wanted),
        Expected::Number(number) => got.as_u64() == Some(*number),
        Expected::Count => got.is_u64(),
        Expected::Tenths(tenths) => *got == json!(f64::from(*tenths) / 10.0),
        Expected::True => got == &Value::Bool(true),
        Expected::False => got == &Value::Bool(false),
        Expected::JobId => text == id,
        Expected::ContentUrl => text == format!("services/data/v62.0/jobs/ingest/{id}/batches"),
        Expected::Id => text.len() == 18,
        Expected::Date => {
            text.len() == 28 && text.as_bytes()[10] == b'T' && text.ends_with(".000+0000")
        }
    };
    if fits { Ok(()) } else { Err(format!("{key} is {got} where {expected:?} is due")) }
}

fn list(views: &[(JobName, JobView)], body: &Value, ids: &Ids) -> Verdict {
    same("done", &body["done"], &Value::Bool(true))?;
    if !body["nextRecordsUrl"].is_null() {
        return Err("a next page after the last".to_owned());
    }
    let Some(records) = body["records"].as_array() else { return Err("no records".to_owned()) };
    if views.len() != records.len() {
        return Err(format!("{} jobs listed where {} are due", records.len(), views.len()));
    }
    for (name, view) in views {
        let id = ids.job(*name);
        let found = records.iter().find(|record| record["id"] == id.as_str());
        job(view, &id, found.ok_or_else(|| format!("the job {id} is not listed"))?)?;
    }
    Ok(())
}

fn result_file(side: Side, table: &ResultTable, answer: &Answer, ids: &mut Ids) -> Verdict {
    if !answer.content_type.starts_with("text/csv") {
        return Err(format!("content type {:?} where CSV is due", answer.content_type));
    }
    let added = table.added.iter().map(|column| format!("\"{column}\""));
    let header: Vec<String> = added.chain(table.columns.iter().cloned()).collect();
    let newline = table.newline.characters();
    let mut lines = answer.body.split(newline);
    let got = lines.next().unwrap_or_default();
    if got != header.join(",") {
        return Err(format!("the header is {got} where {} is due", header.join(",")));
    }
    if !answer.body.ends_with(newline) {
        return Err("the last line has no end".to_owned());
    }
    let mut rows = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        rows.push(quoted(line)?);
    }
    for wanted in &table.rows {
        let cells: Vec<String> = wanted.cells.iter().map(|cell| ids.cell(side, cell)).collect();
        let Some(at) = rows.iter().position(|row| row[table.added.len()..] == cells) else {
            return Err(format!("no row {cells:?} among {rows:?}"));
        };
        let row = rows.swap_remove(at);
        result_row(side, wanted, &row, ids).map_err(|error| format!("{error}, in row {row:?}"))?;
    }
    if rows.is_empty() { Ok(()) } else { Err(format!("rows that nobody expects: {rows:?}")) }
}

fn result_row(side: Side, wanted: &ResultRow, row: &[String], ids: &mut Ids) -> Verdict {
    match &wanted.outcome {
        None => Ok(()),
        Some(Outcome::Saved { record, created }) => {
            if row[1] != created.to_string() {
                return Err(format!("sf__Created is {} where {created} is due", row[1]));
            }
            if row[0].len() != 18 {
                return Err("sf__Id has 18 characters".to_owned());
            }
            ids.learn_record(side, *record, &row[0])
        }
        Some(Outcome::Refused { faults, id }) => {
            if !faults.iter().any(|fault| is_text_of(side, fault, &row[1], ids)) {
                return Err(format!("none of {faults:?} reads {:?}", row[1]));
            }
            match id {
                RefusedId::Unstated => Ok(()),
                RefusedId::Empty if row[0].is_empty() => Ok(()),
                RefusedId::Empty => Err("an sf__Id where none is due".to_owned()),
                RefusedId::Record(record) => ids.learn_record(side, *record, &row[0]),
            }
        }
    }
}

/// Ids in texts are recorded with 18 and with 15 characters (3.11).
fn is_text_of(side: Side, fault: &Fault, text: &str, ids: &Ids) -> bool {
    let id = |name: RecordName| ids.record(side, name).unwrap_or("an id never seen").to_owned();
    let short = |name: RecordName| id(name).chars().take(15).collect();
    text == fault.text(id) || text == fault.text(short)
}

/// The values of a line in which each is quoted and none holds a quote or a line's end.
fn quoted(line: &str) -> Result<Vec<String>, String> {
    let inner = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
    let inner = inner.ok_or_else(|| format!("a value without quotes: {line}"))?;
    let values: Vec<String> = inner.split("\",\"").map(str::to_owned).collect();
    match values.iter().find(|value| value.contains('"')) {
        Some(value) => Err(format!("a value without quotes: {value} in {line}")),
        None => Ok(values),
    }
}
