//! What is known of a request when its faults are drawn.

use axum::http::Method;

use crate::edge::body::{BodyError, BodyReader};
use crate::edge::door::Door;
use crate::edge::surface::{Head, Named, Surface};
use crate::faults::{Answers, Draws, Facts, OperationWords, canonical_body};
use crate::org::{Org, OrgCell};

/// Bytes of a body that are read for the sake of its key.
const BODY_BYTES_MAX: usize = 16 << 20;

impl Door {
    /// Draws the faults of a request to an org that has rules.
    pub(in crate::edge) async fn draw(
        &self,
        surface: &dyn Surface,
        cell: &OrgCell,
        named: &Named,
        head: &Head,
        body: &mut BodyReader,
    ) -> Result<Draws, BodyError> {
        let words = surface.vocabulary().operations.iter();
        let words = words.copied().find(|words| words.name == named.operation);
        let Some(words) = words else { return Ok(Draws::default()) };
        let mut facts = facts(named, head, &words);
        if has_small_body(head, &words) {
            let whole = body.whole(BODY_BYTES_MAX).await?;
            body.put_back(whole.clone());
            let content_type = head.header("content-type").unwrap_or("");
            (facts.body, facts.body_digest) = canonical_body(content_type, &whole);
        }
        let now_ms = self.wall_ms();
        let mut org = cell.lock();
        let org: &mut Org = &mut org;
        let said = surface.said(named, head, facts.body.as_ref(), org);
        facts.org.clone_from(&org.name);
        facts.client.clone_from(&said.client);
        facts.job.clone_from(&said.job);
        facts.new_object.clone_from(&said.new_object);
        let now = org.clock.now(now_ms);
        Ok(org.faults.draw(self.registry().config().seed, &facts, &said, now))
    }
}

/// Rows that are uploaded to a job are not read ahead: they may be large, and the job says who
/// they are.
fn has_small_body(head: &Head, words: &OperationWords) -> bool {
    let reads = [Method::POST, Method::PATCH].contains(&head.method);
    reads && (words.makes_job || !words.takes_rows)
}

fn facts(named: &Named, head: &Head, words: &OperationWords) -> Facts {
    let form = crate::core::form::Form::from_bytes(head.query().as_bytes());
    let mut query: Vec<(String, String)> =
        form.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    // A token says who calls, not what is asked.
    query.retain(|(name, _)| name != "access_token");
    query.sort_unstable();
    let headers = head.headers.iter().map(|(name, value)| {
        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    Facts {
        operation: named.operation,
        method: head.method.to_string(),
        path: head.path.clone(),
        query,
        headers: headers.collect(),
        reads_job: head.method == Method::GET && matches!(words.answers, Answers::Job { .. }),
        makes_job: words.makes_job,
        ..Facts::default()
    }
}
