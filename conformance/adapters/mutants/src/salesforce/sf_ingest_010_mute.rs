//! SF-INGEST-010: rows without reasons.

use std::sync::Arc;

use bulk_reference::rows::{Kind, Rows};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-010",
    bug: "hands over failed rows without the reason",
    client: || made(|parts| parts.rows = Arc::new(Mute)),
};

struct Mute;

impl Rows for Mute {
    fn header(&self, _kind: Kind, names: Vec<String>) -> Vec<String> {
        let shown = |name: String| if name == "sf__Error" { "error".to_owned() } else { name };
        names.into_iter().map(shown).collect()
    }
}
