//! `run`: requirements against a client, with reports.

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Seek, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::subject::Described;
use super::{Failure, interrupt};
use crate::adapter::{CommandLine, Options as ProcessOptions, Process};
use crate::baseline::Baseline;
use crate::report::terminal::Look;
use crate::report::{self, Check, Event, Terminal};
use crate::runner::{self, Options, Profile, SEED};
use crate::suite;

const EXAMPLES: &str = "\
Examples:
  bulk-conformance run -- node adapter.mjs
  bulk-conformance run --adapter conformance/adapters/jsforce --profile ci
  bulk-conformance run --only 'SF-POLL-*' --skip SF-POLL-007 -- python3 adapter.py
  bulk-conformance run --baseline conformance.toml --junit report.xml -- ./my-adapter";

/// Play requirements against a client.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Run {
    /// The folder of an adapter, with an `adapter.toml` that says how it is started
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    adapter: Option<PathBuf>,
    /// Run the `install` line of `adapter.toml` first
    #[arg(long, requires = "adapter")]
    install: bool,
    /// Which requirements: `2026.11` (all), `sf-2026.11` or `mk-2026.11`
    #[arg(long, default_value = suite::LATEST)]
    suite: String,
    /// How much is looked at
    #[arg(long, value_enum, default_value_t = ProfileArg::Quick)]
    profile: ProfileArg,
    /// Only requirements that match; `*` stands for any characters (may be repeated)
    #[arg(long, value_name = "ID")]
    only: Vec<String>,
    /// Not these requirements; `*` stands for any characters (may be repeated)
    #[arg(long, value_name = "ID")]
    skip: Vec<String>,
    /// What drawn cases are drawn from [default: 62; a random one with `--profile nightly`]
    #[arg(long)]
    seed: Option<u64>,
    /// At most so many cases at a time; fewer if the adapter takes fewer
    #[arg(long, value_name = "N", default_value_t = 16)]
    jobs: usize,
    /// How many programs of the adapter live side by side
    #[arg(long, value_name = "N", default_value_t = 1)]
    workers: usize,
    /// Also cases that need a client's own long pauses: minutes
    #[arg(long)]
    slow: bool,
    /// Let a SHOULD count like a MUST
    #[arg(long)]
    strict: bool,
    /// The failures that are known; by default the one that `adapter.toml` names
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the failures of this run as a baseline, keeping reasons that are there already
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Write the events of the run, one JSON object a line
    #[arg(long, value_name = "FILE")]
    jsonl: Option<PathBuf>,
    /// Write a report as test runners write it
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Write a report to be read on a page
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// The command that starts the adapter, with its own arguments; it comes last
    #[arg(trailing_var_arg = true, value_name = "CMD")]
    command: Vec<String>,
}

/// How much is looked at.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ProfileArg {
    /// All fixed cases, and 4 drawn ones of each requirement that has any
    Quick,
    /// The same with 32 drawn ones
    Ci,
    /// The same with 2 000 drawn ones from a random seed, and heavy cases
    Nightly,
}

impl From<ProfileArg> for Profile {
    fn from(profile: ProfileArg) -> Self {
        match profile {
            ProfileArg::Quick => Self::Quick,
            ProfileArg::Ci => Self::Ci,
            ProfileArg::Nightly => Self::Nightly,
        }
    }
}

impl Run {
    /// Does it, and gives the exit code.
    pub(super) fn run(&self) -> Result<u8, Failure> {
        if self.install && self.adapter.is_none() {
            return Err(Failure::wrong(
                "`--install` needs `--adapter DIR`: its `adapter.toml` says how",
            ));
        }
        let described = self.adapter.as_deref().map(Described::read).transpose()?;
        if let (true, Some(described), Some(dir)) = (self.install, &described, &self.adapter) {
            described.install(dir)?;
        }
        let all = suite::requirements(&self.suite).map_err(Failure::wrong)?;
        let chosen = suite::select(&all, &self.only, &self.skip).map_err(Failure::wrong)?;
        let baseline = self.known(described.as_ref())?;
        let before = self.before(&baseline)?;
        let command = self.command_line(described.as_ref())?;
        let scratch = tempfile::tempdir()
            .map_err(|error| Failure::stopped(format!("no scratch folder: {error}")))?;
        interrupt::watch(Some(scratch.path().to_owned()));
        let options = Options { dir: Some(scratch.path().to_owned()), ..self.options() };
        let process = ProcessOptions {
            workers: self.workers.max(1),
            dir: scratch.path().to_owned(),
            ..ProcessOptions::default()
        };
        let subject = Process::start(command, process)
            .map_err(|error| Failure::stopped(error.to_string()))?;
        let mut views = self.views()?;
        let mut lost = None;
        let verdicts = runner::play(&chosen, &subject, &options, &baseline, &mut |event| {
            for view in &mut views {
                if let Err(error) = view.tell(event) {
                    lost.get_or_insert(error);
                }
            }
        });
        let verdicts = verdicts.map_err(Failure::stopped)?;
        if let Some(error) = lost {
            return Err(Failure::stopped(format!("a report could not be written: {error}")));
        }
        self.write_baseline(&verdicts.checks, &before)?;
        Ok(verdicts.end.exit)
    }

