//! SF-AUTH-006: a refresh token that was replaced is not used again.

use crate::evidence::{Evidence, Exchange};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{AuthKind, Feature, Op};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Scenario};

use super::super::rows::sheet;
use super::load::{CHANGE, INFO, TOKEN, case, not_exercised, token_dies};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-AUTH-006",
    text: "A refresh token that comes with an answer takes the place of the one that was sent.",
    source: "salesforce-bulk2.md 1.1, 8.32",
    grade: Grade::ReliedUpon,
    ops: &[Op::SfIngest],
    features: &[Feature::AuthRefreshToken, Feature::AuthRefresh],
    provoke: "every refresh brings a new refresh token; the access token dies twice",
    observe: "journal: the refresh tokens that are sent",
    seen: "Airbyte was locked out by it",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = Call::insert(SHEET, sheet(3)).auth(AuthKind::RefreshToken);
    vec![
        case("two deaths", load)
            .salesforce("refresh_token_rotation", true)
            .rule(token_dies("first death", CHANGE, 1))
            .rule(token_dies("second death", INFO, 1)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let mut newest: Option<(String, &Exchange)> = None;
    let mut refreshes = 0;
    for login in evidence.journal().of(TOKEN) {
        let Some(sent) = sent(login) else { continue };
        refreshes += 1;
        if let Some((given, by)) = newest.as_ref().filter(|(given, _)| *given != sent) {
            let what = "a refresh token is sent that was replaced by a newer one before";
            let finding = Finding::new(what).at([by.seq(), login.seq()]);
            return Err(finding.differs(given, sent).into());
        }
        if let Some(next) = login.answer_json()["refresh_token"].as_str() {
            newest = Some((next.to_owned(), login));
        }
    }
    if refreshes == 0 {
        evidence.call().must_succeed()?;
        return Err(not_exercised("the client never used its refresh token"));
    }
    evidence.call().must_succeed()?;
    evidence.must_have_fired("first death")?;
    evidence.must_have_fired("second death")
}

/// The refresh token of a refresh, under its name in the journal.
fn sent(login: &Exchange) -> Option<String> {
    let pairs = login.request.text().split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == "refresh_token").map(|(_, token)| token.to_owned())
}
