//! Laws that taste can state and a test can keep: headers, sizes, who may know whom, dead files.
//!
//! Sources are read as text. A rule is crude on purpose: it must be plain why a line breaks it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bulk_mock::providers::{marketo, salesforce};

const FILE_LINES_MAX: usize = 600;
const FUNCTION_LINES_MAX: usize = 70;

/// Files that may be longer, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[];

/// Functions that may be longer, each with its reason.
const LONG_FUNCTIONS: &[(&str, &str)] = &[];

/// Who must not know what (architecture, section 4): a folder or file, and texts that may not stand
/// in its code. The longest matching path counts.
const RANKS: &[(&str, &[&str])] = &[
    ("mock-server/src/core/", &["tokio", "axum", "hyper", "clap", OURS_ABOVE_CORE]),
    ("mock-server/src/faults/", &["tokio", "axum", "hyper", "crate::!core|faults"]),
    ("mock-server/src/providers/", &["tokio", "axum", "hyper", RULES_MUST_NOT_KNOW]),
    ("mock-server/src/providers/salesforce/routes/", &["tokio", "std::time", "crate::clock"]),
    ("mock-server/src/providers/marketo/routes/", &["tokio", "std::time", "crate::clock"]),
    ("mock-server/src/org/", &["tokio", "axum", "hyper", "crate::edge", "crate::admin"]),
    ("mock-server/src/scenario/", &["tokio", "axum", "hyper", "crate::edge", "crate::admin"]),
    ("mock-server/src/edge/", &["crate::providers", "salesforce", "marketo", "crate::admin"]),
    ("mock-server/src/clock.rs", &["crate::providers", "crate::org", "crate::edge"]),
    ("mock-server/src/admin/", &["tokio", "std::time", "crate::clock", "hyper"]),
    ("mock-server/src/app.rs", RULES),
    ("mock-server/src/stage.rs", &["axum", "hyper", "crate::providers", "crate::admin"]),
    ("mock-server/src/server/", RULES),
    ("mock-server/src/cli/", RULES),
    // A client like any other: what it knows of a provider stands in its scenario.
    (
        "mock-server/src/witness/",
        &["axum", "hyper", "crate::providers", "crate::admin", "crate::cli"],
    ),
    ("mock-server/src/main.rs", RULES),
    ("mock-server/build.rs", &["crate::"]),
    // The judge shares nothing with the accused but the wire; what starts the fake is one folder.
    ("conformance/src/", &["bulk_mock::"]),
    (
        "conformance/src/fake/",
        &["bulk_mock::providers", "bulk_mock::core", "bulk_mock::org", "crate::requirements"],
    ),
    ("conformance/src/protocol/", KIT_ABOVE_PROTOCOL),
    ("conformance/src/adapter/", KIT_ABOVE_ADAPTERS),
    ("conformance/src/requirements/", &["bulk_mock::", "crate::runner", "crate::adapter::Process"]),
    // A client like any other, and it knows of no bug.
    (
        "conformance/adapters/reference/src/",
        &[
            "bulk_mock::",
            "bulk_mutants::",
            "bulk_conformance::requirements",
            "bulk_conformance::fake",
            "bulk_conformance::runner",
        ],
    ),
    ("conformance/adapters/mutants/src/", &["bulk_mock::"]),
];

/// What messages must not know: anything of the kit.
const KIT_ABOVE_PROTOCOL: &[&str] = &["bulk_mock::", "crate::!protocol"];

/// What reaches clients must not know: what is asked of them, and of whom they ask.
const KIT_ABOVE_ADAPTERS: &[&str] = &["bulk_mock::", "crate::!protocol|adapter"];

/// Everything of ours but `core`.
const OURS_ABOVE_CORE: &str = "crate::!core";

/// What a provider's rules must not know: the edge and all above it, orgs, real time.
const RULES_MUST_NOT_KNOW: &str = "crate::!core|faults|providers";

/// What composition must not know: rules of any kind.
const RULES: &[&str] = &["::rows::", "::job::", "::service::", "::results::", "::request::"];

