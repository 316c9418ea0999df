//! Where the program talks: to people on standard error, to programs on standard out.

use std::io::Write;

use tracing_subscriber::EnvFilter;

/// Says something to a person.
pub(super) fn say(text: &str) {
    // Nobody is left to hear that nobody hears.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Says what went wrong.
pub(super) fn error(text: &str) {
    say(&format!("bulk-mock: {text}"));
}

/// Prints a line that programs wait for.
pub(super) fn signal(line: &str) {
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// Prints what was asked for; `false` once nobody reads it, as `head` does when it has seen enough.
pub(super) fn print(bytes: &[u8]) -> bool {
    let mut out = std::io::stdout();
    out.write_all(bytes).and_then(|()| out.flush()).is_ok()
}

/// Starts the log at a level such as `info`, or a filter such as `bulk_mock::edge=debug`.
pub(super) fn start(filter: &str) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| format!("--log {filter}: {error}; use error, warn, info or debug"))?;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    Ok(())
}
