//! The calls that an org was asked, as a test reads them from the journal.

use std::fmt::Write;
use std::ops::Deref;

use crate::core::journal::{Entry, Exchange};
use crate::core::pattern::like;
use crate::org::OrgCell;

/// At most so many lines tell what came.
const LINES_MAX: usize = 20;

/// Exchanges of an org, oldest first, to be narrowed down and looked at. They stay as they were when
/// they were asked for, secrets in the clear.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// # let server = bulk_mock::MockServer::builder().offline().expect("a server");
/// # let org = server.org("a");
/// let refused = org.calls("salesforce.*").status(503);
/// assert!(refused.iter().all(|call| call.method == "GET"));
/// assert_eq!(refused.fault("busy").len(), 0);
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Calls(Vec<Exchange>);

impl Calls {
    pub(super) fn of(cell: &OrgCell, operation: &str) -> Self {
        let org = cell.lock();
        let exchange = |entry: &Entry| match entry {
            Entry::Exchange(exchange) => Some((**exchange).clone()),
            Entry::Transition(_) => None,
        };
        let all = org.journal.entries().filter_map(exchange);
        Self(all.filter(|call| like(operation, call.operation.unwrap_or(""))).collect())
    }

    /// Those that were answered with that status.
    pub fn status(self, status: u16) -> Self {
        self.which(|call| call.status == Some(status))
    }

    /// Those that a fault of that name changed.
    pub fn fault(self, rule: &str) -> Self {
        self.which(|call| call.faults.iter().any(|fired| &*fired.rule == rule))
    }

    /// Those whose target names that job.
    pub fn job(self, id: &str) -> Self {
        self.which(|call| call.target.contains(id))
    }

    /// Those of which something else holds.
    pub fn which(mut self, holds: impl FnMut(&Exchange) -> bool) -> Self {
        self.0.retain(holds);
        self
    }

    /// What came, a line each; the same one after the other on one line, and only the last of many.
    pub(super) fn told(&self) -> String {
        let mut lines: Vec<(String, usize)> = Vec::new();
        for call in &self.0 {
            let operation = call.operation.unwrap_or("no operation");
            let status = call.status.map_or("no answer".into(), |status| status.to_string());
            let line = format!("{operation}  {status}");
            match lines.last_mut() {
                Some((last, times)) if *last == line => *times += 1,
                Some(_) | None => lines.push((line, 1)),
            }
        }
        let mut out = String::new();
        if let Some(more) = lines.len().checked_sub(LINES_MAX).filter(|more| *more > 0) {
            let _ = write!(out, "\n    … {more} more before");
        }
        for (line, times) in lines.iter().rev().take(LINES_MAX).rev() {
            let _ = write!(out, "\n    {line}");
            if *times > 1 {
                let _ = write!(out, "  {times} times");
            }
        }
        out
    }
}

impl Deref for Calls {
    type Target = [Exchange];

    fn deref(&self) -> &[Exchange] {
        &self.0
    }
}

impl IntoIterator for Calls {
    type Item = Exchange;
    type IntoIter = std::vec::IntoIter<Exchange>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
