//! The reference client as an adapter on standard in and standard out.

use std::process::ExitCode;

use bulk_reference::{Parts, Reference};

fn main() -> ExitCode {
    match bulk_conformance::adapter::serve(Reference::new(Parts::honest())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
