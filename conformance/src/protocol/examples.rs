//! One example of each message, as the schema and the guide show them.

use serde_json::{Value, json};

/// All messages of both sides, each as it may stand in a line.
pub fn examples() -> Vec<Value> {
    let mut all = from_kit();
    all.extend(from_adapter());
    all
}

fn from_kit() -> Vec<Value> {
    vec![
        json!({ "t": "hello", "protocol": [1], "kit": "0.1.0", "run": "r-1", "dir": "/tmp/kit" }),
        json!({
            "t": "case",
            "id": "SF-INGEST-001-1",
            "requirements": ["SF-INGEST-001"],
            "op": "sf.ingest",
            "target": {
                "base_url": "http://127.0.0.1:40123",
                "token_url": "http://127.0.0.1:40123/services/oauth2/token",
                "auth": {
                    "kind": "password", "username": "user@example.com", "password": "secret",
                    "client_id": "client", "client_secret": "secret",
                },
                "api_version": "62.0",
            },
            "args": {
                "object": "Contact", "operation": "upsert", "externalIdFieldName": "Key__c",
                "columnDelimiter": "COMMA", "lineEnding": "LF",
            },
            "input": { "records": "/tmp/kit/SF-INGEST-001-1/0/records.ndjson" },
            "dir": "/tmp/kit/SF-INGEST-001-1/0",
            "poll_ms": 5,
            "deadline_ms": 20000,
            "limits": {},
        }),
        json!({ "t": "cancel", "id": "SF-INGEST-030-1" }),
        json!({ "t": "bye" }),
    ]
}

fn from_adapter() -> Vec<Value> {
    vec![
        json!({
            "t": "ready",
            "protocol": 1,
            "client": {
                "name": "some-client", "version": "2.1.0", "language": "Python",
                "runtime": "CPython 3.12", "homepage": "https://example.com/some-client",
                "issues": "https://example.com/some-client/issues",
            },
            "ops": ["sf.ingest", "sf.query"],
            "features": {
                "input.records": true,
                "dialect.delimiters": ["COMMA", "TAB"],
                "cancel": { "no": true, "why": "calls cannot be interrupted" },
            },
            "parallel": 1,
        }),
        json!({
            "t": "note", "id": "SF-INGEST-001-1", "kind": "job",
            "data": { "id": "750000000000001AAA" },
        }),
        json!({
            "t": "done",
            "id": "SF-INGEST-001-1",
            "outcome": {
                "kind": "ok",
                "jobs": [
                    { "id": "750000000000001AAA", "state": "JobComplete", "processed": 3, "failed": 1 },
                ],
                "rows": {
                    "success": "/tmp/kit/SF-INGEST-001-1/0/success.ndjson",
                    "failed": "/tmp/kit/SF-INGEST-001-1/0/failed.ndjson",
                },
                "partial": true,
            },
        }),
        json!({
            "t": "done",
            "id": "SF-ERR-001-1",
            "outcome": {
                "kind": "error", "class": "rejected", "code": "INVALIDENTITY",
                "message": "Unable to find object: Contct", "retryable": false,
            },
        }),
        json!({
            "t": "done", "id": "CSV-W-011-4",
            "outcome": { "kind": "unsupported", "what": "columnDelimiter CARET" },
        }),
        json!({
            "t": "done", "id": "SF-QUERY-001-1",
            "outcome": { "kind": "broken", "message": "KeyError: 'records' in adapter.py" },
        }),
    ]
}