struct Source {
    path: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All files below a folder whose name ends so, by path from the project's root.
fn files(folder: &str, ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !matches!(name.as_str(), "target" | "node_modules") {
                folders.push(path);
            } else if name.ends_with(ending) {
                let short = path.strip_prefix(root()).expect("below the root");
                found.push(Source {
                    path: short.to_string_lossy().into_owned(),
                    text: String::from_utf8_lossy(&std::fs::read(&path).expect("a file"))
                        .into_owned(),
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn sources() -> Vec<Source> {
    let mut all = files("mock-server/src", ".rs");
    all.extend(
        files("mock-server", "build.rs").into_iter().filter(|file| !file.path.contains("/src/")),
    );
    all.extend(files("conformance/src", ".rs"));
    all.extend(files("conformance/adapters/reference/src", ".rs"));
    all.extend(files("conformance/adapters/mutants/src", ".rs"));
    assert!(all.len() > 50, "the sources are not where they were");
    all
}

fn none(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Lines of code: comments left out, numbered from 1.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(n, line)| (n + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = sources().into_iter().filter(|source| !source.text.starts_with("//! "));
    none(&silent.map(|source| format!("{}: begin with `//!`", source.path)).collect::<Vec<_>>());
}

#[test]
fn every_file_fits_a_mind() {
    let excused = |path: &str| LONG_FILES.iter().any(|(known, _)| *known == path);
    let long = sources().into_iter().filter_map(|source| {
        let lines = source.text.lines().count();
        (lines > FILE_LINES_MAX && !excused(&source.path))
            .then(|| format!("{}: {lines} lines, cut it in two", source.path))
    });
    none(&long.collect::<Vec<_>>());
}

/// The functions of a formatted file: name, first line, number of lines.
fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let body = line.trim_start();
        let Some(at) = body.find("fn ") else { continue };
        let qualifiers = ["", "pub", "const", "async", "unsafe", "pub(crate)", "pub(super)"];
        if !body[..at].split(' ').all(|word| qualifiers.contains(&word)) {
            continue;
        }
        let indent = line.len() - body.len();
        let closing = format!("{}}}", " ".repeat(indent));
        let end = (start..lines.len()).find(|n| {
            lines[*n] == closing
                || (lines[*n].ends_with(';')
                    && lines[*n].len() > indent
                    && !lines[*n].starts_with(&format!("{} ", " ".repeat(indent))))
        });
        let name = body[at + 3..].split(['<', '(']).next().unwrap_or("").to_owned();
        found.push((name, start + 1, end.map_or(1, |end| end - start + 1)));
    }
    found
}

#[test]
fn every_function_fits_a_screen() {
    let mut long = Vec::new();
    let mut seen = 0;
    for source in sources() {
        for (name, line, lines) in functions(&source.text) {
            seen += 1;
            let excused = LONG_FUNCTIONS.iter().any(|(known, _)| *known == name);
            if lines > FUNCTION_LINES_MAX && !excused {
                long.push(format!("{}:{line}: fn {name} has {lines} lines", source.path));
            }
        }
    }
    assert!(seen > 500, "functions are not recognised any more: {seen}");
    none(&long);
}

/// Whether a line of code holds what `law` forbids.
fn breaks(line: &str, law: &str) -> bool {
    if let Some(allowed) = law.strip_prefix("crate::!") {
        let mut paths = line.split("crate::").skip(1);
        return paths.any(|path| !allowed.split('|').any(|module| path.starts_with(module)));
    }
    if law.contains("::") {
        return line.contains(law);
    }
    let quoted = line.split('"').next().unwrap_or("");
    quoted.contains(&format!("{law}::"))
}

#[test]
fn nobody_knows_what_is_above_them() {
    let mut broken = Vec::new();
    for source in sources() {
        let law = RANKS.iter().filter(|(folder, _)| source.path.starts_with(folder));
        let Some((_, forbidden)) = law.max_by_key(|(folder, _)| folder.len()) else { continue };
        for (number, line) in code(&source.text) {
            for law in forbidden.iter().filter(|law| breaks(line, law)) {
                broken.push(format!("{}:{number}: {law} in `{}`", source.path, line.trim()));
            }
        }
    }
    none(&broken);
}

#[test]
fn no_provider_knows_another_one() {
    let mut broken = Vec::new();
    let names = ["salesforce", "marketo"];
    for source in files("mock-server/src/providers", ".rs") {
        let own = source.path.split('/').nth(3).unwrap_or("");
        for (number, line) in code(&source.text) {
            let other = names.iter().find(|name| {
                **name != own && names.contains(&own) && line.contains(&format!("{name}::"))
            });
            broken.extend(other.map(|name| format!("{}:{number}: it knows {name}", source.path)));
        }
    }
    none(&broken);
}

#[test]
fn rules_do_not_know_their_routes() {
    let mut broken = Vec::new();
    for source in files("mock-server/src/providers", ".rs") {
        let above = source.path.contains("/routes/") || source.path.ends_with("/mod.rs");
        for (number, line) in code(&source.text).filter(|_| !above) {
            if line.contains("super::routes") || line.contains("::edge::") {
                broken.push(format!("{}:{number}: `{}`", source.path, line.trim()));
            }
        }
    }
    none(&broken);
}

/// Real time enters at named doors; clippy knows the calls, this knows the types.
#[test]
fn real_time_enters_through_its_doors() {
    let doors = [
        "mock-server/src/clock.rs",
        "mock-server/src/edge/",
        "mock-server/src/cli/",
        "mock-server/src/witness/",
        "conformance/src/runner/clock.rs",
        "conformance/src/adapter/deadline.rs",
        "conformance/adapters/reference/src/clock.rs",
    ];
    let mut broken = Vec::new();
    for source in sources() {
        let door = doors.iter().any(|door| source.path.starts_with(door));
        for (number, line) in code(&source.text).filter(|_| !door) {
            for word in
                ["SystemTime", "time::Instant", "Instant::now", "tokio::time", "Timestamp::now"]
            {
                if line.contains(word) {
                    broken.push(format!("{}:{number}: {word}", source.path));
                }
            }
        }
    }
    none(&broken);
}

/// Fixtures and scenarios that nothing refers to are dead; what is referred to has a line in the
/// index that says what it shows.
#[test]
fn every_fixture_is_in_the_index_and_used() {
    let index = std::fs::read_to_string(root().join("fixtures/README.md")).expect("the index");
    let mut text = String::new();
    for folder in ["mock-server/src", "mock-server/tests", "conformance", "scenarios"] {
        text.extend(files(folder, ".rs").into_iter().map(|source| source.text));
        text.extend(files(folder, ".toml").into_iter().map(|source| source.text));
    }
    text.extend(files("fixtures", "README.md").into_iter().map(|source| source.text));
    let mut broken = Vec::new();
    for file in files("fixtures", "").into_iter().filter(|file| !file.path.ends_with("README.md")) {
        let path = file.path.trim_start_matches("fixtures/");
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.split('.').next().unwrap_or(name);
        let folders = path.match_indices('/').map(|(at, _)| format!("`{}`", &path[..=at]));
        if !folders.chain([format!("`{path}`")]).any(|entry| index.contains(&entry)) {
            broken.push(format!("{}: no line in fixtures/README.md", file.path));
        }
        if !text.contains(name) && !text.contains(&format!("\"{stem}\"")) {
            broken.push(format!("{}: nothing refers to it", file.path));
        }
    }
    none(&broken);
}

#[test]
fn every_scenario_says_its_reason_first() {
    let silent =
        files("scenarios", ".toml").into_iter().filter(|file| !file.text.starts_with("# "));
    none(&silent.map(|file| format!("{}: begin with `# `", file.path)).collect::<Vec<_>>());
}

/// Each provider's README lists what is served, what can be set, and how well each is known.
#[test]
fn the_readmes_list_every_operation_and_every_setting() {
    let salesforce = salesforce::operation::OPERATIONS.iter().map(|line| line.name);
    let settings = toml::Table::try_from(salesforce::settings::Settings::default());
    let mut missing = unlisted("salesforce", salesforce, &settings.expect("a table"));
    let marketo = marketo::operation::OPERATIONS.iter().map(|line| line.name);
    let settings = toml::Table::try_from(marketo::settings::Settings::default());
    missing.extend(unlisted("marketo", marketo, &settings.expect("a table")));
    none(&missing);
}

/// Operations, settings and settings inside of settings that a provider's README does not name.
fn unlisted<'a>(
    provider: &str,
    operations: impl Iterator<Item = &'a str>,
    settings: &toml::Table,
) -> Vec<String> {
    let path = root().join(format!("mock-server/src/providers/{provider}/README.md"));
    let readme = std::fs::read_to_string(path).expect("a README");
    let inner = settings.iter().flat_map(|(key, value)| {
        let inner = value.as_table().into_iter().flat_map(|inner| inner.keys());
        inner.map(move |name| format!("{key}.{name}"))
    });
    let names = operations.map(str::to_owned).chain(settings.keys().cloned()).chain(inner);
    let missing = names.filter(|name| !readme.contains(&format!("`{name}`")));
    missing.map(|name| format!("{provider}/README.md: {name}")).collect()
}

/// A snapshot is named after what it shows, not after its place in a file.
#[test]
fn every_snapshot_has_a_name_and_a_test() {
    let tests: String = files("mock-server/tests", ".rs").into_iter().map(|f| f.text).collect();
    let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files("mock-server/tests", ".snap") {
        let name = file.path.rsplit("__").next().unwrap_or("").trim_end_matches(".snap");
        by_name.entry(name.to_owned()).or_default().push(file.path);
    }
    let mut broken = Vec::new();
    for (name, paths) in &by_name {
        // Routes are snapshotted under the names of states.
        if !tests.contains(&format!("\"{name}\"")) {
            broken.push(format!("{}: no test makes it", paths.join(", ")));
        }
        if name.rsplit('-').next().is_some_and(|end| end.parse::<u32>().is_ok()) {
            broken.push(format!("{}: give it a name", paths.join(", ")));
        }
    }
    none(&broken);
}

/// A check that notices nothing passes too.
#[test]
fn the_checks_notice_what_they_are_for() {
    assert!(breaks("use crate::edge::Door;", RULES_MUST_NOT_KNOW));
    assert!(breaks("use crate::{core, org};", OURS_ABOVE_CORE));
    assert!(breaks("    tokio::spawn(work);", "tokio"));
    assert!(!breaks("use crate::core::time::SimTime;", RULES_MUST_NOT_KNOW));
    assert!(!breaks("let said = \"tokio::spawn\";", "tokio"));
    let text = "fn one() {\n    two();\n}\n\nimpl X {\n    pub(super) async fn two(\n        \
        &self,\n    ) -> u8 {\n        1;\n    }\n    fn three(&self);\n}\n";
    let found: Vec<(String, usize)> =
        functions(text).into_iter().map(|(name, _, lines)| (name, lines)).collect();
    assert_eq!(found, [("one".into(), 3), ("two".into(), 5), ("three".into(), 1)]);
}
