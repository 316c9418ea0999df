//! Where a job comes to its end against the rules: the first of its fates that ends it.

use super::{JobFate, JobFates};

/// An end that is not the job's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ForcedEnd<'a> {
    /// Rows that are done before: 0 for none, all of them for an end after the last.
    pub at_row: u64,
    /// How.
    pub end: EndOfJob<'a>,
}

/// How a job ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EndOfJob<'a> {
    /// It fails with this message.
    Fails(&'a str),
    /// Somebody else aborts it.
    IsAborted,
    /// It is gone, as if it had never been; what its rows did stays.
    Vanishes,
}

impl JobFates {
    /// Where among `rows` the job is brought to its end; of several ends, the first to come.
    pub fn forced_end(&self, rows: u64) -> Option<ForcedEnd<'_>> {
        let ends = self.iter().filter_map(|fate| match fate {
            JobFate::Fail(fail) => Some((fail.at, EndOfJob::Fails(&fail.message))),
            JobFate::Abort(abort) => Some((abort.at, EndOfJob::IsAborted)),
            JobFate::Vanish(vanish) => Some((vanish.at?, EndOfJob::Vanishes)),
            _ => None,
        });
        // By share and not by row: which end it is does not depend on how many rows there are.
        let first = ends.reduce(|first, next| if next.0 < first.0 { next } else { first });
        first.map(|(at, end)| ForcedEnd { at_row: at.part_of(rows), end })
    }

    /// Which end the job is brought to, wherever that is.
    pub fn end(&self) -> Option<EndOfJob<'_>> {
        self.forced_end(0).map(|forced| forced.end)
    }
}
