//! What is asked of CSV and of the rows in it: the honest client keeps it, and each bug breaks it.

use bulk_conformance::judge::Status;
use bulk_conformance::requirements::{self, Requirement};
use bulk_conformance::runner::{Options, Profile, Verdicts, try_out};
use bulk_reference::{Parts, Reference};

/// Requirements on conservation and splitting; `CSV-W` is asked whole.
const INGEST: [&str; 6] = [
    "SF-INGEST-011",
    "SF-INGEST-012",
    "SF-INGEST-017",
    "SF-INGEST-018",
    "SF-INGEST-019",
    "SF-INGEST-029",
];

fn is_ours(id: &str) -> bool {
    id.starts_with("CSV-W") || INGEST.contains(&id)
}

/// Each requirement that is not passed, in words.
fn not_passed(verdicts: &Verdicts) -> String {
    let mut text = String::new();
    for check in verdicts.checks.iter().filter(|check| check.status != Status::Pass) {
        text += &format!("{} {}", check.requirement, check.status.words());
        if let Some(why) = &check.why {
            text += &format!(": {why}");
        }
        for failure in check.failures.iter().take(2) {
            let finding = &failure.finding;
            text += &format!("\n  {}: {}", failure.case, finding.what);
            if let (Some(expected), Some(seen)) = (&finding.expected, &finding.seen) {
                text += &format!("\n    expected {expected}, seen {seen}");
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_honest_client_keeps_all_of_them() {
    let ours: Vec<&'static Requirement> =
        requirements::all().filter(|requirement| is_ours(requirement.id)).collect();
    let options = Options { profile: Profile::Ci, ..Options::default() };
    let verdicts = try_out(&ours, Reference::new(Parts::honest()), &options).unwrap();
    assert_eq!(not_passed(&verdicts), "");
    assert_eq!(verdicts.checks.len(), 25);
}
