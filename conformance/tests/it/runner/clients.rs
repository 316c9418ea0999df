//! Clients that behave badly, each in one way.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bulk_conformance::adapter::{Client, Cx};
use bulk_conformance::protocol::{Case, Op, Outcome, Ready, RowFiles, Success};
use parking_lot::Mutex;

use super::honest::{Honest, ready};

/// What a scripted client does.
pub(crate) type Act = fn(&Case, &Cx) -> Outcome;

/// A client that does what its script says.
pub(crate) struct Scripted(pub(crate) Act);

impl Client for Scripted {
    fn ready(&self) -> Ready {
        ready("scripted", &[Op::SfIngest, Op::SfQuery], 4)
    }

    fn run(&self, case: &Case, cx: &Cx) -> Outcome {
        (self.0)(case, cx)
    }
}

/// Says that all is done, and does nothing.
pub(crate) fn lies(_: &Case, _: &Cx) -> Outcome {
    Outcome::Ok(Success::default())
}

/// Does not come back, until the test is over.
pub(crate) fn hangs(_: &Case, cx: &Cx) -> Outcome {
    cx.wait(Duration::from_secs(600));
    Outcome::Ok(Success::default())
}

/// Panics.
pub(crate) fn panics(_: &Case, _: &Cx) -> Outcome {
    panic!("out of its mind")
}

/// Is broken itself.
pub(crate) fn breaks(_: &Case, _: &Cx) -> Outcome {
    Outcome::Broken { message: "no interpreter".to_owned() }
}

/// Hands over rows in a file that is no table.
pub(crate) fn scribbles(case: &Case, _: &Cx) -> Outcome {
    let path = case.dir.join("rows");
    std::fs::write(&path, "Id,Name\n").expect("a folder of its own");
    let rows = RowFiles { success: Some(path), ..RowFiles::default() };
    Outcome::Ok(Success { rows, ..Success::default() })
}

/// Says that it cannot.
pub(crate) fn shrugs(_: &Case, _: &Cx) -> Outcome {
    Outcome::Unsupported { what: "anything".to_owned() }
}

/// Honest but for its first case, which it says is done.
#[derive(Default)]
pub(crate) struct Flaky {
    cases: AtomicU32,
}

impl Client for Flaky {
    fn ready(&self) -> Ready {
        ready("flaky", &[Op::SfIngest, Op::SfQuery], 1)
    }

    fn run(&self, case: &Case, cx: &Cx) -> Outcome {
        match self.cases.fetch_add(1, Ordering::Relaxed) {
            0 => panics(case, cx),
            _ => Honest::default().run(case, cx),
        }
    }
}

/// Does nothing, and remembers as whom it was to do it.
#[derive(Clone, Default)]
pub(crate) struct Guest {
    /// A line each: the requirement, and its user.
    pub(crate) lines: Arc<Mutex<BTreeSet<String>>>,
}

impl Client for Guest {
    fn ready(&self) -> Ready {
        ready("guest", &[Op::SfIngest, Op::SfQuery], 8)
    }

    fn run(&self, case: &Case, cx: &Cx) -> Outcome {
        let user = case.target.auth.username.as_deref().unwrap_or_default();
        self.lines.lock().insert(format!("{} {user}", case.requirements.concat()));
        lies(case, cx)
    }
}
