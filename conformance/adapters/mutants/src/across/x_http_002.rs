//! X-HTTP-002: the token goes wherever a redirect says.

use std::sync::Arc;

use bulk_reference::http::{Answer, Broken, Request, Transport, Ureq};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "X-HTTP-002",
    bug: "follows redirects with its token",
    client: || made(|parts| parts.transport = Arc::new(Follows::default())),
};

#[derive(Default)]
struct Follows {
    network: Ureq,
}

impl Transport for Follows {
    fn send(&self, request: &Request) -> Result<Answer, Broken> {
        let answer = self.network.send(request)?;
        match answer.header("location") {
            Some(elsewhere) if (300..400).contains(&answer.status) => {
                self.network.send(&Request { url: elsewhere.to_owned(), ..request.clone() })
            }
            _ => Ok(answer),
        }
    }
}
