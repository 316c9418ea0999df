//! What can be known of a scenario without running it, beyond what keeps it from being applied: words
//! that contradict each other, rules that never fire or that nothing shows, reasons left out.
//!
//! `head` looks at the reasons, `faults` at the rules, `witness` at the steps.

mod faults;
mod head;
mod witness;

use super::check::Finding;
use super::file::ScenarioFile;
use crate::faults::Vocabulary;

impl ScenarioFile {
    /// Everything that is wrong with the file, in the order of its lines.
    pub fn lint(&self, words: &[&Vocabulary]) -> Vec<Finding> {
        let mut found = self.check(words);
        found.extend(head::findings(self));
        found.extend(faults::findings(self, words));
        found.extend(witness::findings(self));
        found.sort_by(|a, b| (a.line, &a.key).cmp(&(b.line, &b.key)));
        found.dedup();
        found
    }
}

/// Scenarios of different files that have the same name.
pub fn same_names(files: &[ScenarioFile]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (place, file) in files.iter().enumerate() {
        if let Some(first) = files[..place].iter().find(|other| other.name == file.name) {
            let problem = format!("`{}` is the name of {} too", file.name, first.file);
            found.push(file.finding("version", problem, "give the file another name"));
        }
    }
    found
}
