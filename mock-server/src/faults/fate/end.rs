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
    /// Where among `rows` the job is brought to its end; of several, the first to come.
    pub fn forced_end(&self, rows: u64) -> Option<ForcedEnd<'_>> {
        let ends = self.iter().filter_map(|fate| {
            let (at, end) = match fate {
                JobFate::Fail(fail) => (fail.at, EndOfJob::Fails(&fail.message)),
                JobFate::Abort(abort) => (abort.at, EndOfJob::IsAborted),
                JobFate::Vanish(vanish) => (vanish.at?, EndOfJob::Vanishes),
                _ => return None,
            };
            Some(ForcedEnd { at_row: at.part_of(rows), end })
        });
        ends.min_by_key(|forced| forced.at_row)
    }
}
