//! What is to be played: the cases of each requirement that the client can be asked at all.

use std::fmt;
use std::sync::Arc;

use super::Options;
use crate::adapter::Subject;
use crate::generate::Draw;
use crate::judge::{Status, Verdict};
use crate::protocol::{Feature, Op, Ready, Support};
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::Scenario;

/// A drawn case that a client cannot be asked is replaced at most so often.
const DRAWN_AGAIN_MAX: u32 = 16;

/// One case that is to be played.
pub(super) struct Item {
    /// Its requirement, as a place in the list.
    pub(super) requirement: usize,
    /// Which case.
    pub(super) which: Which,
}

/// Which case of a requirement.
pub(super) enum Which {
    /// A fixed one, and which.
    Fixed(usize, Arc<Scenario>),
    /// The drawn one that takes this place.
    Drawn(u32),
}

/// Where a case stands among those of its requirement: the same in every run that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// One of the fixed ones.
    Fixed(usize),
    /// The drawn one of this number.
    Drawn(u32),
}

impl Place {
    /// Its number, if it was drawn.
    pub(super) fn drawn(self) -> Option<u32> {
        match self {
            Self::Fixed(_) => None,
            Self::Drawn(number) => Some(number),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(place) => write!(to, "{place}"),
            Self::Drawn(number) => write!(to, "drawn-{number}"),
        }
    }
}

/// Why a case is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// The client has not this operation.
    Op(Op),
    /// The client says that it cannot.
    Declined(String),
    /// It needs `--slow`.
    Slow,
    /// It needs the profile `nightly`.
    Heavy,
}

impl Left {
    pub(super) fn verdict(&self) -> Verdict {
        match self {
            Self::Op(op) => Verdict::nothing(
                Status::NotApplicable,
                format!("the client has no `{}`", op.name()),
            ),
            Self::Declined(why) => Verdict::nothing(Status::Declined, why),
            Self::Slow => Verdict::nothing(Status::NotLookedAt, "slow: only with `--slow`"),
            Self::Heavy => {
                Verdict::nothing(Status::NotLookedAt, "heavy: only with `--profile nightly`")
            }
        }
    }
}

/// The cases of a requirement that can be played, and why the others are not.
pub(super) fn items(
    at: usize,
    requirement: &Requirement,
    ready: &Ready,
    options: &Options,
) -> (Vec<Item>, Vec<Left>) {
    if let Some(left) = unable(requirement, ready) {
        return (Vec::new(), vec![left]);
    }
    let (fixed, drawn) = match requirement.cases {
        Cases::Fixed(fixed) => (fixed(), 0),
        Cases::Generated(_) => (Vec::new(), options.profile.draws()),
        Cases::Both(fixed, _) => (fixed(), options.profile.draws()),
    };
    let mut items = Vec::new();
    let mut left = Vec::new();
    for (place, scenario) in fixed.into_iter().enumerate() {
        match left_out(&scenario, ready, options) {
            Some(why) => left.push(why),
            None => {
                items.push(Item { requirement: at, which: Which::Fixed(place, Arc::new(scenario)) })
            }
        }
    }
    items.extend((0..drawn).map(|slot| Item { requirement: at, which: Which::Drawn(slot) }));
    items.truncate(options.cases_max.map_or(usize::MAX, |most| most as usize));
    (items, left)
}

/// Draws the case for a place: the first one that the client can be asked, with its number.
pub(super) fn drawn(
    requirement: &Requirement,
    slot: u32,
    ready: &Ready,
    options: &Options,
) -> Result<(u32, Scenario), Left> {
    let (Cases::Generated(make) | Cases::Both(_, make)) = requirement.cases else {
        return Err(Left::Declined("nothing is drawn".to_owned()));
    };
    let mut last = None;
    for round in 0..DRAWN_AGAIN_MAX {
        let number = slot + round * options.profile.draws();
        let suite = options.draws_of();
        let scenario = make(&mut Draw::new(options.seed, suite, requirement.id, number));
        match left_out(&scenario, ready, options) {
            Some(why) => last = last.or(Some(why)),
            None => return Ok((number, scenario)),
        }
    }
    Err(last.unwrap_or(Left::Heavy))
}

/// Whether a client can be asked this case of a requirement, slow ones aside.
pub(crate) fn can_be_asked(
    requirement: &Requirement,
    scenario: &Scenario,
    subject: &dyn Subject,
) -> bool {
    let ready = subject.ready();
    let options = Options { slow: true, ..Options::default() };
    unable(requirement, ready).is_none() && left_out(scenario, ready, &options).is_none()
}

/// Why a client is not asked for a requirement at all.
fn unable(requirement: &Requirement, ready: &Ready) -> Option<Left> {
    if let Some(first) = requirement.ops.first()
        && !requirement.ops.iter().any(|op| ready.ops.contains(op))
    {
        return Some(Left::Op(*first));
    }
    requirement.features.iter().find_map(|feature| lacks(ready, *feature, None))
}

/// Why a client cannot be asked a case, or is not in this run.
fn left_out(scenario: &Scenario, ready: &Ready, options: &Options) -> Option<Left> {
    if let Some(call) = scenario.calls.iter().find(|call| !ready.ops.contains(&call.op)) {
        return Some(Left::Op(call.op));
    }
    let mut needs = scenario.calls.iter().flat_map(|call| call.needs());
    if let Some(left) = needs.find_map(|(feature, value)| lacks(ready, feature, value.as_deref())) {
        return Some(left);
    }
    if scenario.heavy && options.profile != super::Profile::Nightly {
        return Some(Left::Heavy);
    }
    (scenario.slow && !options.slow).then_some(Left::Slow)
}

fn lacks(ready: &Ready, feature: Feature, value: Option<&str>) -> Option<Left> {
    let support = ready.support(feature);
    if value.map_or_else(|| support.is_yes(), |value| support.covers(value)) {
        return None;
    }
    let name = feature.name();
    let what = value.map_or_else(|| format!("`{name}`"), |value| format!("`{name}` {value}"));
    Some(Left::Declined(match support {
        Support::No { why, issue: Some(issue), .. } => format!("{what}: {why} ({issue})"),
        Support::No { why, .. } => format!("{what}: {why}"),
        _ => format!("{what} is not declared"),
    }))
}

/// How much a requirement counts for this client.
pub(super) fn level(requirement: &Requirement, ready: &Ready) -> Level {
    let declared = requirement.must_if.is_some_and(|feature| ready.support(feature).is_yes());
    let level = if declared { Level::Must } else { requirement.level };
    level.min(requirement.grade.cap())
}
