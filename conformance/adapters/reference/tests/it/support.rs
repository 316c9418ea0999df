//! A fake, a client, and cases for it.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use bulk_conformance::adapter::{Client, Cx};
use bulk_conformance::protocol::{
    Auth, AuthKind, Case, Cell, Dialect, Failure, Input, Limits, Op, Outcome, Success, Table,
    Target,
};
use bulk_mock::{ClockMode, MockServer, OrgHandle};
use bulk_reference::{Parts, Reference};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// One runtime for all servers of the tests.
pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime")
});

/// A fake with one org, a client, and a folder.
pub(crate) struct World {
    pub(crate) server: MockServer,
    pub(crate) org: OrgHandle,
    pub(crate) client: Reference,
    pub(crate) cx: Cx,
    dir: TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        let server = MockServer::builder().seed(1).clock(ClockMode::Auto);
        let server = RUNTIME.block_on(server.start()).expect("a free port");
        let org = server.org("judged");
        let client = Reference::new(Parts::honest());
        Self { server, org, client, cx: Cx::default(), dir: TempDir::new().expect("a folder") }
    }

    pub(crate) fn case(&self, op: Op, args: &Value) -> Case {
        let target = if op.name().starts_with("sf.") { self.salesforce() } else { self.marketo() };
        case_at(self.dir.path().to_owned(), target, op, args)
    }

    fn salesforce(&self) -> Target {
        let org = self.org.salesforce();
        target(
            &self.server.url(),
            "/services/oauth2/token",
            Auth {
                kind: AuthKind::Password,
                username: Some(org.username()),
                password: Some(org.password()),
                client_id: Some(org.client_id()),
                client_secret: Some(org.client_secret()),
                refresh_token: None,
            },
        )
    }

    fn marketo(&self) -> Target {
        let org = self.org.marketo();
        target(
            &self.server.url(),
            "/identity/oauth/token",
            Auth {
                kind: AuthKind::ClientCredentials,
                username: None,
                password: None,
                client_id: Some(org.client_id()),
                client_secret: Some(org.client_secret()),
                refresh_token: None,
            },
        )
    }

    /// Rows as records.
    pub(crate) fn records(&self, table: &Table) -> Option<Input> {
        let path = self.dir.path().join("input.ndjson");
        table.save(&path).expect("a file");
        Some(Input { records: Some(path), ..Input::default() })
    }

    /// Rows as a file.
    pub(crate) fn file(&self, csv: &str, delimiter: &str, ending: &str) -> Option<Input> {
        let path = self.dir.path().join("input.csv");
        fs::write(&path, csv).expect("a file");
        let dialect = Dialect { column_delimiter: delimiter.into(), line_ending: ending.into() };
        Some(Input { file: Some(path), dialect: Some(dialect), ..Input::default() })
    }

    pub(crate) fn run(&self, case: &Case) -> Outcome {
        self.client.run(case, &self.cx)
    }

    pub(crate) fn run_well(&self, case: &Case) -> Success {
        match self.run(case) {
            Outcome::Ok(success) => success,
            other => panic!("{other:#?}"),
        }
    }

    pub(crate) fn run_badly(&self, case: &Case) -> Failure {
        match self.run(case) {
            Outcome::Error(failure) => failure,
            other => panic!("{other:#?}"),
        }
    }

    /// How often an operation was called.
    pub(crate) fn calls(&self, operation: &str) -> usize {
        self.org.calls(operation).len()
    }
}

fn target(url: &str, token: &str, auth: Auth) -> Target {
    Target {
        base_url: url.to_owned(),
        token_url: format!("{url}{token}"),
        auth,
        token: None,
        api_version: Some("62.0".to_owned()),
        ca_file: None,
        proxy: None,
    }
}

/// A case in this folder.
pub(crate) fn case_at(dir: PathBuf, target: Target, op: Op, args: &Value) -> Case {
    Case {
        id: "case-1".to_owned(),
        requirements: Vec::new(),
        op,
        target,
        args: args.as_object().cloned().unwrap_or_default(),
        input: None,
        dir,
        poll_ms: 10,
        deadline_ms: 60_000,
        limits: Limits { rate_window_ms: Some(30), ..Limits::default() },
        session: None,
    }
}

/// An upstream's address, with a token that is good.
pub(crate) fn at(url: &str) -> Target {
    let auth = json!({ "kind": "client_credentials", "client_id": "c", "client_secret": "s" });
    let auth = serde_json::from_value(auth).expect("credentials");
    Target { token: Some("good".to_owned()), ..target(url, "/token", auth) }
}

/// A table that the client handed over, one row a line.
pub(crate) fn shown(path: Option<&PathBuf>) -> String {
    let Some(path) = path else { return "no file\n".to_owned() };
    let table = Table::load(path).expect("a table");
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | "));
    let header = table.header.join(" | ");
    std::iter::once(header).chain(rows).map(|line| line + "\n").collect()
}

fn cell(cell: &Cell) -> String {
    match cell.as_text() {
        Some(text) => format!("{text:?}"),
        None => serde_json::to_string(cell).expect("JSON"),
    }
}
