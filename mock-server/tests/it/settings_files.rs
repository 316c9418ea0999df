//! Settings files and the command line: what is taken, and where a mistake is said to be.

use std::fmt::Write;
use std::path::Path;

use bulk_mock::cli::Cli;
use bulk_mock::scenario::{load, parse};
use clap::{CommandFactory, Parser};

const GOOD: &str = r#"
[server]
port = 0
bind = "127.0.0.1"
seed = 7
public_url = "https://mock.example"
max_orgs = 5
declared_only = true
any_token = false
upload_stall = "2s"

[clock]
mode = { scaled = 60.0 }
epoch = "2026-01-01T00:00:00Z"
auto_stops = "batches"

[settings.salesforce]
queue_wait = "2s"
messages = { header_only_file = "InvalidBatch : Records not processed" }

[[org]]
name = "acme"
access_token = "t"
clock = "manual"
users = [{ username = "ada@acme.example", password = "p", security_token = "s" }]
clients = [{ client_id = "etl", client_secret = "x" }]
settings = { results_before_completion = "not_found" }
data = ["seed/Contact.csv"]
generate = ["contacts=1000"]
"#;

#[test]
fn a_file_with_everything_is_taken() {
    let file = parse(Path::new("good.toml"), GOOD).expect("a good file");
    insta::assert_debug_snapshot!("good", file);
}

#[test]
fn a_mistake_is_named_with_its_file_its_line_and_what_to_do() {
    let mut page = String::new();
    for (name, text) in [
        ("no TOML", "[server\nport = 1\n"),
        ("unknown section", "\n[sever]\nport = 1\n"),
        ("unknown key", "[server]\nprot = 1\n"),
        ("a port out of range", "[server]\n\nport = 70000\n"),
        ("a port as text", "[server]\nport = \"8080\"\n"),
        ("an address that is none", "[server]\nbind = \"here\"\n"),
        ("a time that is none", "[clock]\nepoch = \"yesterday\"\n"),
        ("a clock that is none", "[clock]\nmode = \"fast\"\n"),
        ("a clock that stands still", "[clock]\nmode = { scaled = 0 }\n"),
        ("a clock that runs back", "[[org]]\nname = \"a\"\nclock = { scaled = -1.5 }\n"),
        ("a clock out of bounds", "[clock]\nmode = { scaled = inf }\n"),
        ("a span without a unit", "[server]\nupload_stall = 5\n"),
        ("a span that is none", "[server]\nupload_stall = \"soon\"\n"),
        ("a key twice", "[server]\nport = 1\nport = 2\n"),
        (
            "a setting that is none",
            "[server]\nport = 0\n\n[settings.salesforce]\nqueue_wiat = \"2s\"\n",
        ),
        ("a setting's value", "[settings.salesforce]\nbatch_rows = 3\nblank_lines = \"drop\"\n"),
        ("a setting's type", "[settings.salesforce]\nbatch_rows = \"many\"\n"),
        ("a message that is none", "[settings.salesforce]\nmessages = { empty = \"x\" }\n"),
        ("another provider", "[settings.hubspot]\nx = 1\n"),
        ("an org without a name", "[[org]]\nusers = []\n"),
        ("an org's setting", "[[org]]\nname = \"a\"\n[org.settings]\nqueue_wiat = \"2s\"\n"),
        ("a user without a password", "[[org]]\nname = \"a\"\nusers = [{ username = \"u\" }]\n"),
    ] {
        let error = parse(Path::new("team.toml"), text).expect_err(name);
        let _ = writeln!(page, "{name}\n    {}", error.to_string().replace('\n', "\n    "));
    }
    insta::assert_snapshot!("mistakes", page);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = load(Path::new("no/such/file.toml")).expect_err("no file");
    insta::assert_snapshot!(error.to_string(), @"no/such/file.toml: the file cannot be read: No such file or directory (os error 2)");
}

#[test]
fn the_help_shows_every_flag_with_its_default() {
    let mut command = Cli::command();
    command.build();
    let mut page = command.render_long_help().to_string();
    for sub in command.get_subcommands_mut() {
        let _ = write!(page, "\n---- {}\n\n{}", sub.get_name(), sub.clone().render_long_help());
    }
    insta::assert_snapshot!("help", page);
}

#[test]
fn a_command_line_that_cannot_be_is_refused() {
    let mut page = String::new();
    for line in [
        "bulk-mock",
        "bulk-mock sreve",
        "bulk-mock serve --prot 1",
        "bulk-mock serve --port 70000",
        "bulk-mock serve --clock fast",
        "bulk-mock serve --epoch yesterday",
        "bulk-mock serve --upload-stall soon",
        "bulk-mock serve --seed -1",
        "bulk-mock serve extra",
    ] {
        let error = Cli::try_parse_from(line.split(' ')).expect_err(line);
        let first = error.to_string();
        let _ = writeln!(page, "{line}\n    {}", first.lines().next().unwrap_or(""));
    }
    insta::assert_snapshot!("command_line", page);
}

#[test]
fn every_setting_can_be_given_by_its_name_and_none_else() {
    use bulk_mock::providers::salesforce::settings::Settings;
    let settings = Settings::default();
    let table = toml::Table::try_from(&settings).expect("a table");
    assert!(table.len() > 30);
    for (name, value) in table {
        let change = toml::Table::from_iter([(name.clone(), value)]);
        assert!(settings.changed(&change).is_ok_and(|same| same == settings), "{name}");
    }
}
