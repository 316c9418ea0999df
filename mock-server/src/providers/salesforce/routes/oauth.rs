//! Sign-on over HTTP (1.1, 1.2). Secrets that are given out are told to the journal.

use super::super::auth::{
    Form, IdentityError, Secret, secrets_of_answer, secrets_of_redirect, secrets_of_soap,
};
use super::{SIGN_ON_BYTES_MAX, render};
use crate::edge::{Call, OrgPass, Reply};

/// `POST /services/oauth2/token`
pub(super) async fn token(mut call: Call) -> Reply {
    let Some((pass, form)) = form(&mut call).await else { return render::no_org(&call.head) };
    let (authorization, base_url) = (call.head.header("authorization"), &call.head.base_url);
    let answer = pass
        .with(|org, at| {
            org.salesforce.sign_on(at.felt, base_url, pass.session_fate(), |auth, cx| {
                auth.token(cx, authorization, &form)
            })
        })
        .await;
    match answer {
        Ok(answer) => {
            tell(&pass, secrets_of_answer(&answer));
            render::json(200, &answer)
        }
        Err(error) => render::oauth_error(error),
    }
}

/// `GET|POST /services/oauth2/authorize`: answers at once, there is no page to look at.
pub(super) async fn authorize(mut call: Call) -> Reply {
    let Some((pass, form)) = form(&mut call).await else { return render::no_org(&call.head) };
    let base_url = &call.head.base_url;
    let answer = pass
        .with(|org, at| {
            org.salesforce.sign_on(at.felt, base_url, pass.session_fate(), |auth, cx| {
                auth.authorize(cx, &form)
            })
        })
        .await;
    match answer {
        Ok(url) => {
            tell(&pass, secrets_of_redirect(&url));
            Reply::empty(302).with("location", &url)
        }
        Err(error) => render::oauth_error(error),
    }
}

/// `POST /services/oauth2/introspect`
pub(super) async fn introspect(mut call: Call) -> Reply {
    let Some((pass, form)) = form(&mut call).await else { return render::no_org(&call.head) };
    let (authorization, base_url) = (call.head.header("authorization"), &call.head.base_url);
    let answer = pass
        .with(|org, at| {
            org.salesforce.sign_on(at.felt, base_url, pass.session_fate(), |auth, cx| {
                auth.introspect(cx, authorization, &form)
            })
        })
        .await;
    answer.map_or_else(render::oauth_error, |answer| render::json(200, &answer))
}

/// `GET|POST /services/oauth2/revoke`
pub(super) async fn revoke(mut call: Call) -> Reply {
    let Some((pass, form)) = form(&mut call).await else { return render::no_org(&call.head) };
    let base_url = &call.head.base_url;
    let answer = pass
        .with(|org, at| {
            org.salesforce
                .sign_on(at.felt, base_url, pass.session_fate(), |auth, cx| auth.revoke(cx, &form))
        })
        .await;
    answer.map_or_else(render::revoke_error, |()| Reply::empty(200))
}

/// `GET /services/oauth2/userinfo`
pub(super) async fn userinfo(call: Call) -> Reply {
    identified(call, |auth, cx, token| auth.userinfo(cx, token)).await
}

/// `GET /id/{org}/{user}`
pub(super) async fn identity(call: Call) -> Reply {
    let own = |name: &str| call.named.parameter(name).to_owned();
    let (org, user) = (own("org"), own("user"));
    identified(call, |auth, cx, token| auth.identity(cx, token, &org, &user)).await
}

/// `POST /services/Soap/u/{version}`
pub(super) async fn soap_login(mut call: Call) -> Reply {
    let Some(pass) = call.org.clone() else { return render::no_org(&call.head) };
    let body = call.body.whole(SIGN_ON_BYTES_MAX).await.unwrap_or_default();
    let (version, base_url) = (call.named.parameter("soap_version"), &call.head.base_url);
    let answer = pass
        .with(|org, at| {
            org.salesforce.sign_on(at.felt, base_url, pass.session_fate(), |auth, cx| {
                auth.soap_login(cx, version, &body)
            })
        })
        .await;
    match answer {
        Ok(xml) => {
            tell(&pass, secrets_of_soap(xml.as_bytes()));
            Reply::of_type(200, "text/xml;charset=UTF-8", xml)
        }
        Err(fault) => render::soap(&fault),
    }
}

async fn identified(
    call: Call,
    show: impl FnOnce(
        &mut super::super::auth::Auth,
        &super::super::auth::Cx<'_>,
        &str,
    ) -> Result<serde_json::Value, IdentityError>,
) -> Reply {
    let Some(pass) = &call.org else { return render::no_org(&call.head) };
    let query = Form::from_bytes(call.head.query().as_bytes());
    let authorization = call.head.header("authorization");
    let Ok(super::SignOn::Token(token)) = super::credential_of_identity(authorization, &query)
    else {
        return render::identity_error(IdentityError::MissingToken);
    };
    let base_url = &call.head.base_url;
    let answer = pass
        .with(|org, at| {
            org.salesforce
                .sign_on(at.felt, base_url, pass.session_fate(), |auth, cx| show(auth, cx, &token))
        })
        .await;
    answer.map_or_else(render::identity_error, |answer| render::json(200, &answer))
}

/// The org and the form of a call.
async fn form(call: &mut Call) -> Option<(OrgPass, Form)> {
    let pass = call.org.clone()?;
    let body = call.body.whole(SIGN_ON_BYTES_MAX).await.unwrap_or_default();
    Some((pass, super::sign_on_form(&call.head, &body)))
}

fn tell(pass: &OrgPass, secrets: Vec<Secret>) {
    pass.secrets(secrets);
}
