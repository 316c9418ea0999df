//! `explain`: all that is known of a requirement, in words.

use clap::Args;

use super::{Failure, print};
use crate::requirements::{self, Cases, Requirement};
use crate::runner::Profile;
use crate::{suite, text};

/// Say all that is known of a requirement.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  bulk-conformance explain SF-INGEST-003")]
pub(super) struct Explain {
    /// The requirement
    id: String,
}

impl Explain {
    pub(super) fn run(&self) -> Result<u8, Failure> {
        let id = self.id.to_uppercase();
        let Some(requirement) = requirements::find(&id) else {
            let meant = text::nearest(&id, requirements::all().map(|known| known.id));
            let meant = match meant {
                Some(id) => format!("did you mean `{id}`?"),
                None => "`bulk-conformance list` has all of them".to_owned(),
            };
            return Err(Failure::wrong(format!("there is no requirement `{}`; {meant}", self.id)));
        };
        print(&words(requirement))
    }
}

/// All of it.
pub(super) fn words(requirement: &Requirement) -> String {
    let mut level = requirement.level.name().to_owned();
    if let Some(feature) = requirement.must_if {
        level += &format!(", MUST if `{}` is declared", feature.name());
    }
    let mut page = format!("{}  {level}\n\n  {}\n\n", requirement.id, requirement.text);
    let mut say = |what: &str, words: String| {
        if !words.is_empty() {
            page += &format!("{what:<10} {words}\n");
        }
    };
    let grade = requirement.grade.name().replace('_', " ");
    say("known from", format!("{} ({grade})", requirement.source));
    let ops: Vec<_> = requirement.ops.iter().map(|op| op.name()).collect();
    say("asked of", format!("clients with {}", ops.join(" or ")));
    let features: Vec<_> =
        requirement.features.iter().map(|feature| format!("`{}`", feature.name())).collect();
    match features.is_empty() {
        true => say("declined", "by nobody: it is at the core".to_owned()),
        false => say("declined", format!("by clients without {}", features.join(", "))),
    }
    say("provoked", requirement.provoke.to_owned());
    say("looked at", requirement.observe.to_owned());
    say("seen", requirement.seen.to_owned());
    cases(requirement).into_iter().enumerate().for_each(|(at, case)| {
        say(if at == 0 { "cases" } else { "" }, case);
    });
    let within = |name: &&str| suite::ids(name).is_ok_and(|ids| ids.contains(&requirement.id));
    say("suites", suite::names().filter(within).collect::<Vec<_>>().join(", "));
    say("play it", format!("bulk-conformance run --only {} -- CMD", requirement.id));
    page
}

fn cases(requirement: &Requirement) -> Vec<String> {
    let (fixed, drawn) = match requirement.cases {
        Cases::Fixed(fixed) => (fixed(), false),
        Cases::Generated(_) => (Vec::new(), true),
        Cases::Both(fixed, _) => (fixed(), true),
    };
    let mut cases: Vec<String> = fixed
        .into_iter()
        .map(|case| match (case.slow, case.heavy) {
            (true, _) => format!("{} (with --slow)", case.name),
            (_, true) => format!("{} (with --profile nightly)", case.name),
            _ => case.name,
        })
        .collect();
    if drawn {
        let profiles = [Profile::Quick, Profile::Ci, Profile::Nightly];
        let counts = profiles.map(|profile| format!("{} ({})", profile.draws(), profile.name()));
        cases.push(format!("drawn ones: {}", counts.join(", ")));
    }
    cases
}
