//! What was found: a line for each thing that was looked at.

use std::fmt;

use serde::Serialize;

/// How one thing was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// Not wrong, but worth a look.
    Hint,
    /// The adapter is wrong.
    Wrong,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What was looked at, such as `sf.query`.
    pub check: String,
    /// How it was found to be.
    pub verdict: Verdict,
    /// More about it.
    pub what: String,
}

/// Everything that was looked at.
#[derive(Clone, Debug)]
pub struct CheckReport {
    command: String,
    lines: Vec<Line>,
}

/// The exit code when the adapter is at fault.
const ADAPTER_WRONG: u8 = 3;

impl CheckReport {
    pub(super) fn new(command: String) -> Self {
        Self { command, lines: Vec::new() }
    }

    pub(super) fn ok(&mut self, check: &str, what: impl Into<String>) {
        self.say(check, Verdict::Ok, what.into());
    }

    pub(super) fn hint(&mut self, check: &str, what: impl Into<String>) {
        self.say(check, Verdict::Hint, what.into());
    }

    pub(super) fn wrong(&mut self, check: &str, what: impl Into<String>) {
        self.say(check, Verdict::Wrong, what.into());
    }

    fn say(&mut self, check: &str, verdict: Verdict, what: String) {
        self.lines.push(Line { check: check.to_owned(), verdict, what });
    }

    /// What was looked at, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Whether nothing is wrong.
    pub fn passed(&self) -> bool {
        self.lines.iter().all(|line| line.verdict != Verdict::Wrong)
    }

    /// 0, or 3 if the adapter is wrong.
    pub fn exit_code(&self) -> u8 {
        if self.passed() { 0 } else { ADAPTER_WRONG }
    }

    /// The same for programs: one JSON object a line, the last one the sum.
    pub fn json_lines(&self) -> String {
        let sum = serde_json::json!({ "command": self.command, "passed": self.passed() });
        let lines = self.lines.iter().map(|line| serde_json::json!(line));
        lines.chain([sum]).map(|line| format!("{line}\n")).collect()
    }
}

/// For people: a line each, and the sum.
impl fmt::Display for CheckReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            let word = match line.verdict {
                Verdict::Ok => "ok   ",
                Verdict::Hint => "hint ",
                Verdict::Wrong => "WRONG",
            };
            // What follows a line break stands under the text before it.
            let what = line.what.trim_end().replace('\n', "\n        ");
            writeln!(f, "{word}  {:<15}  {what}", line.check)?;
        }
        let wrong = self.lines.iter().filter(|line| line.verdict == Verdict::Wrong).count();
        match wrong {
            0 => writeln!(f, "The adapter `{}` does what an adapter does.", self.command),
            n => writeln!(
                f,
                "The adapter `{}` is wrong in {n} of {} things. Nothing is said of its client yet.",
                self.command,
                self.lines.len()
            ),
        }
    }
}
