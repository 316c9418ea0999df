//! Whether a rule makes sense before it is installed: its names, its numbers, what it is about.

use std::fmt;

use super::inject::Scope;
use super::rule::{Many, Rule};
use super::vocabulary::{OperationWords, Vocabulary};
use crate::core::nearest::suggest;
use crate::core::pattern::like;

/// What is wrong with a part of a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// The key, such as `status.code`.
    pub key: String,
    /// What is wrong with it.
    pub problem: String,
    /// What to write instead.
    pub remedy: String,
}

impl Wrong {
    /// Something wrong at a key.
    pub fn at(
        key: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { key: key.into(), problem: problem.into(), remedy: remedy.into() }
    }

    /// A word that is none of those that are known.
    pub fn word<'w>(
        key: impl Into<String>,
        word: &str,
        known: impl IntoIterator<Item = &'w str>,
    ) -> Self {
        Self::at(key, format!("there is no `{word}`"), suggest(word, known))
    }
}

/// Why a rule is not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleError {
    /// The rule's name.
    pub rule: String,
    /// The key in it, such as `on.operation`.
    pub key: String,
    /// What is wrong.
    pub problem: String,
    /// What to write instead.
    pub remedy: String,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fault `{}`: {}: {}; {}", self.rule, self.key, self.problem, self.remedy)
    }
}

impl std::error::Error for RuleError {}

impl Rule {
    /// The operations that the rule can hit.
    ///
    /// # Errors
    /// Whatever of it can be known to be wrong.
    pub fn check(&self, words: &[&Vocabulary]) -> Result<Vec<OperationWords>, RuleError> {
        self.checked(words).map_err(|wrong| RuleError {
            rule: self.name.clone(),
            key: wrong.key,
            problem: wrong.problem,
            remedy: wrong.remedy,
        })
    }

    fn checked(&self, words: &[&Vocabulary]) -> Result<Vec<OperationWords>, Wrong> {
        if self.name.trim().is_empty() {
            return Err(Wrong::at("name", "it is empty", "give the rule a name of its own"));
        }
        let scope = self.inject.kind().scope();
        let hit = self.operations(words)?;
        let fit: Vec<OperationWords> = hit.into_iter().filter(|one| scope.holds(one)).collect();
        if fit.is_empty() {
            return Err(no_operation_fits(self.inject.name(), scope, words));
        }
        // A word need only be known to one of the providers that the rule is about.
        let about = |words: &&&Vocabulary| {
            fit.iter().any(|one| one.name.split('.').next() == Some(words.provider))
        };
        let about: Vec<&&Vocabulary> = words.iter().filter(about).collect();
        let states: Vec<&str> = about.iter().flat_map(|words| words.states.clone()).collect();
        let after = self.when.after.as_ref();
        let named = self.on.state.iter().flat_map(Many::iter);
        for state in named.chain(after.and_then(|after| after.state.as_ref())) {
            if !state.contains('*') && !states.contains(&state.as_str()) {
                return Err(Wrong::word("on.state", state, states));
            }
        }
        if let Some(operation) = after.and_then(|after| after.operation.as_ref()) {
            matching(words, operation, "when.after.operation")?;
        }
        self.numbers()?;
        let kind = self.inject.kind();
        let mut refused = None;
        for words in &about {
            match kind.check(words) {
                Ok(()) => return Ok(fit),
                Err(wrong) => refused = Some(wrong),
            }
        }
        match refused {
            Some(wrong) => Err(Wrong { key: format!("inject.{}", wrong.key), ..wrong }),
            None => Ok(fit),
        }
    }

    fn operations(&self, words: &[&Vocabulary]) -> Result<Vec<OperationWords>, Wrong> {
        let Some(wanted) = &self.on.operation else {
            return Ok(words.iter().flat_map(|words| words.operations.clone()).collect());
        };
        let mut hit = Vec::new();
        for pattern in wanted.iter() {
            hit.extend(matching(words, pattern, "on.operation")?);
        }
        Ok(hit)
    }

    /// Numbers that contradict each other.
    fn numbers(&self) -> Result<(), Wrong> {
        let when = &self.when;
        if let (Some(from), Some(until)) = (when.from, when.until)
            && from >= until
        {
            let problem = "the window ends before it begins";
            return Err(Wrong::at("when.until", problem, "make it later than `from`"));
        }
        if let (Some(nth), Some(first)) = (&when.nth, when.first)
            && nth.iter().all(|nth| *nth > first)
        {
            let problem = format!("no such call is among the first {first}");
            return Err(Wrong::at("when.nth", problem, "leave out `nth` or `first`"));
        }
        Ok(())
    }
}

/// Whether a name or pattern of operations fits any that there is.
///
/// # Errors
/// It fits none: the key that is wrong, and the nearest right name.
pub fn known_operation(words: &[&Vocabulary], pattern: &str, key: &str) -> Result<(), Wrong> {
    matching(words, pattern, key).map(|_| ())
}

fn matching(words: &[&Vocabulary], pattern: &str, key: &str) -> Result<Vec<OperationWords>, Wrong> {
    let all = words.iter().flat_map(|words| &words.operations);
    let hit: Vec<_> = all.clone().filter(|one| like(pattern, one.name)).copied().collect();
    if hit.is_empty() {
        return Err(Wrong::word(key, pattern, all.map(|one| one.name)));
    }
    Ok(hit)
}

fn no_operation_fits(kind: &str, scope: Scope, words: &[&Vocabulary]) -> Wrong {
    let all = words.iter().flat_map(|words| &words.operations);
    let fit: Vec<&str> = all.filter(|one| scope.holds(one)).map(|one| one.name).collect();
    let problem = format!("`{kind}` is about operations that {}", scope.words());
    Wrong::at("on.operation", problem, format!("use some of: {}", fit.join(", ")))
}
