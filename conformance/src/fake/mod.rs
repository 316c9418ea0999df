//! The fake that clients are judged against: started here, and spoken to over HTTP like any other.
//!
//! The only place that knows the crate `bulk_mock`, and all that it knows of it is how to start it.
//! Orgs, rules of faults, journals and rows go over the admin surface (`admin`), so that the judge
//! sees what anybody can see.

mod admin;
mod objects;
mod org;

pub use admin::{Admin, AdminError};
pub use objects::{SHEET, SHEET_TEXTS, WIDE, WIDE_TEXTS};
pub use org::Org;

use std::collections::HashMap;
use std::sync::Arc;

use bulk_mock::{ClockMode, MockServer};
use parking_lot::Mutex;
use tokio::runtime::Runtime;

/// A running fake. Dropping it stops it.
pub struct Fake {
    admin: Admin,
    /// How many orgs each case has had so far.
    orgs: Mutex<HashMap<String, u32>>,
    /// Dropped before the runtime that it runs on.
    _server: MockServer,
    _runtime: Runtime,
}

/// What a journal holds: every byte of the heaviest case, which loads 200 MB.
const JOURNAL_BYTES_MAX: usize = 1 << 30;

impl Fake {
    /// Starts one on a free port of the loopback interface.
    ///
    /// # Errors
    /// No port, or no threads; in words.
    pub fn start() -> Result<Arc<Self>, String> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| format!("the fake cannot be started: {error}"))?;
        let builder = MockServer::builder()
            .demo(None)
            .clock(ClockMode::Auto)
            .keep_bodies()
            .configure(|config, _| config.journal.bytes_max = JOURNAL_BYTES_MAX)
            .objects(objects::definitions())?;
        let server = runtime.block_on(builder.start())?;
        let admin = Admin::new(server.url());
        Ok(Arc::new(Self { admin, orgs: Mutex::default(), _server: server, _runtime: runtime }))
    }

    /// Where clients reach it.
    pub fn url(&self) -> &str {
        self.admin.url()
    }

    /// Its admin surface.
    pub fn admin(&self) -> &Admin {
        &self.admin
    }

    /// A fresh org for a case, with settings that differ from the fake's defaults.
    ///
    /// It is named after the case and not in order of first come: whatever the fake draws, such as the
    /// order of rows that nobody sorted, it draws by the name of the org, and a case is to meet the same
    /// in every run, whichever others are played beside it.
    ///
    /// # Errors
    /// What the fake says of the settings.
    pub fn org(
        self: &Arc<Self>,
        case: &str,
        world: &crate::scenario::World,
    ) -> Result<Org, AdminError> {
        let number = {
            let mut orgs = self.orgs.lock();
            let number = orgs.entry(case.to_owned()).or_default();
            *number += 1;
            *number
        };
        Org::declare(Arc::clone(self), case, number, world)
    }
}
