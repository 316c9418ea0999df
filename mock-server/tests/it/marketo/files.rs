//! Files of a user's own on the command line: what is wrong with them ends the start of the server,
//! with the file and what to do.

use std::path::{Path, PathBuf};
use std::process::Command;

use bulk_mock::providers::marketo::settings::Settings;

/// A folder of this test's own, with one file in it.
fn folder(test: &str, file: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("marketo-files").join(test);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(file), text).expect("a file");
    folder
}

/// How a server that cannot start ends, without the path of this machine.
fn told(flag: &str, path: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bulk-mock"));
    let ended = command.args(["serve", "--port", "0", flag]).arg(path).output().expect("it runs");
    let code = ended.status.code().map_or("?".into(), |code| code.to_string());
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    let here = Path::new(env!("CARGO_TARGET_TMPDIR")).join("marketo-files");
    format!("{flag}: exit {code}\n    {}", said.replace(&here.display().to_string(), "…"))
}

#[test]
fn a_file_that_is_wrong_ends_the_start_of_the_server() {
    let mut page = String::new();
    for (test, file, flag, text) in [
        (
            "field",
            "fields.toml",
            "--marketo-instance",
            "[lead_fields]\nsize = { typ = \"text\" }\n",
        ),
        ("toml", "fields.toml", "--marketo-instance", "[lead_fields\n"),
        ("lead", "leads.csv", "--marketo-data", "email,leadScore\na@example.com,many\n"),
        ("column", "leads.csv", "--marketo-data", "email,shoeSize\na@example.com,40\n"),
        ("object", "boat_c.csv", "--marketo-data", "name\nAda\n"),
    ] {
        page += &told(flag, &folder(test, file, text));
    }
    let missing = Path::new(env!("CARGO_TARGET_TMPDIR")).join("marketo-files").join("nowhere");
    page += &told("--marketo-instance", &missing);
    for (test, text) in [
        ("setting", "[settings.marketo]\nrate_limit_cals = 5\n"),
        ("value", "[settings.marketo]\nssv = \"comma\"\n"),
        ("section", "[marketo]\ninstances = [\"x\"]\n"),
    ] {
        page += &told("--settings", &folder(test, "team.toml", text).join("team.toml"));
    }
    insta::assert_snapshot!("files_refused", page);
}

#[test]
fn every_setting_can_be_given_by_its_name() {
    let settings = Settings::default();
    let table = toml::Table::try_from(&settings).expect("a table");
    assert!(table.len() > 40);
    for (name, value) in table {
        let change = toml::Table::from_iter([(name.clone(), value)]);
        assert!(settings.changed(&change).is_ok_and(|same| same == settings), "{name}");
    }
    let until = toml::toml! { query_token_until = "2026-08-31T00:00:00Z" };
    let changed = settings.changed(&until).expect("a setting that is absent by default");
    assert!(changed.query_token_until.is_some());
}
