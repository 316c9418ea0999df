//! The JSON of a successful call of the token endpoint.

use hmac::{Hmac, Mac};
use serde_json::{Map, Value};
use sha2::Sha256;

use super::cx::Cx;
use super::grants::{Allowed, RefreshPlan};
use super::state::Auth;
use super::text::to_base64;

/// Issues what a call is allowed and describes it, keys in the order of recorded answers.
pub(super) fn issue(auth: &mut Auth, cx: &Cx<'_>, allowed: Allowed) -> Value {
    let Allowed { grant, refresh } = allowed;
    let (refresh_token, family) = match refresh {
        RefreshPlan::Nothing => (None, None),
        RefreshPlan::Keep(family) => (None, Some(family)),
        RefreshPlan::First => first_two(auth.tokens.issue_refresh(cx.now, grant.clone(), None)),
        RefreshPlan::Next(family) => {
            first_two(auth.tokens.issue_refresh(cx.now, grant.clone(), Some(family)))
        }
    };
    let access_token = auth.tokens.issue_access(cx.now, cx.token_life(), grant.clone(), family);

    let id = cx.id_url(grant.user);
    let issued_at = cx.now.millis().to_string();
    let secret = auth.signing_secret(grant.client_id.as_deref());
    let signature = signature(secret, &id, &issued_at);
    let mut answer = Map::new();
    let mut put = |key: &str, value: String| answer.insert(key.to_owned(), Value::String(value));
    put("access_token", access_token);
    if let Some(refresh_token) = refresh_token {
        put("refresh_token", refresh_token);
    }
    put("signature", signature);
    put("scope", grant.scope.to_string());
    put("instance_url", cx.instance_url());
    put("id", id);
    put("token_type", "Bearer".to_owned());
    put("issued_at", issued_at);
    Value::Object(answer)
}

fn first_two<A, B>(pair: (A, B)) -> (Option<A>, Option<B>) {
    (Some(pair.0), Some(pair.1))
}

/// Base64 of HMAC-SHA256 of `id` and `issued_at`, keyed with the client secret. Documented.
fn signature(secret: &str, id: &str, issued_at: &str) -> String {
    match Hmac::<Sha256>::new_from_slice(secret.as_bytes()) {
        Ok(mut mac) => {
            mac.update(id.as_bytes());
            mac.update(issued_at.as_bytes());
            to_base64(&mac.finalize().into_bytes())
        }
        Err(_) => unreachable!("HMAC takes keys of any length"),
    }
}
