//! What is started: a program, its arguments, its folder and its environment.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program to start, without a shell in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandLine {
    program: PathBuf,
    args: Vec<String>,
    dir: Option<PathBuf>,
    env: Vec<(String, String)>,
}

impl CommandLine {
    /// This program. A name without a slash is looked up in `PATH`; one with a slash is a path, from
    /// the folder of [`Self::dir`] on if it is relative.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), args: Vec::new(), dir: None, env: Vec::new() }
    }

    /// A program and its arguments; nothing, if there is not even a program.
    pub fn from_words<S: Into<String>>(words: impl IntoIterator<Item = S>) -> Option<Self> {
        let mut words = words.into_iter().map(Into::into);
        let program = words.next().filter(|program| !program.is_empty())?;
        Some(Self { args: words.collect(), ..Self::new(program) })
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Starts it in this folder.
    #[must_use]
    pub fn dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.dir = Some(dir.into());
        self
    }

    /// Sets a variable of its environment, beside those of the kit itself.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// The program as it is found, and the folder in which it is started.
    pub(super) fn program(&self) -> PathBuf {
        let is_path = self.program.components().count() > 1;
        match &self.dir {
            // What a relative path is relative to differs between systems once a folder is set.
            Some(dir) if is_path && self.program.is_relative() => {
                std::path::absolute(dir.join(&self.program))
                    .unwrap_or_else(|_| dir.join(&self.program))
            }
            _ => self.program.clone(),
        }
    }

    /// The folder in which it is started, if it is not the kit's own.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.dir.as_deref()
    }

    /// As the standard library starts it, all three streams being pipes.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(self.program());
        command
            .args(&self.args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        if let Some(dir) = &self.dir {
            command.current_dir(dir);
        }
        command
    }
}

impl fmt::Display for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.program.display())?;
        for arg in &self.args {
            if arg.is_empty() || arg.contains(char::is_whitespace) {
                write!(f, " {arg:?}")?;
            } else {
                write!(f, " {arg}")?;
            }
        }
        Ok(())
    }
}
