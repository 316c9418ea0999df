//! How a client with one bug is made: the honest one with one part in the place of another.

use bulk_conformance::adapter::Client;
use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::http::{Answer, Broken, Request, Transport, Ureq};
use bulk_reference::run::Run;
use bulk_reference::{Parts, Reference};
use parking_lot::Mutex;

/// The honest client after this change to its parts.
pub(crate) fn made(change: impl FnOnce(&mut Parts)) -> Box<dyn Client> {
    let mut parts = Parts::honest();
    change(&mut parts);
    Box::new(Reference::new(parts))
}

/// The same case by a client that is made of other parts, for one step.
pub(crate) fn under<'a>(run: &Run<'a>, parts: &'a Parts) -> Run<'a> {
    let session = std::sync::Arc::clone(&run.session);
    Run { parts, session, case: run.case, cx: run.cx, began: run.began, tidying: run.tidying }
}

/// What came of a step on disk: its error is nobody's bug.
pub(crate) fn on_disk<T>(did: std::io::Result<T>) -> Result<T, Failure> {
    did.map_err(|error| Failure::new(Class::Other, error.to_string()))
}

/// Memory that is never given back, in many copies: as objects of a language that spends much on each
/// value.
#[derive(Default)]
pub(crate) struct Hoard(Mutex<Vec<Vec<u8>>>);

impl Hoard {
    /// Keeps so many copies of these bytes.
    pub(crate) fn keep(&self, bytes: &[u8], copies: usize) {
        self.0.lock().extend((0..copies).map(|_| bytes.to_vec()));
    }
}

/// The network, with requests that are changed on their way.
pub(crate) struct Edited {
    edit: fn(&mut Request),
    network: Ureq,
}

impl Edited {
    /// Changed in this way.
    pub(crate) fn new(edit: fn(&mut Request)) -> Self {
        Self { edit, network: Ureq::default() }
    }
}

impl Transport for Edited {
    fn send(&self, request: &Request) -> Result<Answer, Broken> {
        let mut request = request.clone();
        (self.edit)(&mut request);
        self.network.send(&request)
    }
}
