//! MK-IMPORT-001: a form without an end.

use std::io::Read;
use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::http::Payload;
use bulk_reference::marketo::{self, Multipart, Steps};
use bulk_reference::rows::Part;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-001",
    bug: "does not close the form that holds the file",
    client: || made(|parts| parts.marketo = Arc::new(Open)),
};

struct Open;

impl Steps for Open {
    fn multipart(&self, run: &Run<'_>, part: &Part) -> Result<Multipart> {
        let Multipart { content_type, body } = marketo::multipart(run, part)?;
        let mut bytes = Vec::new();
        if let Payload::Stream(source) = &body {
            let read = source.open().and_then(|mut from| from.read_to_end(&mut bytes));
            read.map_err(|error| Failure::new(Class::Other, error.to_string()))?;
        }
        bytes.truncate(bytes.len().saturating_sub("--\r\n".len()));
        Ok(Multipart { content_type, body: Payload::bytes(bytes) })
    }
}
