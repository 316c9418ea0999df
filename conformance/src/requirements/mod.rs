//! The catalogue: what a right client does, one requirement a file.
//!
//! A requirement says in words what is asked, why that is known, how it is provoked and how it is
//! judged. It knows scenarios, evidence and what judges have in common; it runs nothing.

mod across;
mod catalogue;
mod csv;
mod level;
mod loads;
mod marketo;
mod memory;
mod reading;
mod rows;
mod salesforce;
mod waits;

pub use catalogue::{all, find};
pub use level::{Grade, Level};

use crate::evidence::Evidence;
use crate::generate::Draw;
use crate::judge::Judgement;
use crate::protocol::{Feature, Op};
use crate::scenario::Scenario;

/// Something that a right client does.
pub struct Requirement {
    /// Its id, for ever: `SF-INGEST-003`.
    pub id: &'static str,
    /// What is asked, in a sentence.
    pub text: &'static str,
    /// How much it counts.
    pub level: Level,
    /// With this feature declared it is a MUST, whatever `level` says.
    pub must_if: Option<Feature>,
    /// Where it is known from: a sheet and its section, or a standard.
    pub source: &'static str,
    /// How well it is known; caps the level.
    pub grade: Grade,
    /// Operations that a client must have to be asked; one that has none of them is not.
    pub ops: &'static [Op],
    /// Optional features without which it may be declined; none for what is at the core.
    pub features: &'static [Feature],
    /// How it is provoked, in a sentence.
    pub provoke: &'static str,
    /// What is looked at, in a sentence.
    pub observe: &'static str,
    /// Real clients that were seen to break it.
    pub seen: &'static str,
    /// Its cases.
    pub cases: Cases,
    /// Whether it is about the adapter: an adapter that does not keep to the protocol breaks it, where
    /// elsewhere nothing is said of the client then.
    pub of_adapter: bool,
    /// The verdict on one of its cases.
    pub judge: fn(&Evidence) -> Judgement,
}

/// Where the cases of a requirement come from.
#[derive(Clone, Copy)]
pub enum Cases {
    /// These, in every profile.
    Fixed(fn() -> Vec<Scenario>),
    /// As many as the profile says, drawn one by one.
    Generated(fn(&mut Draw) -> Scenario),
    /// These, and then as many drawn ones as the profile says.
    Both(fn() -> Vec<Scenario>, fn(&mut Draw) -> Scenario),
}

impl Requirement {
    /// What is not said is said here: a MUST at the core, documented, seen nowhere.
    pub(crate) const TEMPLATE: Requirement = Requirement {
        id: "",
        text: "",
        level: Level::Must,
        must_if: None,
        source: "",
        grade: Grade::Documented,
        ops: &[],
        features: &[],
        provoke: "",
        observe: "",
        seen: "",
        cases: Cases::Fixed(Vec::new),
        of_adapter: false,
        judge: |_| Ok(()),
    };

    /// Whether it may not be declined.
    pub fn is_core(&self) -> bool {
        self.features.is_empty()
    }
}