    fn options(&self) -> Options {
        let profile = Profile::from(self.profile);
        let drawn = || match profile {
            Profile::Nightly => runner::random_seed(),
            _ => SEED,
        };
        let command = match &self.adapter {
            Some(dir) => vec!["--adapter".to_owned(), dir.display().to_string()],
            None => [&["--".to_owned()], &self.command[..]].concat(),
        };
        Options {
            suite: self.suite.clone(),
            profile,
            seed: self.seed.unwrap_or_else(drawn),
            jobs: self.jobs.max(1),
            slow: self.slow,
            strict: self.strict,
            command,
            ..Options::default()
        }
    }

    fn known(&self, described: Option<&Described>) -> Result<Baseline, Failure> {
        let own = || Some(self.adapter.as_ref()?.join(described?.baseline.as_ref()?));
        match self.baseline.clone().or_else(own) {
            Some(file) => Baseline::load(&file, &self.suite).map_err(Failure::wrong),
            None => Ok(Baseline::default()),
        }
    }

    fn command_line(&self, described: Option<&Described>) -> Result<CommandLine, Failure> {
        let line = match (&self.adapter, described) {
            (Some(dir), Some(described)) => described.command_line(dir),
            _ => CommandLine::from_words(self.command.clone()),
        };
        line.ok_or_else(|| {
            Failure::wrong(
                "which client? Write the command that starts its adapter behind `--`, such as \
                 `bulk-conformance run -- node adapter.mjs`, or name its folder with `--adapter DIR`",
            )
        })
    }

    fn views(&self) -> Result<Vec<Box<dyn View>>, Failure> {
        let stdout = std::io::stdout();
        let look = Look { progress: stdout.is_terminal(), colors: colors() };
        let mut views: Vec<Box<dyn View>> = vec![Box::new(Terminal::new(stdout, look))];
        if let Some(file) = &self.jsonl {
            views.push(Box::new(Lines(create(file)?)));
        }
        let pages: [(_, Render); 2] =
            [(&self.junit, report::junit::render), (&self.markdown, report::markdown::render)];
        for (file, render) in pages {
            if let Some(file) = file {
                let out = create(file)?;
                views.push(Box::new(Page { out, render, events: Vec::new() }));
            }
        }
        Ok(views)
    }

    /// What the baseline that is to be written knows already. It is looked at before anything is played:
    /// nobody wants to hear of a wrong file after minutes.
    fn before(&self, known: &Baseline) -> Result<Baseline, Failure> {
        let Some(file) = self.write_baseline.as_ref() else { return Ok(known.clone()) };
        if file.exists() {
            return Baseline::load(file, &self.suite).map_err(Failure::wrong);
        }
        match file.parent().filter(|dir| !dir.as_os_str().is_empty() && !dir.is_dir()) {
            Some(dir) => Err(Failure::wrong(format!(
                "{} cannot be written: there is no folder {}",
                file.display(),
                dir.display()
            ))),
            None => Ok(known.clone()),
        }
    }

    /// Writes the failures as a baseline.
    fn write_baseline(&self, checks: &[Check], before: &Baseline) -> Result<(), Failure> {
        let Some(file) = &self.write_baseline else { return Ok(()) };
        let text = Baseline::of_run(&self.suite, checks, before).text();
        let head = std::fs::read_to_string(file).unwrap_or_default();
        let head: String = head
            .lines()
            .take_while(|line| line.starts_with('#'))
            .fold(String::new(), |head, line| head + line + "\n");
        std::fs::write(file, head + &text).map_err(|error| {
            Failure::wrong(format!("{} cannot be written: {error}", file.display()))
        })
    }
}

/// Whether a person looks at standard out and wants colours.
pub(super) fn colors() -> bool {
    let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    wanted && std::io::stdout().is_terminal()
}

fn create(file: &Path) -> Result<BufWriter<File>, Failure> {
    let made = File::create(file);
    made.map(BufWriter::new)
        .map_err(|error| Failure::wrong(format!("{} cannot be written: {error}", file.display())))
}

/// Something that shows events.
trait View {
    fn tell(&mut self, event: &Event) -> std::io::Result<()>;
}

impl<W: Write> View for Terminal<W> {
    fn tell(&mut self, event: &Event) -> std::io::Result<()> {
        Terminal::tell(self, event)
    }
}

/// Events as JSON lines.
struct Lines<W: Write>(W);

impl<W: Write> View for Lines<W> {
    fn tell(&mut self, event: &Event) -> std::io::Result<()> {
        report::jsonl::write(&mut self.0, event)
    }
}

/// A whole report made of a whole stream.
type Render = fn(&[Event]) -> String;

/// A report that is written when the run is over.
///
/// Until then there is one that says that the run did not come to its end: whoever finds that one has a run
/// that was interrupted, and no empty file.
struct Page {
    out: BufWriter<File>,
    render: Render,
    events: Vec<Event>,
}

impl View for Page {
    fn tell(&mut self, event: &Event) -> std::io::Result<()> {
        // A case that is told of nowhere else is told of by nobody: there are thousands.
        if !matches!(event, Event::Case(_)) {
            self.events.push(event.clone());
        }
        if matches!(event, Event::Run(_) | Event::End(_)) {
            let file = self.out.get_mut();
            match file.metadata()?.is_file() {
                true => file.rewind().and_then(|()| file.set_len(0))?,
                // What cannot be taken back, such as a pipe, is told once.
                false if matches!(event, Event::Run(_)) => return Ok(()),
                false => {}
            }
            self.out.write_all((self.render)(&self.events).as_bytes())?;
            self.out.flush()?;
        }
        Ok(())
    }
}
