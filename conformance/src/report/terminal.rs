//! The report for people: one line for each requirement that is not passed, and a calm summary.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::failure::Told;
use super::{Check, End, Event, Note, Run, Standing};
use crate::judge::Status;
use crate::requirements::Level;
use crate::text::{folded, wrapped};

/// Lists are folded into lines of so many characters.
const COLUMNS: usize = 92;

/// A class of data in fewer cases than this is told of.
const SELDOM: u32 = 2;

/// How it looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Whether colours are used.
    pub colors: bool,
    /// Whether a line of progress is kept up to date while cases end: only where a person watches.
    pub progress: bool,
}

/// The report for people, as a view of a stream of events.
pub struct Terminal<W> {
    out: W,
    look: Look,
    told: Told,
    checks: Vec<Check>,
    cases: (usize, usize),
}

/// A whole stream as text without colours.
pub fn plain(events: &[Event]) -> String {
    render(events, Look::default())
}

/// A whole stream as text.
pub fn render(events: &[Event], look: Look) -> String {
    let mut out = Vec::new();
    let mut terminal = Terminal::new(&mut out, look);
    // A vector takes all that is written.
    events.iter().for_each(|event| drop(terminal.tell(event)));
    String::from_utf8_lossy(&out).into_owned()
}

impl<W: Write> Terminal<W> {
    /// Writes there.
    pub fn new(out: W, look: Look) -> Self {
        Self { out, look, told: Told::default(), checks: Vec::new(), cases: (0, 0) }
    }

