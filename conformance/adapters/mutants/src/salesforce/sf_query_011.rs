//! SF-QUERY-011: a query that is wrong is made again.

use std::sync::Arc;

use bulk_conformance::protocol::Class;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Job, Plan, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-011",
    bug: "tries a query that was refused once more",
    client: || made(|parts| parts.salesforce = Arc::new(Again)),
};

struct Again;

impl Steps for Again {
    fn create_query(&self, run: &Run<'_>, plan: &Plan) -> Result<Job> {
        match salesforce::create_query(run, plan) {
            Err(failure) if failure.class == Class::Rejected => salesforce::create_query(run, plan),
            made => made,
        }
    }
}
