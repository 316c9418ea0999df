//! The token call over HTTP.

use super::super::auth::{IdentityError, TokenCall};
use super::render;
use crate::edge::{Call, Reply};

/// `GET` or `POST /identity/oauth/token`
pub(super) async fn token(call: Call) -> Reply {
    let Call { head, mut body, org, .. } = call;
    let form = body.whole(super::TOKEN_CALL_BYTES_MAX).await.unwrap_or_default();
    let asked = TokenCall::read(head.query().as_bytes(), &form);
    let (pass, asked) = match (org, asked) {
        (Some(pass), Ok(asked)) => (pass, asked),
        (_, Err(error)) => return render::identity_error(&error),
        (None, Ok(asked)) => {
            return render::identity_error(&IdentityError::UnknownClient(asked.client_id));
        }
    };
    let given =
        pass.with(|org, at| org.marketo.give_token(&asked, pass.session_fate(), at.felt)).await;
    match given {
        Ok(given) => {
            pass.secrets(vec![("token", given.access_token.clone())]);
            render::identity(200, &given.json())
        }
        Err(error) => render::identity_error(&error),
    }
}
