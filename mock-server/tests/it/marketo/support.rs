//! A Marketo instance that a test speaks for, and its answers as a reader sees them.

use bulk_mock::core::time::SimDuration;
use bulk_mock::edge::JumpTarget;
use bulk_mock::org::Declaration;
use bulk_mock::providers::marketo::{Declared, DeclaredClient};
use bulk_mock::{MockServer, OrgHandle};
use serde_json::Value;

use crate::support::{Answer, call, lines};

/// The client of every instance here.
pub(crate) const CLIENT: &str = "test-client";
/// Its secret.
pub(crate) const SECRET: &str = "test-secret";
/// A token that does not expire.
pub(crate) const TOKEN: &str = "11111111-2222-4333-8444-555555555555:fixed";

/// An instance with the standard set, and the client who speaks to it.
pub(crate) struct Instance<'a> {
    pub(crate) server: &'a MockServer,
    pub(crate) handle: OrgHandle,
    token: String,
}

impl<'a> Instance<'a> {
    /// A fresh instance whose settings differ from the server's as a settings file says.
    pub(crate) fn fresh(server: &'a MockServer, settings: &str) -> Self {
        let declared = Declared {
            clients: vec![DeclaredClient {
                client_id: CLIENT.into(),
                client_secret: SECRET.into(),
                user: Some("api@example.com".into()),
                permissions: None,
            }],
            access_token: Some(TOKEN.into()),
            settings: Some(toml::from_str(settings).expect("settings")),
        };
        let declared =
            Declaration { name: "marketo".into(), marketo: declared, ..Declaration::default() };
        let handle = server.declare(&declared).expect("an org");
        Self { server, handle, token: TOKEN.into() }
    }

    /// The same client with another token.
    pub(crate) fn with_token(self, token: &str) -> Self {
        Self { token: token.into(), ..self }
    }

    /// Another client of the same instance.
    pub(crate) fn beside(&self, token: &str) -> Self {
        Self { server: self.server, handle: self.handle.clone(), token: token.into() }
    }

    /// Calls a path with the instance's token.
    pub(crate) async fn call(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: impl Into<axum::body::Body>,
    ) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let mut all = vec![("authorization", bearer.as_str())];
        all.extend(headers);
        call(self.server, method, target, &all, body).await
    }

    /// Reads a path.
    pub(crate) async fn get(&self, target: &str) -> Answer {
        self.call("GET", target, &[], "").await
    }

    /// Sends JSON.
    pub(crate) async fn post(&self, target: &str, body: &Value) -> Answer {
        let json = [("content-type", "application/json")];
        self.call("POST", target, &json, body.to_string()).await
    }

    /// Sends a form.
    pub(crate) async fn form(&self, target: &str, form: &str) -> Answer {
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        self.call("POST", target, &headers, form.to_owned()).await
    }

    /// Sends a file as the part `file` of a multipart body.
    pub(crate) async fn upload(&self, target: &str, file: &str) -> Answer {
        let headers = [("content-type", "multipart/form-data; boundary=B")];
        let body = format!(
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{file}\r\n--B--\r\n"
        );
        self.call("POST", target, &headers, body).await
    }

    /// Lets time pass.
    pub(crate) async fn wait(&self, span: &str) {
        let span: SimDuration = span.parse().expect("a duration");
        self.handle.advance(JumpTarget::By(span)).await;
    }

    /// Lets every job come to its end.
    pub(crate) async fn finish(&self) {
        self.handle.advance(JumpTarget::Idle).await;
    }
}

/// The code and message of a refusal, or what it is instead.
pub(crate) fn refusal(answer: &Answer) -> String {
    let json: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let error = &json["errors"][0];
    match (error["code"].as_str(), error["message"].as_str()) {
        (Some(code), Some(message)) => format!("{} {code} {message}", answer.status),
        _ => format!("{} {}", answer.status, answer.text()),
    }
}

/// Calls and what they answer, as a reader sees them: the path, then the JSON but for its id.
pub(crate) async fn transcript(instance: &Instance<'_>, targets: &[&str]) -> String {
    let mut text = String::new();
    for target in targets {
        let answer = instance.get(target).await;
        text += &format!("GET {target}\n{}\n\n", shown(&answer));
    }
    text
}

/// The JSON of an answer, a line for each row of its result.
pub(crate) fn shown(answer: &Answer) -> String {
    let mut json: Value = answer.json();
    let Some(envelope) = json.as_object_mut() else { return answer.text() };
    envelope.shift_remove("requestId");
    let rows = envelope.shift_remove("result");
    let mut text = format!("{} {json}", answer.status);
    for row in rows.as_ref().and_then(Value::as_array).into_iter().flatten() {
        text += &format!("\n  {row}");
    }
    if rows.is_some_and(|rows| rows.as_array().is_some_and(Vec::is_empty)) {
        text += "\n  (an empty result)";
    }
    text
}

/// An import of a kind, and where its batches are looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Import<'a> {
    pub(crate) create: &'a str,
    status: &'a str,
    reports: &'a str,
}

/// Imports of leads.
pub(crate) const LEADS: Import<'_> = Import {
    create: "/bulk/v1/leads.json",
    status: "/bulk/v1/leads/batch/{}.json",
    reports: "/bulk/v1/leads/batch/{}",
};

/// Imports of cars, a custom object.
pub(crate) const CARS: Import<'_> = Import {
    create: "/bulk/v1/customobjects/car_c/import.json",
    status: "/bulk/v1/customobjects/car_c/import/{}/status.json",
    reports: "/bulk/v1/customobjects/car_c/import/{}",
};

/// Imports of members of program 1, who are put on the list.
pub(crate) const MEMBERS: Import<'_> = Import {
    create: "/bulk/v1/program/1/members/import.json?programMemberStatus=On%20List",
    status: "/bulk/v1/program/members/import/{}/status.json",
    reports: "/bulk/v1/program/members/import/{}",
};

impl<'a> Import<'a> {
    /// The same import with parameters in its query.
    pub(crate) const fn with(self, create: &'a str) -> Self {
        Self { create, ..self }
    }
}

impl Instance<'_> {
    /// Sends a file; gives its batch.
    pub(crate) async fn import(&self, kind: Import<'_>, file: &str) -> u64 {
        let created = self.upload(kind.create, file).await;
        let batch = created.json()["result"][0]["batchId"].as_u64();
        batch.unwrap_or_else(|| panic!("no batch: {}", created.text()))
    }

    /// The status of a batch.
    pub(crate) async fn batch(&self, kind: Import<'_>, batch: u64) -> Value {
        let status = self.get(&kind.status.replace("{}", &batch.to_string())).await;
        status.json()["result"][0].clone()
    }

    /// A report of a batch: `failures` or `warnings`.
    pub(crate) async fn report(&self, kind: Import<'_>, batch: u64, which: &str) -> Answer {
        let of = kind.reports.replace("{}", &batch.to_string());
        self.get(&format!("{of}/{which}.json")).await
    }

    /// Imports a file to its end, and tells what came of it: status and reports.
    pub(crate) async fn tell(&self, kind: Import<'_>, file: &str) -> String {
        let batch = self.import(kind, file).await;
        self.finish().await;
        let mut told = format!("{}\n", self.batch(kind, batch).await);
        for which in ["failures", "warnings"] {
            let report = self.report(kind, batch, which).await;
            if report.status == 200 {
                told += &format!("{which}\n{}", lines(&report.body));
            }
        }
        told
    }
}
