//! Lists of jobs, page by page: what a client sees while it pages does not shift under it.

use std::collections::VecDeque;

use super::id::{Id, IdSpace};
use super::schema::KeyPrefix;

/// Jobs on one page. Documented (3.7).
pub const PAGE_JOBS: usize = 1000;

/// Lists that are kept for their next page; the oldest makes room.
const LISTS_MAX: usize = 64;

/// The lists that clients are paging through.
#[derive(Clone, Default)]
pub struct Listings {
    kept: VecDeque<(u64, Vec<u64>)>,
    made: u64,
}

/// One page of job numbers, and the locator of the next one.
pub struct Page {
    /// The jobs' numbers.
    pub jobs: Vec<u64>,
    /// Where the list goes on.
    pub next: Option<String>,
}

impl Listings {
    /// The first page of a new list.
    pub fn first(&mut self, ids: IdSpace, jobs: Vec<u64>) -> Page {
        if jobs.len() <= PAGE_JOBS {
            return Page { jobs, next: None };
        }
        self.made += 1;
        let number = self.made;
        self.kept.push_back((number, jobs));
        if self.kept.len() > LISTS_MAX {
            self.kept.pop_front();
        }
        self.page(ids, number, 0).unwrap_or(Page { jobs: Vec::new(), next: None })
    }

    /// The page that a locator names; `None` for one that is not ours or too old.
    ///
    /// A locator has the shape `01gRM000000NS1vYAG-1000`. Documented.
    pub fn follow(&self, ids: IdSpace, locator: &str) -> Option<Page> {
        let (id, offset) = locator.split_once('-')?;
        let number = ids.number(&Id::parse(id).filter(|id| id.prefix() == "01g")?)?;
        self.page(ids, number, offset.parse().ok()?)
    }

    fn page(&self, ids: IdSpace, number: u64, offset: usize) -> Option<Page> {
        let (_, jobs) = self.kept.iter().find(|(kept, _)| *kept == number)?;
        let rest = jobs.get(offset..)?;
        let end = rest.len().min(PAGE_JOBS);
        let prefix = KeyPrefix::from_text("01g")?;
        let next =
            (rest.len() > end).then(|| format!("{}-{}", ids.id(prefix, number), offset + end));
        Some(Page { jobs: rest[..end].to_vec(), next })
    }
}
