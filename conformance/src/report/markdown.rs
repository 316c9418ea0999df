//! The report as a page: counts, what is not passed with its evidence, and what was left out.

use super::failure::Told;
use super::{Check, End, Event, Run, Standing};
use crate::judge::Status;

/// A whole stream as a page of Markdown.
pub fn render(events: &[Event]) -> String {
    let mut told = Told::default();
    let mut page = String::new();
    let mut checks: Vec<&Check> = Vec::new();
    let mut notes = Vec::new();
    for event in events {
        told.hear(event);
        match event {
            Event::Run(run) => page += &head(run),
            Event::Note(note) => notes.push(format!("- {}\n", text(&note.text))),
            Event::Check(check) => checks.push(check),
            Event::End(end) => page += &summary(end),
            Event::Case(_) | Event::Journal(_) => {}
        }
    }
    if !matches!(events.last(), Some(Event::End(_))) {
        return page + "\nThe run did not come to its end, and nothing is said of the client.\n";
    }
    if !notes.is_empty() {
        page += &format!("\n## Worth knowing\n\n{}", notes.concat());
    }
    page += &table(&checks);
    for check in checks.iter().filter(|check| !check.failures.is_empty()) {
        page += &details(&told, check);
    }
    page
}

fn head(run: &Run) -> String {
    let client = &run.client;
    let (name, version) = (text(&client.name), text(&client.version));
    format!(
        "# Conformance of {name} {version}\n\nSuite {}, profile {}, seed {}, kit {}.\n",
        run.suite,
        run.profile.name(),
        run.seed,
        run.kit
    )
}

fn summary(end: &End) -> String {
    let there = |status: &&Status| end.counts.values().any(|counts| counts.contains_key(status));
    let statuses: Vec<&Status> = Status::ALL.iter().filter(there).collect();
    let words: Vec<_> = statuses.iter().map(|status| status.words()).collect();
    let mut page =
        format!("\n| level | {} |\n|---|{}\n", words.join(" | "), "--:|".repeat(words.len()));
    for (level, counts) in end.counts.iter().rev() {
        let counts: Vec<_> = statuses
            .iter()
            .map(|status| counts.get(status).map(u32::to_string).unwrap_or_default())
            .collect();
        page += &format!("| {} | {} |\n", level.name(), counts.join(" | "));
    }
    let verdict = match end.exit {
        0 => "Conforming, or as in the baseline.".to_owned(),
        code => format!("Exit {code}: {}.", end.because.join("; ")),
    };
    format!(
        "{page}\nCore: {} of {} found out, in {} cases. {verdict}\n",
        end.core_covered, end.core, end.cases
    )
}

fn table(checks: &[&Check]) -> String {
    let open: Vec<_> = checks
        .iter()
        .filter(|check| check.status != Status::Pass || check.standing == Standing::Fixed)
        .collect();
    if open.is_empty() {
        return "\nAll requirements are passed.\n".to_owned();
    }
    let mut page =
        "\n## Not passed\n\n| requirement | level | status | |\n|---|---|---|---|\n".to_owned();
    for check in open {
        let status = match check.standing {
            Standing::Known => format!("known ({})", check.status.words()),
            Standing::Fixed => "fixed: remove it from the baseline".to_owned(),
            Standing::Expired => format!("{}, expired", check.status.words()),
            _ => check.status.words().to_owned(),
        };
        let why = check.why.as_deref().unwrap_or(&check.text);
        let issue = check.issue.as_ref().map(|issue| format!(" <{issue}>")).unwrap_or_default();
        let (id, level) = (&check.requirement, check.level.name());
        page += &format!("| {id} | {level} | {status} | {}{issue} |\n", text(why));
    }
    page
}

fn details(told: &Told, check: &Check) -> String {
    let mut page = format!("\n### {}\n\n{}\n\n```text\n", check.requirement, text(&check.text));
    for line in told.all(check) {
        page += &line.replace("```", "'''");
        page.push('\n');
    }
    page += "```\n";
    if let Some(again) = told.again(check) {
        page += &format!("\nPlay it again: `{again}`\n");
    }
    page
}

/// Text that cannot break out of its place in a table.
fn text(text: &str) -> String {
    crate::text::visible(text).replace('|', "\\|").replace('<', "&lt;")
}
