//! The guide is true: its adapter works, its messages are valid, its tables leave nothing out.

use std::path::{Path, PathBuf};

use bulk_conformance::adapter::CommandLine;
use bulk_conformance::check::{Patience, run_check};
use bulk_conformance::protocol::schema::schema;
use bulk_conformance::protocol::{FromAdapter, FromKit, Op, Table};
use serde_json::Value;

use super::support::fresh;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ADAPTERS.md")
}

fn guide() -> String {
    std::fs::read_to_string(path()).expect("the guide")
}

/// The blocks of code in this language.
fn blocks(language: &str) -> Vec<String> {
    let guide = guide();
    let fence = format!("```{language}\n");
    let parts = guide.split(&fence).skip(1);
    parts.map(|part| part.split("\n```").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_smallest_adapter_of_the_guide_passes_the_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("adapter.py");
    std::fs::write(&path, &blocks("python")[0]).expect("a file");
    let command = CommandLine::new("python3").arg(path.display().to_string());
    let report = run_check(&command, Patience::default()).expect("a check");
    assert!(report.passed(), "{report}");
}

#[test]
fn the_adapter_around_curl_passes_the_check() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("adapters/curl");
    let manifest = std::fs::read_to_string(folder.join("adapter.toml")).expect("a manifest");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let words = manifest["command"].as_array().expect("words").iter();
    let words = words.map(|word| word.as_str().expect("a text"));
    let command = CommandLine::from_words(words).expect("a command").dir(&folder);
    let report = run_check(&command, Patience::default()).expect("a check");
    assert!(report.passed(), "{report}");
}

#[test]
fn each_line_of_the_guide_is_a_message_and_none_is_missing() {
    let valid = jsonschema::validator_for(&schema()).expect("a schema");
    let mut seen: Vec<String> = Vec::new();
    for line in blocks("json").iter().flat_map(|block| block.lines()) {
        let message: Value = serde_json::from_str(line).expect("JSON");
        assert!(valid.is_valid(&message), "{line}");
        let name = message["t"].as_str().unwrap_or_default().to_owned();
        let kit = serde_json::from_value::<FromKit>(message.clone()).is_ok();
        let adapter = serde_json::from_value::<FromAdapter>(message.clone()).is_ok();
        assert!(kit || adapter, "{line}");
        seen.push(message["outcome"]["kind"].as_str().map_or(name, str::to_owned));
    }
    assert_eq!(
        seen,
        ["hello", "case", "cancel", "bye", "ready", "note", "ok", "error", "unsupported", "broken"]
    );
}

#[test]
fn the_rows_of_the_guide_are_rows() {
    let rows = Table::read(blocks("ndjson")[0].as_bytes()).expect("a table");
    assert_eq!((rows.header.len(), rows.rows.len()), (3, 3));
}

#[test]
fn the_manifest_of_the_guide_has_the_keys_of_its_table() {
    let manifest: toml::Table = blocks("toml")[0].parse().expect("TOML");
    let keys: Vec<&str> = manifest.keys().map(String::as_str).collect();
    assert_eq!(keys, ["baseline", "command", "install", "name", "reach"]);
    for key in keys {
        assert!(guide().contains(&format!("| `{key}` |")), "{key}");
    }
}

#[test]
fn the_guide_tells_the_arguments_of_each_operation() {
    let guide = guide();
    let (_, table) = guide.split_once("| op | `args` |").expect("the table");
    let table = table.split("\n\n").next().unwrap_or_default();
    for op in Op::ALL {
        assert!(table.contains(&format!("`{}`", op.name())), "{}", op.name());
    }
}

#[test]
fn the_tables_of_the_guide_are_those_of_the_code() {
    let schema = schema();
    let mut guide = guide();
    for (name, list, head) in [
        ("operations", &schema["$defs"]["Op"], "op"),
        ("classes", &schema["$defs"]["Class"], "class"),
        ("features", &schema["$defs"]["Feature"], "feature"),
    ] {
        let rows = list["oneOf"].as_array().expect("a closed list").iter().map(|entry| {
            let text = |key: &str| entry[key].as_str().unwrap_or_default().replace('\n', " ");
            format!("| `{}` | {} |\n", text("const"), text("description").trim_end_matches('.'))
        });
        let rows: String = rows.collect();
        let table = format!("\n| {head} | meaning |\n|---|---|\n{rows}\n");
        let begin = format!("<!-- {name}, made from the code -->\n");
        let (before, after) = guide.split_once(&begin).expect("a place for the table");
        let (_, after) = after.split_once("<!-- end -->").expect("its end");
        guide = format!("{before}{begin}{table}<!-- end -->{after}");
    }
    fresh(&path(), &guide);
}
