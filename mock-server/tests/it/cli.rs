//! The command line against a running server: what people read, what programs read, exit codes.
//!
//! The program is started for each command; the server is in this process and stands still.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Command, Output, Stdio};

use bulk_mock::{Builder, MockServer};
use serde_json::{Value, json};

use crate::support::{Org, builder, insert_contacts};

/// The program, as nobody's environment changes it.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bulk-mock"));
    for name in ["BULK_MOCK_URL", "BULK_MOCK_ADMIN_TOKEN", "COLUMNS"] {
        command.env_remove(name);
    }
    command.env("NO_COLOR", "1");
    command
}

/// Runs a command with that on its standard input.
async fn run(url: &str, args: &[&str], input: &str) -> Output {
    let mut command = program();
    command.args(args).env("BULK_MOCK_URL", url);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let input = input.to_owned();
    let ran = tokio::task::spawn_blocking(move || {
        let mut child = command.spawn().expect("it starts");
        // A command that does not read its input may have closed it.
        let _ = child.stdin.take().expect("an input").write_all(input.as_bytes());
        child.wait_with_output().expect("it ends")
    });
    ran.await.expect("it ran")
}

/// A command and what came of it, as a terminal would show it.
async fn told(server: &MockServer, args: &[&str], input: &str) -> String {
    let Output { status, stdout, stderr } = run(&server.url(), args, input).await;
    let quoted = |arg: &&str| match arg.contains([' ', '*']) {
        true => format!("'{arg}'"),
        false => (*arg).to_owned(),
    };
    let args: Vec<String> = args.iter().map(quoted).collect();
    let mut out = format!("$ bulk-mock {}\n", args.join(" "));
    for text in [stdout, stderr] {
        out += &String::from_utf8(text).expect("UTF-8").replace(&server.url(), "URL");
    }
    match status.code() {
        Some(0) => {}
        code => writeln!(out, "exit code {}", code.unwrap_or(-1)).expect("written"),
    }
    out + "\n"
}

async fn started(builder: Builder) -> MockServer {
    builder.start().await.expect("a server")
}

const BUSY: &str = "name = \"busy\"\non.operation = \"salesforce.ingest.info\"\nwhen.nth = 1\n\
                    inject.status = { status = 503 }\n";

