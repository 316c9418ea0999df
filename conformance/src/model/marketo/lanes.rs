//! The queue of one kind of job: first in, first out, a few at work, some more waiting (section 3).

/// How a queue moves.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How many jobs work at once.
    pub running: usize,
    /// How many jobs it holds, those at work included.
    pub queued: usize,
    /// From a job's entry to the start of its work, if a lane is free then.
    pub wait_ms: u64,
}

/// A job in the queue, by its number, with when it came and how long its work takes.
#[derive(Debug, Clone)]
struct Waiting {
    job: usize,
    since_ms: u64,
    work_ms: u64,
}

/// The queue, and who is at work.
#[derive(Debug, Clone)]
pub struct Lanes {
    pace: Pace,
    waiting: Vec<Waiting>,
    /// Jobs at work, and when each will be done.
    at_work: Vec<(usize, u64)>,
    /// When something last happened; nobody starts before that.
    last_ms: u64,
}

/// Something that happened to a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// Its work began.
    Started {
        /// The job.
        job: usize,
        /// When.
        at_ms: u64,
    },
    /// Its work ended.
    Finished {
        /// The job.
        job: usize,
        /// When.
        at_ms: u64,
    },
}

impl Lanes {
    /// An empty queue.
    pub fn new(pace: Pace) -> Self {
        Self { pace, waiting: Vec::new(), at_work: Vec::new(), last_ms: 0 }
    }

    /// Whether one more job finds no place.
    pub fn is_full(&self) -> bool {
        self.waiting.len() + self.at_work.len() >= self.pace.queued
    }

    /// Takes in a job.
    pub fn enter(&mut self, job: usize, now_ms: u64, work_ms: u64) {
        self.waiting.push(Waiting { job, since_ms: now_ms, work_ms });
    }

    /// Lets go of a job that was cancelled.
    pub fn leave(&mut self, job: usize, now_ms: u64) {
        self.waiting.retain(|waiting| waiting.job != job);
        self.at_work.retain(|(at_work, _)| *at_work != job);
        self.last_ms = self.last_ms.max(now_ms);
    }

    /// Time passes up to `now_ms`: everything that happens, in its order.
    pub fn advance_to(&mut self, now_ms: u64) -> Vec<Moved> {
        let mut moved = Vec::new();
        loop {
            let start = self.next_start();
            let end = self.at_work.iter().map(|(job, end)| (*end, *job)).min();
            match (start, end) {
                // A lane that is left is free for the next job at that very instant.
                (start, Some((end, job)))
                    if end <= now_ms && start.is_none_or(|start| end <= start) =>
                {
                    self.at_work.retain(|(at_work, _)| *at_work != job);
                    self.last_ms = self.last_ms.max(end);
                    moved.push(Moved::Finished { job, at_ms: end });
                }
                (Some(start), _) if start <= now_ms => {
                    let next = self.waiting.remove(0);
                    self.at_work.push((next.job, start + next.work_ms));
                    self.last_ms = self.last_ms.max(start);
                    moved.push(Moved::Started { job: next.job, at_ms: start });
                }
                _ => return moved,
            }
        }
    }

    /// When the first job in the queue starts, if a lane is free.
    fn next_start(&self) -> Option<u64> {
        let first = self.waiting.first().filter(|_| self.at_work.len() < self.pace.running)?;
        Some((first.since_ms + self.pace.wait_ms).max(self.last_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_work_at_once_and_the_third_starts_when_one_is_done() {
        let mut lanes = Lanes::new(Pace { running: 2, queued: 3, wait_ms: 10 });
        for job in 0..3 {
            lanes.enter(job, 0, 100);
        }
        assert!(lanes.is_full());
        let started = |job, at_ms| Moved::Started { job, at_ms };
        let finished = |job, at_ms| Moved::Finished { job, at_ms };
        assert_eq!(lanes.advance_to(109), [started(0, 10), started(1, 10)]);
        assert_eq!(lanes.advance_to(110), [finished(0, 110), finished(1, 110), started(2, 110)]);
        lanes.leave(2, 150);
        assert_eq!(lanes.advance_to(500), []);
        assert!(!lanes.is_full());
    }
}
