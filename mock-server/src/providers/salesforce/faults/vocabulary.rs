//! The words that rules may use of Salesforce, from the lists that the provider has anyway.

use std::sync::LazyLock;

use super::super::operation::{OPERATIONS, Operation};
use super::act::QUOTAS;
use super::known::{KNOWN, oauth_codes};
use super::row_codes::ROW_CODES;
use crate::faults::{Answers, LocatorWords, OperationWords, Vocabulary};

const JOB: Answers = Answers::Job {
    state: "/state",
    counters: &["/numberRecordsProcessed", "/numberRecordsFailed"],
    checksum: None,
    file_size: None,
};

/// The answer does not say how long the token lives (1.1).
const TOKEN: Answers = Answers::Token { life: None, instance_url: Some("/instance_url") };

const RESULTS: Answers = Answers::Rows { locator: None, count: None };

const PAGES: Answers =
    Answers::Rows { locator: Some(LOCATOR), count: Some("sforce-numberofrecords") };

const LOCATOR: LocatorWords = LocatorWords {
    header: "sforce-locator",
    last: "null",
    parameter: "locator",
    // Assumed, as the setting `bad_locator` is.
    refusal: ("INVALIDJOB", 400, "Invalid locator: {}"),
};

/// The words.
pub fn vocabulary() -> &'static Vocabulary {
    static WORDS: LazyLock<Vocabulary> = LazyLock::new(words);
    &WORDS
}

fn words() -> Vocabulary {
    let mut operations: Vec<OperationWords> = Vec::new();
    for line in OPERATIONS {
        if operations.iter().all(|known| known.name != line.name) {
            operations.push(operation(line.operation, line.name));
        }
    }
    Vocabulary {
        provider: "salesforce",
        operations,
        states: vec!["Open", "UploadComplete", "InProgress", "JobComplete", "Aborted", "Failed"],
        codes: KNOWN
            .iter()
            .map(|known| (known.code.to_owned(), known.status))
            .chain(oauth_codes().map(|(code, _)| (code.to_owned(), 400)))
            .collect(),
        row_codes: ROW_CODES.iter().map(|known| known.code.to_owned()).collect(),
        quotas: QUOTAS.to_vec(),
    }
}

fn operation(operation: Operation, name: &'static str) -> OperationWords {
    use Operation::*;
    let plain = OperationWords::plain(name);
    let of_job = OperationWords { of_job: true, ..plain };
    match operation {
        Token | SoapLogin => OperationWords { has_token: false, answers: TOKEN, ..plain },
        Authorize | Introspect | Revoke | Versions => OperationWords { has_token: false, ..plain },
        IngestCreate => OperationWords { makes_job: true, takes_rows: true, answers: JOB, ..plain },
        QueryCreate => OperationWords { makes_job: true, answers: JOB, ..plain },
        IngestInfo | IngestChange | QueryInfo | QueryChange => {
            OperationWords { answers: JOB, ..of_job }
        }
        IngestUpload => OperationWords { takes_rows: true, ..of_job },
        IngestSuccessfulResults | IngestFailedResults | IngestUnprocessedRecords => {
            OperationWords { answers: RESULTS, ..of_job }
        }
        QueryResults => OperationWords { answers: PAGES, ..of_job },
        IngestDelete | QueryDelete | QueryResultPages => of_job,
        _ => plain,
    }
}
