//! SF-INGEST-004: the file goes where the job says.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, UPLOAD, case, is_multipart, is_same_job, made, not_exercised};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-004",
    text: "The file goes to the `contentUrl` of its job, by a path without empty segments.",
    source: "salesforce-bulk2.md 3.1, 3.3, 8.1",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "`contentUrl` comes without a leading slash, as it really does; another API version",
    observe: "journal: the path of the upload",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = || Call::insert(SHEET, sheet(3));
    let mut older = load();
    older.api_version = "58.0".to_owned();
    vec![
        case("after a login", load()),
        case("with a token", load().with_token()),
        case("another version", older),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let journal = evidence.journal();
    let uploads: Vec<_> = journal.of(UPLOAD).collect();
    for upload in &uploads {
        let (path, job) = (upload.path(), upload.job().unwrap_or_default());
        // A slash too many at the start is taken by real orgs, one inside is not; one at the end is.
        let inside = path.trim_start_matches('/').trim_end_matches('/');
        if inside.contains("//") {
            let finding = Finding::new("the path of an upload has an empty segment");
            return Err(finding.at([upload.seq()]).differs("none", path).into());
        }
        let own = made(journal, CREATE).into_iter().find(|create| {
            create.answer_json()["id"].as_str().is_some_and(|id| is_same_job(id, job))
        });
        let Some(create) = own else {
            let finding = Finding::new("an upload goes to a job that the client did not make");
            return Err(finding.at([upload.seq()]).differs("its own job", path).into());
        };
        let url = create.answer_json()["contentUrl"].as_str().unwrap_or_default().to_owned();
        if !is_same_path(inside, &url) {
            let finding = Finding::new("an upload goes elsewhere than `contentUrl` says");
            return Err(finding.at([create.seq(), upload.seq()]).differs(url, path).into());
        }
    }
    evidence.call().must_succeed()?;
    if uploads.is_empty() {
        let multipart = journal.of(CREATE).any(is_multipart);
        let why = if multipart { "rows came with the create" } else { "no upload came" };
        return Err(not_exercised(why));
    }
    Ok(())
}

/// Ids may be cut to 15 characters; the letter case of names in a path does not matter.
fn is_same_path(one: &str, other: &str) -> bool {
    let parts = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (parts(one), parts(other));
    let is_same = |(one, other): (&String, &String)| {
        one.eq_ignore_ascii_case(other) || is_same_id(one, other)
    };
    one.len() == other.len() && one.iter().zip(&other).all(is_same)
}

fn is_same_id(one: &str, other: &str) -> bool {
    one.starts_with("750") && one.len() >= 15 && is_same_job(one, other)
}
