//! The programs under `examples/`, run to their ends: each asserts what it is there to show.

#![expect(
    clippy::duplicate_mod,
    reason = "each is a program of its own, with the client that all share"
)]

#[path = "../../examples/cut_download.rs"]
mod cut_download;
#[path = "../../examples/five_minute_job.rs"]
mod five_minute_job;
#[path = "../../examples/marketo_token_dies.rs"]
mod marketo_token_dies;
#[path = "../../examples/retry_on_503.rs"]
mod retry_on_503;
#[path = "../../examples/row_errors.rs"]
mod row_errors;
#[path = "../../examples/scenario_from_file.rs"]
mod scenario_from_file;

#[test]
fn a_download_is_cut_and_read_again() {
    cut_download::main();
}

#[test]
fn a_job_of_five_minutes_is_over_in_a_few_polls() {
    five_minute_job::main();
}

#[test]
fn a_marketo_client_gets_a_new_token_and_goes_on() {
    marketo_token_dies::main();
}

#[test]
fn a_client_tries_again_after_an_outage() {
    retry_on_503::main();
}

#[test]
fn rows_that_failed_are_loaded_again() {
    row_errors::main();
}

#[test]
fn a_situation_comes_from_a_file() {
    scenario_from_file::main();
}
