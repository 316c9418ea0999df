//! The `bulk-conformance` binary: hands the command line to `cli` and nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    bulk_conformance::cli::run()
}
