//! The words that rules may use of Marketo, from the lists that the provider has anyway.

use std::sync::LazyLock;

use super::super::operation::{OPERATIONS, Operation};
use super::act::QUOTAS;
use super::refusal::codes;
use super::rows::row_codes;
use crate::faults::{Answers, OperationWords, Vocabulary};

const IMPORT: Answers = Answers::Job {
    state: "/result/0/status",
    counters: &[
        "/result/0/numOfLeadsProcessed",
        "/result/0/numOfObjectsProcessed",
        "/result/0/numOfRowsFailed",
        "/result/0/numOfRowsWithWarning",
    ],
    checksum: None,
    file_size: None,
};

const EXPORT: Answers = Answers::Job {
    state: "/result/0/status",
    counters: &["/result/0/numberOfRecords"],
    checksum: Some("/result/0/fileChecksum"),
    file_size: Some("/result/0/fileSize"),
};

const TOKEN: Answers = Answers::Token { life: Some("/expires_in"), instance_url: None };

const ROWS: Answers = Answers::Rows { locator: None, count: None };

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
        provider: "marketo",
        operations,
        states: vec![
            "Created",
            "Queued",
            "Processing",
            "Completed",
            "Failed",
            "Cancelled",
            "Importing",
            "Complete",
        ],
        codes: codes(),
        row_codes: row_codes(),
        quotas: QUOTAS.to_vec(),
    }
}

fn operation(operation: Operation, name: &'static str) -> OperationWords {
    use Operation::*;
    let plain = OperationWords::plain(name);
    let of_job = OperationWords { of_job: true, ..plain };
    match operation {
        Token => OperationWords { has_token: false, answers: TOKEN, ..plain },
        ImportCreate => {
            OperationWords { makes_job: true, takes_rows: true, answers: IMPORT, ..plain }
        }
        ExportCreate => OperationWords { makes_job: true, answers: EXPORT, ..plain },
        ImportStatus => OperationWords { answers: IMPORT, ..of_job },
        ExportStatus | ExportEnqueue | ExportCancel => OperationWords { answers: EXPORT, ..of_job },
        ImportFailures | ImportWarnings | ExportFile => OperationWords { answers: ROWS, ..of_job },
        _ => plain,
    }
}
