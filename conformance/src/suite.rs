//! Suites: sets of requirements that never change once they are out, and runs of them in a test.

use crate::adapter::{Client, InProcess};
use crate::baseline::Baseline;
use crate::requirements::{self, Requirement};
use crate::runner::{self, Options, Profile, Verdicts};
use crate::text;

/// The frozen sets, each a file of ids.
const FILES: &[(&str, &str)] = &[
    ("sf-2026.11", include_str!("../suites/sf-2026.11.txt")),
    ("mk-2026.11", include_str!("../suites/mk-2026.11.txt")),
];

/// Sets that are made of others.
const UNIONS: &[(&str, &[&str])] = &[("2026.11", &["sf-2026.11", "mk-2026.11"])];

/// The suite of runs that name none.
pub const LATEST: &str = "2026.11";

/// The names of all suites.
pub fn names() -> impl Iterator<Item = &'static str> {
    UNIONS.iter().map(|(name, _)| *name).chain(FILES.iter().map(|(name, _)| *name))
}

/// The ids of a suite, in order.
///
/// # Errors
/// There is no such suite: in words, with the one that could be meant.
pub fn ids(name: &str) -> Result<Vec<&'static str>, String> {
    if let Some((_, text)) = FILES.iter().find(|(known, _)| *known == name) {
        return Ok(text.lines().filter(|line| !line.starts_with('#')).collect());
    }
    let Some((_, parts)) = UNIONS.iter().find(|(known, _)| *known == name) else {
        let known = names().collect::<Vec<_>>().join(", ");
        return Err(format!("there is no suite `{name}`; there are {known}"));
    };
    let mut all: Vec<&'static str> = Vec::new();
    for part in *parts {
        let fresh = ids(part)?.into_iter().filter(|id| !all.contains(id)).collect::<Vec<_>>();
        all.extend(fresh);
    }
    Ok(all)
}

/// The requirements of a suite, in the order of the catalogue.
///
/// # Errors
/// As [`ids`].
pub fn requirements(name: &str) -> Result<Vec<&'static Requirement>, String> {
    let ids = ids(name)?;
    Ok(requirements::all().filter(|requirement| ids.contains(&requirement.id)).collect())
}

/// Whether a suite has all requirements of another; a suite that there is not has none.
pub fn holds(whole: &str, part: &str) -> bool {
    let (Ok(whole), Ok(part)) = (ids(whole), ids(part)) else { return false };
    part.iter().all(|id| whole.contains(id))
}

/// Those whose ids match one of `only` (all, if there is none) and none of `skip`; `*` stands for any
/// characters.
///
/// # Errors
/// A pattern that matches nothing: in words, with the id that could be meant.
pub fn select(
    from: &[&'static Requirement],
    only: &[String],
    skip: &[String],
) -> Result<Vec<&'static Requirement>, String> {
    for pattern in only.iter().chain(skip) {
        if !from.iter().any(|requirement| matches(pattern, requirement.id)) {
            let ids = from.iter().map(|requirement| requirement.id);
            let meant = text::nearest(pattern, ids);
            let meant = meant
                .map(|id| format!("did you mean `{id}`?"))
                .unwrap_or_else(|| "`bulk-conformance list` has all of them".to_owned());
            return Err(format!("`{pattern}` matches no requirement of the suite; {meant}"));
        }
    }
    let any = |patterns: &[String], id: &str| patterns.iter().any(|pattern| matches(pattern, id));
    let meant = |requirement: &&&'static Requirement| {
        (only.is_empty() || any(only, requirement.id)) && !any(skip, requirement.id)
    };
    let chosen: Vec<_> = from.iter().filter(meant).copied().collect();
    match chosen.is_empty() {
        true => Err("nothing is left to be played: what is asked for is left out again".to_owned()),
        false => Ok(chosen),
    }
}

/// Whether a pattern stands for a text, in any letter case; `*` stands for any characters.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_uppercase(), text.to_uppercase());
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// A run of a suite in a test of one's own: see [`suite`].
#[derive(Clone, Debug)]
pub struct Suite {
    options: Options,
    only: Vec<String>,
    skip: Vec<String>,
    baseline: Option<std::path::PathBuf>,
}

