//! From a path and a method to an operation. The method may be another one than that on the wire:
//! `_method` in the query or in a form overrides it (0.7).

use super::super::envelope::Family;
use super::super::errors::ApiError;
use super::super::operation::{GAPS, Line, Operation, PARTS};
use super::render;
use super::token::is_form;
use crate::core::form::Form;
use crate::edge::{Head, Named, Served, segment};

/// Bytes of a URI. Documented: 8 KB (0.6).
const URI_BYTES_MAX: usize = 8 << 10;

/// The paths of all operations, cut into segments.
pub(super) struct Paths {
    lines: Vec<(&'static Line, Vec<&'static str>)>,
}

impl Paths {
    pub(super) fn of(lines: &'static [Line]) -> Self {
        let cut = |line: &'static Line| (line, line.path.split('/').skip(1).collect());
        Self { lines: lines.iter().map(cut).collect() }
    }

    /// The operation that a head names, or why it names none.
    pub(super) fn name(&self, head: &Head) -> Served {
        if !is_mine(&head.path) {
            return Served::NotMine;
        }
        if head.target.len() > URI_BYTES_MAX {
            return Served::Refused(render::refused_of_nobody(head, &ApiError::uri_too_long()));
        }
        let overridden = Form::from_bytes(head.query().as_bytes());
        let overridden = overridden.get("_method").map(str::to_ascii_uppercase);
        match overridden.filter(|_| head.method == "POST") {
            Some(method) => self.find(head, &method),
            None if head.method == "POST" && is_form(head) && self.reads_too(head) => {
                Served::ToldByBody { bytes_max: super::FORM_BYTES_MAX }
            }
            None => self.find(head, head.method.as_str()),
        }
    }

    /// As [`Paths::name`], once the form was read.
    pub(super) fn name_by_body(&self, head: &Head, form: &[u8]) -> Served {
        let overridden = Form::from_bytes(form);
        let overridden = overridden.get("_method").map(str::to_ascii_uppercase);
        self.find(head, overridden.as_deref().unwrap_or(head.method.as_str()))
    }

    /// Whether a path can be read from, so that a form sent to it may be a query.
    fn reads_too(&self, head: &Head) -> bool {
        let path = head.path.strip_suffix(".json").unwrap_or(&head.path);
        let segments = segments(path);
        let mut lines = self.lines.iter().filter(|(_, template)| fits(template, &segments));
        lines.any(|(line, _)| line.operation != Operation::Token && line.methods.contains(&"GET"))
    }

    fn find(&self, head: &Head, method: &str) -> Served {
        let path = head.path.strip_suffix(".json").unwrap_or(&head.path);
        let segments = segments(path);
        // A head is answered as a get whose body is left out.
        let method = if method == "HEAD" { "GET" } else { method };
        let fitting = || self.lines.iter().enumerate().filter(|(_, (_, t))| fits(t, &segments));
        // A word counts more than a parameter: `describe` is no name of an object.
        let most = fitting().map(|(_, (_, template))| words(template)).max();
        let mut known = fitting().filter(|(_, (_, t))| Some(words(t)) == most);
        let found = known.find(|(_, (line, _))| line.methods.contains(&method));
        // What is not faked may look like an id: `program/byTag`.
        let found = found.filter(|_| !GAPS.iter().any(|(gap, _)| *gap == path));
        if let Some((index, (line, template))) = found {
            let parameters = parameters(template, &segments);
            return Served::Operation(Named { operation: line.name, index, parameters });
        }
        if let Some(not_faked) = self.not_faked(method, &segments) {
            return not_faked;
        }
        let error = match most {
            Some(_) => ApiError::method_not_supported(method),
            None => ApiError::not_found(),
        };
        Served::Refused(render::refused_of_nobody(head, &error))
    }

    /// The line for what is not faked, if a path is that.
    fn not_faked(&self, method: &str, segments: &[&str]) -> Option<Served> {
        let parts = if matches!(method, "GET" | "POST") { PARTS } else { &[] };
        let what = GAPS.iter().chain(parts).find_map(|(path, what)| {
            let template: Vec<&str> = path.split('/').skip(1).collect();
            let start = segments.get(..template.len())?;
            fits(&template, start).then_some(*what)
        })?;
        let mut lines = self.lines.iter();
        let index = lines.position(|(line, _)| line.operation == Operation::NotFaked)?;
        let parameters = vec![("what".to_owned(), what.to_owned())];
        let operation = self.lines[index].0.name;
        Some(Served::Operation(Named { operation, index, parameters }))
    }
}

/// The envelope in which a path answers.
pub(super) fn family(path: &str) -> Family {
    match segments(path)[..] {
        ["rest", "asset", ..] => Family::Asset,
        _ => Family::Data,
    }
}

fn is_mine(path: &str) -> bool {
    let root = path.split('/').nth(1).unwrap_or_default();
    matches!(root, "identity" | "rest" | "bulk")
}

/// A path cut up. A client whose base URL ends in a slash doubles the one after the root (0.3).
fn segments(path: &str) -> Vec<&str> {
    let all = path.split('/').skip(1).enumerate();
    all.filter(|(place, segment)| *place != 1 || !segment.is_empty()).map(|(_, cut)| cut).collect()
}

/// The segments of a template that are no parameters.
fn words(template: &[&str]) -> usize {
    template.iter().filter(|segment| !segment.starts_with('{')).count()
}

fn fits(template: &[&str], segments: &[&str]) -> bool {
    template.len() == segments.len()
        && template.iter().zip(segments).all(|(template, segment)| {
            match template.starts_with('{') {
                true => !segment.is_empty(),
                false => template == segment,
            }
        })
}

fn parameters(template: &[&str], segments: &[&str]) -> Vec<(String, String)> {
    let pairs = template.iter().zip(segments).filter(|(template, _)| template.starts_with('{'));
    let named = |(template, raw): (&&str, &&str)| {
        (template.trim_matches(['{', '}']).to_owned(), segment(raw).into_owned())
    };
    pairs.map(named).collect()
}
