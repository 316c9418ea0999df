//! Which cases share a login.

use std::collections::HashMap;
use std::sync::Arc;

use bulk_conformance::protocol::Case;
use parking_lot::Mutex;

use super::{Login, Session};

/// The logins that more than one case may use.
#[derive(Default)]
pub struct Book {
    shared: Mutex<HashMap<String, Arc<Session>>>,
}

impl Book {
    /// The login for a case: that of the others of its kind, or one of its own.
    pub fn session(&self, login: &dyn Login, case: &Case) -> Arc<Session> {
        match login.session_key(case) {
            None => Arc::new(Session::new(case)),
            Some(key) => {
                let mut shared = self.shared.lock();
                Arc::clone(shared.entry(key).or_insert_with(|| Arc::new(Session::new(case))))
            }
        }
    }
}
