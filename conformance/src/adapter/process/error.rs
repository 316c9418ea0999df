//! Why a program cannot be driven at all, and what to do about it.

use std::fmt;
use std::io;

use super::CommandLine;
use crate::protocol::VERSIONS;

/// Why a program cannot be driven at all. Its text names the command and says what to do.
#[derive(Debug)]
pub struct StartError {
    pub(super) command: String,
    pub(super) why: Why,
    pub(super) stderr_tail: String,
}

/// What went wrong between starting a program and its `ready`.
#[derive(Debug)]
pub(super) enum Why {
    /// There is no such program.
    NotFound,
    /// There is no such folder to start it in.
    NoFolder(String),
    /// The system refuses to run it.
    NotExecutable,
    /// The system refused for another reason.
    Spawn(io::Error),
    /// No `ready` in so many milliseconds.
    Silent { hello_ms: u64 },
    /// It ended before it said `ready`, in this way.
    Left(String),
    /// What it said is no `ready`.
    Wrong(String),
    /// It speaks another version.
    Version(u32),
    /// It says something else of itself than when it was started first.
    Changed,
}

impl StartError {
    pub(super) fn new(command: &CommandLine, why: Why) -> Self {
        Self { command: command.to_string(), why, stderr_tail: String::new() }
    }

    /// From what the system said when the program was to be started.
    pub(super) fn spawn(command: &CommandLine, error: io::Error) -> Self {
        let why = match (error.kind(), command.folder()) {
            (io::ErrorKind::NotFound, Some(dir)) if !dir.is_dir() => {
                Why::NoFolder(dir.display().to_string())
            }
            (io::ErrorKind::NotFound, _) if command.program().is_file() => {
                Why::Spawn(io::Error::other("what its first line (`#!…`) names does not exist"))
            }
            (io::ErrorKind::NotFound, _) => Why::NotFound,
            (io::ErrorKind::PermissionDenied, _) => Why::NotExecutable,
            _ => Why::Spawn(error),
        };
        Self::new(command, why)
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let command = &self.command;
        match &self.why {
            Why::NotFound => write!(
                f,
                "`{command}`: no such program. Is it installed, and in PATH? A path is read from the \
                 folder in which the program is started."
            ),
            Why::NoFolder(dir) => {
                write!(f, "`{command}`: there is no folder {dir} to start it in.")
            }
            Why::NotExecutable => write!(
                f,
                "`{command}`: the program may not be executed. Make it so with `chmod +x`, or name \
                 what runs it, such as `python3 adapter.py`."
            ),
            Why::Spawn(error) => write!(f, "`{command}` cannot be started: {error}."),
            Why::Silent { hello_ms } => write!(
                f,
                "`{command}` did not answer `hello` with `ready` within {hello_ms} ms. Does it flush \
                 standard out after each line, and does it read line by line?"
            ),
            Why::Left(how) => write!(
                f,
                "`{command}` {how} before it said `ready`. Run it by hand and type \
                 {{\"t\":\"hello\",\"protocol\":[1]}} to see why."
            ),
            Why::Wrong(what) => write!(
                f,
                "`{command}` did not answer `hello` with a valid `ready`: {what}. `bulk-conformance \
                 schema` prints what is valid."
            ),
            Why::Version(spoken) => write!(
                f,
                "`{command}` speaks version {spoken} of the adapter protocol; this kit speaks \
                 {VERSIONS:?}. Take a kit and an adapter that have one in common."
            ),
            Why::Changed => write!(
                f,
                "`{command}` said in `ready` that it has other operations, features or `parallel` \
                 than when it was started first. They must always be the same."
            ),
        }?;
        if self.stderr_tail.trim().is_empty() {
            return Ok(());
        }
        write!(f, "\nThe last that it wrote on standard error:\n{}", self.stderr_tail.trim_end())
    }
}

impl std::error::Error for StartError {}