/// A suite to be played in a test, such as `2026.11` or `sf-2026.11`.
///
/// In a test of one's own, [`Verdicts::assert`] stands at the end. Here is a client that can do nothing: it
/// breaks no requirement, and conforms to none.
///
/// ```
/// use bulk_conformance::adapter::{Client, Cx};
/// use bulk_conformance::protocol::{Case, ClientInfo, Op, Outcome, Ready};
///
/// struct Idle;
///
/// impl Client for Idle {
///     fn ready(&self) -> Ready {
///         Ready {
///             protocol: 1,
///             client: ClientInfo { name: "idle".to_owned(), ..ClientInfo::default() },
///             ops: vec![Op::SfQuery],
///             features: Default::default(),
///             parallel: 4,
///         }
///     }
///
///     fn run(&self, _: &Case, _: &Cx) -> Outcome {
///         Outcome::Unsupported { what: "anything".to_owned() }
///     }
/// }
///
/// let verdicts = bulk_conformance::suite("sf-2026.11").only("SF-QUERY-001").run(Idle);
/// assert_eq!(verdicts.end.exit, 4); // nothing was exercised: `verdicts.assert()` would panic
/// ```
pub fn suite(name: &str) -> Suite {
    let options = Options { suite: name.to_owned(), ..Options::default() };
    Suite { options, only: Vec::new(), skip: Vec::new(), baseline: None }
}

impl Suite {
    /// With the failures that this file knows, looked for from the package's own folder.
    #[must_use]
    pub fn baseline(mut self, file: impl Into<std::path::PathBuf>) -> Self {
        self.baseline = Some(file.into());
        self
    }

    /// With so many drawn cases.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.options.profile = profile;
        self
    }

    /// Only requirements whose ids match this too; `*` stands for any characters.
    #[must_use]
    pub fn only(mut self, pattern: &str) -> Self {
        self.only.push(pattern.to_owned());
        self
    }

    /// Without requirements whose ids match this.
    #[must_use]
    pub fn skip(mut self, pattern: &str) -> Self {
        self.skip.push(pattern.to_owned());
        self
    }

    /// Drawn from this seed.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.options.seed = seed;
        self
    }

    /// With cases that need a client's own long pauses.
    #[must_use]
    pub fn slow(mut self) -> Self {
        self.options.slow = true;
        self
    }

    /// With a SHOULD that counts like a MUST.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.options.strict = true;
        self
    }

    /// Plays it against a client in this process.
    ///
    /// # Panics
    /// There is no such suite, a pattern matches nothing, the baseline cannot be read, or the fake
    /// cannot be started: with a text that says what to do.
    #[track_caller]
    pub fn run(self, client: impl Client + 'static) -> Verdicts {
        match self.try_run(client) {
            Ok(verdicts) => verdicts,
            Err(what) => panic!("{what}"),
        }
    }

    fn try_run(self, client: impl Client + 'static) -> Result<Verdicts, String> {
        let all = requirements(&self.options.suite)?;
        let chosen = select(&all, &self.only, &self.skip)?;
        let baseline = match &self.baseline {
            Some(file) => Baseline::load(file, &self.options.suite)?,
            None => Baseline::default(),
        };
        runner::play(&chosen, &InProcess::new(client), &self.options, &baseline, &mut |_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters() {
        assert!(matches("SF-*", "SF-QUERY-001"));
        assert!(matches("*-query-*1", "SF-QUERY-001"));
        assert!(matches("SF-QUERY-001", "SF-QUERY-001"));
        assert!(!matches("SF-QUERY", "SF-QUERY-001"));
        assert!(!matches("SF-*-002", "SF-QUERY-001"));
    }

    #[test]
    fn a_pattern_that_matches_nothing_is_refused_with_what_could_be_meant() {
        let all = requirements(LATEST).unwrap();
        let wrong = select(&all, &["SF-INGEST-03".to_owned()], &[]).err();
        insta::assert_snapshot!(
            wrong.unwrap(),
            @"`SF-INGEST-03` matches no requirement of the suite; did you mean `SF-INGEST-003`?"
        );
    }
}
