//! From a path and a method to an operation; segments match in any letter case.

use super::super::operation::{GAPS, Line, Operation};
use super::super::version::{ApiVersion, NamedVersion};
use super::{ApiError, render};
use crate::edge::{Head, Named, Served, segment};

/// The paths of all operations, cut into segments.
pub(super) struct Paths {
    lines: Vec<(&'static Line, Vec<&'static str>)>,
    /// The place of the line for what is not faked.
    not_faked: Option<usize>,
}

impl Paths {
    pub(super) fn of(lines: &'static [Line]) -> Self {
        let cut = |line: &'static Line| (line, line.path.split('/').skip(1).collect());
        Self {
            lines: lines.iter().map(cut).collect(),
            not_faked: lines.iter().position(|line| line.operation == Operation::NotFaked),
        }
    }

    /// The operation that a head names, or why it names none.
    pub(super) fn name(&self, head: &Head) -> Served {
        match self.find(head.method.as_str(), &head.path) {
            Found::Operation(named) => Served::Operation(named),
            Found::Refused(error) => Served::Refused(render::api_error(head, &error)),
            Found::NotMine => Served::NotMine,
        }
    }

    /// The operation that a method and a path name, or why they name none.
    ///
    /// A word counts more than a parameter: `describe` below an object is no record's id.
    pub(super) fn find(&self, method: &str, path: &str) -> Found {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        let first = segments.first().copied().unwrap_or_default();
        if !["services", "id"].iter().any(|root| first.eq_ignore_ascii_case(root)) {
            return Found::NotMine;
        }
        // A head is answered as a get whose body hyper leaves out.
        let method = if method == "HEAD" { "GET" } else { method };
        let lines = || self.lines.iter().enumerate().filter(|(_, (_, t))| fits(t, &segments));
        let most = lines().map(|(_, (_, template))| words(template)).max();
        let gap = gap(&segments).filter(|gap| most.is_none_or(|most| gap.words > most));
        if gap.is_some() {
            return self.not_faked(&segments).unwrap_or_else(|| unknown_path(&segments));
        }
        let mut allowed: Vec<&str> = Vec::new();
        for (index, (line, template)) in lines().filter(|(_, (_, t))| Some(words(t)) == most) {
            let parameters = parameters(template, &segments);
            if let Err(error) = version_serves(line, &parameters) {
                return Found::Refused(error);
            }
            if line.methods.contains(&method) {
                return Found::Operation(Named { operation: line.name, index, parameters });
            }
            allowed.extend(line.methods);
        }
        if let Some(not_faked) = self.not_faked(&segments) {
            return not_faked;
        }
        if allowed.is_empty() {
            return unknown_path(&segments);
        }
        if allowed.contains(&"GET") {
            allowed.push("HEAD");
        }
        Found::Refused(ApiError::method_not_allowed(method, &allowed))
    }

    /// The line for what is not faked, if a path is that.
    fn not_faked(&self, segments: &[&str]) -> Option<Found> {
        let (index, gap) = self.not_faked.zip(gap(segments))?;
        let mut parameters = vec![("what".to_owned(), gap.what.to_owned())];
        parameters.extend(segments.get(2).map(|v| ("version".to_owned(), (*v).to_owned())));
        let operation = self.lines[index].0.name;
        Some(Found::Operation(Named { operation, index, parameters }))
    }
}

/// What a method and a path name.
pub(super) enum Found {
    /// An operation.
    Operation(Named),
    /// None: the provider's error.
    Refused(ApiError),
    /// Nothing of the provider's.
    NotMine,
}

/// Something that the provider has and this server does not fake.
struct Gap {
    what: &'static str,
    words: usize,
}

/// What the provider has at a path or below it, and this server does not fake.
fn gap(segments: &[&str]) -> Option<Gap> {
    GAPS.iter().find_map(|(path, what)| {
        let template: Vec<&str> = path.split('/').skip(1).collect();
        let start = segments.get(..template.len())?;
        let version = segments.get(2).map(|version| ApiVersion::named(version));
        let served =
            !path.contains("{version}") || matches!(version, Some(NamedVersion::Served(_)));
        let gap = Gap { what, words: words(&template) };
        (served && fits(&template, start) && !segments.contains(&"")).then_some(gap)
    })
}

/// The segments of a template that are no parameters.
fn words(template: &[&str]) -> usize {
    template.iter().filter(|segment| !is_parameter(segment)).count()
}

/// A path under a retired version is gone whatever it names.
fn unknown_path(segments: &[&str]) -> Found {
    Found::Refused(match segments {
        [services, data, version, ..]
            if services.eq_ignore_ascii_case("services") && data.eq_ignore_ascii_case("data") =>
        {
            match ApiVersion::named(version) {
                NamedVersion::Retired(number) => ApiError::version_gone(number),
                NamedVersion::Served(_) | NamedVersion::Unknown => ApiError::not_found(),
            }
        }
        _ => ApiError::not_found(),
    })
}

fn is_parameter(template: &str) -> bool {
    template.starts_with('{')
}

fn fits(template: &[&str], segments: &[&str]) -> bool {
    template.len() == segments.len()
        && template.iter().zip(segments).all(|(template, segment)| {
            if is_parameter(template) {
                !segment.is_empty()
            } else {
                template.eq_ignore_ascii_case(segment)
            }
        })
}

fn parameters(template: &[&str], segments: &[&str]) -> Vec<(String, String)> {
    let pairs = template.iter().zip(segments).filter(|(template, _)| is_parameter(template));
    let named = |(template, raw): (&&str, &&str)| {
        (template.trim_matches(['{', '}']).to_owned(), segment(raw).into_owned())
    };
    pairs.map(named).collect()
}

/// Whether the version in the path is served, and has the operation.
fn version_serves(line: &Line, parameters: &[(String, String)]) -> Result<(), ApiError> {
    let Some((_, version)) = parameters.iter().find(|(name, _)| name == "version") else {
        return Ok(());
    };
    match ApiVersion::named(version) {
        NamedVersion::Served(version) if version >= line.since => Ok(()),
        NamedVersion::Retired(number) => Err(ApiError::version_gone(number)),
        NamedVersion::Served(_) | NamedVersion::Unknown => Err(ApiError::not_found()),
    }
}