#[tokio::test(flavor = "multi_thread")]
async fn every_verb_tells_what_it_did() {
    let server = started(builder()).await;
    let mut seen = String::new();
    for (args, input) in [
        (&["org", "create", "team-a"][..], ""),
        (&["org", "create", "--file", "-"], "name = \"team b\"\naccess_token = \"team-b\"\n"),
        (&["org", "list"], ""),
        (&["fault", "add", "-", "--org", "team-a"], BUSY),
    ] {
        seen += &told(&server, args, input).await;
    }
    let client = Org::speaking_for(&server, server.org("team-a"));
    let job = client.run(insert_contacts(), "LastName,Email\nBlum,\nSato,not an address\n").await;
    client.info(&job).await;
    client.info(&job).await;
    let expected = json!({ "expect": [
        { "name": "one job", "of": { "operation": "salesforce.ingest.create" }, "exactly": 1 },
        { "name": "no delete", "of": { "operation": "salesforce.ingest.delete" }, "exactly": 0 },
    ] });
    for (args, input) in [
        (&["org", "show", "team-a"][..], ""),
        (&["org", "jobs", "team-a"], ""),
        (&["org", "rows", "team-a", "Contact"], ""),
        (&["org", "rows", "team-a", "Contact", "--csv"], ""),
        (&["org", "rows", "team-a", "Case"], ""),
        (&["org", "ledger", "team-a"], ""),
        (&["org", "ledger", "team-a", "--outcome", "failed", "--csv"], ""),
        (&["fault", "list", "--org", "team-a"], ""),
        (&["journal", "show", "--org", "team-a", "--operation", "salesforce.ingest.*"], ""),
        (&["journal", "show", "--org", "team-a", "--job", &job, "--status", "JobComplete"], ""),
        (&["journal", "explain", "--org", "team-a"], ""),
        (&["journal", "verify", "-", "--org", "team-a"], &expected.to_string()),
        (&["clock", "show", "--org", "team-a"], ""),
        (&["clock", "advance", "90s", "--org", "team-a"], ""),
        (&["clock", "next", "--org", "team-a"], ""),
        (&["clock", "idle", "--org", "team-a"], ""),
        (&["clock", "set", "scaled=60", "--org", "team b"], ""),
        (
            &[
                "settings",
                "set",
                "queue_wait=10s",
                "messages.other_version=Not this one",
                "--org",
                "team-a",
            ],
            "",
        ),
        (&["settings", "set", "queue_wait=10s", "batch_rows=1000", "--org", "team-a"], ""),
        (&["settings", "list", "state_letter", "--org", "team-a"], ""),
        (&["fault", "add", "-", "--all-orgs"], BUSY.replace("busy", "busy everywhere").as_str()),
        (&["fault", "list", "--all-orgs"], ""),
        (&["fault", "remove", "busy", "--org", "team-a"], ""),
        (&["fault", "clear", "--org", "team-a"], ""),
        (&["fault", "clear", "--all-orgs"], ""),
        (&["org", "reset", "team-a"], ""),
        (&["org", "jobs", "team-a"], ""),
        (&["org", "delete", "team-a"], ""),
    ] {
        seen += &told(&server, args, input).await;
    }
    insta::assert_snapshot!("cli_verbs", seen);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_with_its_exit_code() {
    let server = started(builder()).await;
    let mut seen = String::new();
    let wrong_rule = "name = \"x\"\n\ninject.rest = {}\n";
    let never = json!({ "expect": [{ "of": { "operation": "salesforce.query.create" } }] });
    for (args, input) in [
        (&["org", "show", "dem"][..], ""),
        (&["org", "rows", "demo", "Contacts"], ""),
        (&["org", "create", "demo"], ""),
        (&["clock", "set", "fast"], ""),
        (&["clock", "advance", "5"], ""),
        (&["fault", "add", "-"], wrong_rule),
        (&["fault", "add", "no-such-file.toml"], ""),
        (&["fault", "kinds", "rset"], ""),
        (&["fault", "list", "--all-orgs", "--org", "demo"], ""),
        (&["journal", "verify", "-"], &never.to_string()),
        (&["journal", "show", "--since", "yesterday"], ""),
        (&["settings", "set", "queue_wat=10s"], ""),
        (&["settings", "set", "queue_wait"], ""),
        (&["org", "lst"], ""),
        (&["org", "list", "--server", "https://127.0.0.1:8443"], ""),
        (&["org", "list", "--server", "http://127.0.0.1:1"], ""),
        (&["org", "list", "--server", "http://127.0.0.1:99999"], ""),
        (&["fault", "add", "-"], "name = \"x\"\nwhen.first = \"two\"\ninject.reset = {}\n"),
        (&["fault", "add", "-"], "name = \"x\"\ninject.reset = {}\ninject.stall = {}\n"),
        (&["fault", "add", "-"], r#"{"name":"x","inject":{"reset":{},"stall":{}}}"#),
        (&["settings", "set", "export_queue_wait=10s"], ""),
        (&["journal", "show", "--operation", "salesforce.ingst.create"], ""),
        (&["scenario", "lint", "no-such-file.toml", "rows-locked-once"], ""),
        (&["scenario", "test", "rows-lockd-once"], ""),
    ] {
        seen += &told(&server, args, input).await;
    }
    insta::assert_snapshot!("cli_refusals", seen);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_no_server_takes_is_not_sent() {
    let server = started(builder()).await;
    let output = run(&server.url(), &["fault", "add", "-"], &" ".repeat(5_000_000)).await;
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(told, "bulk-mock: there are 5000000 bytes; a server takes 4194304 at most\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_with_a_wrong_path_is_explained_too() {
    let server = started(builder()).await;
    let path = "/services/data/v62.0/jobs/ingst";
    crate::support::call(&server, "GET", path, &[], "").await;
    let seen = told(&server, &["journal", "explain"], "").await
        + &told(&server, &["journal", "explain", "--no-org"], "").await;
    insta::assert_snapshot!("cli_explains_calls_of_no_org", seen);
}

#[tokio::test(flavor = "multi_thread")]
async fn json_is_the_servers_own() {
    let server = started(builder()).await;
    let of = |args: &'static [&'static str]| {
        let url = server.url();
        async move {
            let output = run(&url, args, "").await;
            assert!(output.status.success());
            String::from_utf8(output.stdout).expect("UTF-8")
        }
    };
    let orgs: Value = serde_json::from_str(&of(&["org", "list", "--json"]).await).expect("JSON");
    assert_eq!(orgs["orgs"][0]["name"], "demo");
    let rows: Value =
        serde_json::from_str(&of(&["org", "rows", "demo", "Lead", "--json"]).await).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(3));
    let kinds: Value =
        serde_json::from_str(&of(&["fault", "kinds", "--json"]).await).expect("JSON");
    assert!(kinds["$defs"]["Reset"].is_object());
    assert_eq!(
        of(&["journal", "show", "--json"]).await,
        "",
        "no call came, and no line is made up"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_with_an_admin_token_asks_for_it() {
    let admin = bulk_mock::admin::Settings { token: Some("s3cret".into()), ..Default::default() };
    let server = started(builder().admin(admin)).await;
    let without = run(&server.url(), &["org", "list"], "").await;
    assert_eq!(without.status.code(), Some(1));
    let with = run(&server.url(), &["org", "list", "--token", "s3cret"], "").await;
    assert!(with.status.success(), "{}", String::from_utf8_lossy(&with.stderr));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_the_journal_sees_what_was_and_what_comes_until_interrupted() {
    let server = started(builder()).await;
    let client = Org::speaking_for(&server, server.org("team-a"));
    client.open(insert_contacts()).await;
    let mut command = program();
    command.args(["journal", "follow", "--org", "team-a", "--after", "0"]);
    command.args(["--operation", "salesforce.*"]).env("BULK_MOCK_URL", server.url());
    let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("an output")).lines();
    let next = move || {
        let line = lines.next().expect("a line").expect("text");
        (line, lines)
    };
    let (first, mut lines) = tokio::task::spawn_blocking(next).await.expect("it read");
    assert!(first.contains("salesforce.ingest.create") && first.contains("200 POST"), "{first}");
    client.get("/limits").await;
    let second = tokio::task::spawn_blocking(move || lines.next()).await.expect("it read");
    let second = second.expect("a line").expect("text");
    assert!(second.contains("salesforce.limits"), "{second}");
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupted.expect("kill runs").success());
    let ended = tokio::task::spawn_blocking(move || child.wait()).await.expect("it ended");
    assert_eq!(ended.expect("a status").code(), Some(0));
}

#[test]
fn help_is_there_for_every_command() {
    let mut seen = String::new();
    for args in [
        &["--help"][..],
        &["org", "--help"],
        &["org", "create", "--help"],
        &["org", "rows", "--help"],
        &["org", "ledger", "--help"],
        &["clock", "--help"],
        &["fault", "--help"],
        &["journal", "--help"],
        &["journal", "show", "--help"],
        &["settings", "--help"],
        &["completions", "--help"],
    ] {
        let output = program().args(args).output().expect("it runs");
        assert!(output.status.success());
        let help = String::from_utf8(output.stdout).expect("UTF-8");
        writeln!(seen, "$ bulk-mock {}\n{help}", args.join(" ")).expect("written");
    }
    insta::assert_snapshot!("cli_help", seen);
}

#[test]
fn kinds_are_told_with_what_each_needs_to_know() {
    let kinds = program().args(["fault", "kinds", "reset"]).output().expect("it runs");
    insta::assert_snapshot!(String::from_utf8(kinds.stdout).expect("UTF-8"), @r#"
    reset
        The connection is torn down.
        at  Where; before the head if left out. What was sent shortly before is lost to a client that has not taken it from the network yet.
            "before_head" | "after_head" | { byte = number } | { before_end = number } |
            "after_header_row" | { row = number } | { in_quotes = number } | { in_char = number }
    "#);
    let kinds = program().args(["fault", "kinds", "rows_missing"]).output().expect("it runs");
    insta::assert_snapshot!(String::from_utf8(kinds.stdout).expect("UTF-8"), @r#"
    rows_missing
        Rows are not there.
        { rows = number | [number] }
            The nth row, or several.
        { every = number }
            Every nth row; 0 stands for none.
        { share = number }
            So many of them. Which ones follows from what stands in them: the same row is hit again wherever it is seen.
    "#);
    let kinds = program().args(["fault", "kinds", "checksum"]).output().expect("it runs");
    insta::assert_snapshot!(String::from_utf8(kinds.stdout).expect("UTF-8"), @r#"
    checksum
        The checksum of a job's file is missing or wrong.
        "wrong"
            Another one of the same form.
        "missing"
            Nothing.
        { value = text }
            This text.
    "#);
    let all = program().args(["fault", "kinds"]).output().expect("it runs");
    let all = String::from_utf8(all.stdout).expect("UTF-8");
    for kind in bulk_mock::faults::Inject::KINDS {
        assert!(all.lines().any(|line| line == *kind), "{kind}");
    }
    assert!(!all.contains("anything"), "every parameter has a type:\n{all}");
}

#[test]
fn shells_complete_it() {
    for shell in ["bash", "zsh", "fish"] {
        let script = program().args(["completions", shell]).output().expect("it runs");
        let script = String::from_utf8(script.stdout).expect("UTF-8");
        assert!(script.contains("all-orgs") && script.contains("follow"), "{shell}");
    }
}