    /// Shows what there is to show of an event.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn tell(&mut self, event: &Event) -> io::Result<()> {
        self.told.hear(event);
        match event {
            Event::Run(run) => self.run(run),
            Event::Case(case) if case.attempt == 1 => self.progress(),
            Event::Case(_) | Event::Journal(_) => Ok(()),
            Event::Note(note) => self.note(note),
            Event::Check(check) => self.check(check),
            Event::End(end) => self.end(end),
        }
    }

    fn run(&mut self, run: &Run) -> io::Result<()> {
        self.cases.1 = run.cases;
        let slow = if run.slow { ", with slow cases" } else { "" };
        let strict = if run.strict { ", strict" } else { "" };
        writeln!(
            self.out,
            "bulk-conformance {}: suite {}, profile {}{slow}{strict}, seed {}",
            run.kit,
            run.suite,
            run.profile.name(),
            run.seed
        )?;
        let client = &run.client;
        let mut words = vec![client.name.as_str(), client.version.as_str()];
        words.retain(|word| !word.is_empty());
        let runtime = match client.runtime.as_str() {
            "" => String::new(),
            runtime => format!(" ({runtime})"),
        };
        let ops: Vec<_> = run.ops.iter().map(|op| op.name()).collect();
        writeln!(self.out, "client {}{runtime}: {}", words.join(" "), ops.join(", "))?;
        writeln!(
            self.out,
            "{}, {}, {} at a time\n",
            count(run.requirements, "requirement"),
            count(run.cases, "case"),
            run.jobs
        )
    }

    fn progress(&mut self) -> io::Result<()> {
        self.cases.0 += 1;
        if !self.look.progress {
            return Ok(());
        }
        write!(self.out, "\r\x1b[K{} of {} cases", self.cases.0, self.cases.1)?;
        self.out.flush()
    }

    /// Takes the line of progress away.
    fn settle(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.cases.0) > 0 && self.look.progress {
            write!(self.out, "\r\x1b[K")?;
        }
        Ok(())
    }

    fn note(&mut self, note: &Note) -> io::Result<()> {
        self.settle()?;
        writeln!(self.out, "{} {}\n", self.painted("NOTE", "33"), note.text)
    }

    fn check(&mut self, check: &Check) -> io::Result<()> {
        self.settle()?;
        self.checks.push(check.clone());
        let quiet = [Status::Pass, Status::NotApplicable, Status::Declined, Status::NotLookedAt];
        if quiet.contains(&check.status) && check.standing != Standing::Fixed {
            return Ok(());
        }
        let (word, color) = head(check);
        let head = self.painted(&word, color);
        let level = check.level.name();
        writeln!(self.out, "{head} {} {level}  {}", check.requirement, check.text)?;
        if let Some(why) = &check.why {
            writeln!(self.out, "    {}", crate::text::visible(why))?;
        }
        if let Some(issue) = &check.issue {
            writeln!(self.out, "    {issue}")?;
        }
        if check.standing == Standing::Fixed {
            writeln!(self.out, "    the baseline says that it fails: remove the entry")?;
        }
        if check.status == Status::AdapterError
            && let Some(line) = self.told.check()
        {
            writeln!(self.out, "    look at the adapter: {line}")?;
        }
        if check.standing != Standing::Known {
            for line in self.told.all(check) {
                writeln!(self.out, "    {line}")?;
            }
            if let Some(again) = self.told.again(check).filter(|_| !check.failures.is_empty()) {
                writeln!(self.out, "    play it again: {again}")?;
            }
        }
        writeln!(self.out)
    }

    fn end(&mut self, end: &End) -> io::Result<()> {
        self.settle()?;
        for (level, counts) in end.counts.iter().rev() {
            let told: Vec<_> = Status::ALL
                .iter()
                .filter_map(|status| Some((status, counts.get(status)?)))
                .map(|(status, count)| format!("{count} {}", status.words()))
                .collect();
            writeln!(self.out, "{:<7} {}", level.name(), told.join(", "))?;
        }
        self.left_out()?;
        if !end.classes.is_empty() {
            self.classes(end)?;
        }
        let seed = self.told.seed().map(|seed| format!(", seed {seed}")).unwrap_or_default();
        writeln!(
            self.out,
            "\ncore: {} of {} found out; {} in {}.{} s{seed}",
            end.core_covered,
            end.core,
            count(end.cases as usize, "case"),
            end.took_ms / 1000,
            end.took_ms % 1000 / 100
        )?;
        let verdict = match end.exit {
            0 => self.painted(&self.all_right(), "32"),
            code => self.painted(&format!("exit {code}: {}", end.because.join("; ")), "31"),
        };
        writeln!(self.out, "{verdict}")?;
        self.out.flush()
    }

    /// In how many kinds of data and weather the client was seen, and which of them were in one case only.
    fn classes(&mut self, end: &End) -> io::Result<()> {
        let all = count(end.classes.len(), "class of data");
        let once = end.classes.iter().filter(|(_, count)| **count < SELDOM);
        let once: Vec<_> = once.map(|(class, _)| class.as_str()).collect();
        if once.is_empty() {
            return writeln!(self.out, "\n{all}, each in at least {SELDOM} cases");
        }
        writeln!(self.out, "\n{all}, {} of them in one case only:", once.len())?;
        let words: Vec<_> = once.join(", ").split(' ').map(str::to_owned).collect();
        list(&mut self.out, &words)
    }

    /// What exit code 0 stands for.
    fn all_right(&self) -> String {
        let number = |so: fn(&Check) -> bool| self.checks.iter().filter(|check| so(check)).count();
        let known = number(|check| check.standing == Standing::Known);
        let warned = number(|check| {
            let warned = check.standing == Standing::Warned && check.status.is_failure();
            warned && check.level != Level::May
        });
        let said = match known {
            0 => "conforming".to_owned(),
            known => format!("as the baseline says: {} known", count(known, "finding")),
        };
        match warned {
            0 => said,
            warned => format!("{said}; {}", count(warned, "warning")),
        }
    }

    /// What nothing is said of, and why: it is not to be taken for passed.
    fn left_out(&mut self) -> io::Result<()> {
        for status in [Status::Declined, Status::NotApplicable, Status::NotLookedAt] {
            let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for check in self.checks.iter().filter(|check| check.status == status) {
                let why = check.why.as_deref().unwrap_or_default();
                by_reason.entry(why).or_default().push(&check.requirement);
            }
            for (why, ids) in by_reason {
                writeln!(self.out, "\n{}: {why}", status.words())?;
                list(&mut self.out, &folded(&ids))?;
            }
        }
        let cases: Vec<_> = self
            .checks
            .iter()
            .filter(|check| check.status != Status::NotLookedAt)
            .filter_map(|check| Some((check, check.cases.get(&Status::NotLookedAt)?)))
            .map(|(check, cases)| format!("{} {cases}", check.requirement))
            .collect();
        if !cases.is_empty() {
            writeln!(self.out, "\ncases not looked at: {}", cases.join(", "))?;
        }
        Ok(())
    }

    fn painted(&self, text: &str, color: &str) -> String {
        match self.look.colors {
            true => format!("\x1b[{color}m{text}\x1b[0m"),
            false => text.to_owned(),
        }
    }
}

/// Words in lines of their own.
fn list(out: &mut impl Write, words: &[String]) -> io::Result<()> {
    wrapped(words, COLUMNS).iter().try_for_each(|line| writeln!(out, "    {line}"))
}

/// The word that a requirement's line begins with, and its colour.
fn head(check: &Check) -> (String, &'static str) {
    let word = check.status.words().to_uppercase();
    match check.standing {
        Standing::Known => (format!("KNOWN ({})", check.status.words()), "36"),
        Standing::Fixed => ("FIXED".to_owned(), "31"),
        Standing::Expired => (format!("{word}, EXPIRED"), "31"),
        Standing::Warned if check.status.is_failure() => {
            let word = if check.level == Level::May { "DIFFERS" } else { "WARNING" };
            (word.to_owned(), "33")
        }
        _ => (word, "31"),
    }
}

fn count(n: usize, what: &str) -> String {
    match (n, what.split_once(' ')) {
        (1, _) => format!("1 {what}"),
        (_, Some(("class", rest))) => format!("{n} classes {rest}"),
        _ => format!("{n} {what}s"),
    }
}
