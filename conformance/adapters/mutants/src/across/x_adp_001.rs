//! X-ADP-001: an adapter that forgets what jobs are called.

use bulk_conformance::adapter::{Client, Cx};
use bulk_conformance::protocol::{Case, Outcome, Ready};
use bulk_reference::{Parts, Reference};

use crate::Mutant;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "X-ADP-001",
    bug: "tells of jobs without their ids",
    client: || Box::new(Nameless(Reference::new(Parts::honest()))),
};

struct Nameless(Reference);

impl Client for Nameless {
    fn ready(&self) -> Ready {
        self.0.ready()
    }

    fn run(&self, case: &Case, cx: &Cx) -> Outcome {
        match self.0.run(case, cx) {
            Outcome::Ok(mut success) => {
                success.jobs.iter_mut().for_each(|job| job.id.clear());
                Outcome::Ok(success)
            }
            ended => ended,
        }
    }
}
