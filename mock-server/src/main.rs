//! The `bulk-mock` binary: hands the command line to `cli` and nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    bulk_mock::cli::run()
}
