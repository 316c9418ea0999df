//! Marketo over HTTP: which operation a head names, and a short handler for each.
//!
//! Handlers read the request, call one function of the rules, and send what it says. Rules, states
//! and texts are elsewhere.

mod export;
mod faults;
mod identity;
mod import;
mod paths;
mod render;
mod session;
mod token;

use serde_json::Value;

use super::auth::{IdentityError, TokenCall, org_key_of};
use super::errors::ApiError;
use super::faults::vocabulary;
use super::operation::{Line, OPERATIONS, Operation};
use super::side::CLIENT_REALM;
use crate::core::form::Form;
use crate::edge::{
    Answer, BodyError, Call, CredentialPlace, Head, Named, Reply, Secret, Served, Surface,
};
use crate::faults::{Act, Refusal, Said, Vocabulary};
use crate::org::{Credential, Moment, Org, Unresolved};

/// Bytes of a token call.
const TOKEN_CALL_BYTES_MAX: usize = 64 << 10;

/// Bytes of a form that tells which operation is meant.
const FORM_BYTES_MAX: usize = 1 << 20;

/// Bytes of an import that carries its token in its body; the setting of the org may allow fewer.
const IMPORT_BYTES_MAX: usize = 64 << 20;

/// Marketo, as the edge sees it.
pub struct MarketoSurface {
    paths: paths::Paths,
}

impl Default for MarketoSurface {
    fn default() -> Self {
        Self { paths: paths::Paths::of(OPERATIONS) }
    }
}

impl Surface for MarketoSurface {
    fn name(&self, head: &Head) -> Served {
        self.paths.name(head)
    }

    fn name_by_body(&self, head: &Head, body: &[u8]) -> Served {
        self.paths.name_by_body(head, body)
    }

    fn credential(&self, named: &Named, head: &Head) -> Result<CredentialPlace, Reply> {
        let operation = line(named).operation;
        if operation == Operation::Token {
            return match head.method.as_str() {
                "POST" => Ok(CredentialPlace::Body { bytes_max: TOKEN_CALL_BYTES_MAX }),
                _ => self.credential_in_body(named, head, &[]).map(CredentialPlace::Head),
            };
        }
        match token::in_head(head) {
            Some(token) => Ok(CredentialPlace::Head(grant(token.text))),
            None if token::may_be_in_body(head) => {
                let import = operation == Operation::ImportCreate;
                let bytes_max = if import { IMPORT_BYTES_MAX } else { FORM_BYTES_MAX };
                Ok(CredentialPlace::Body { bytes_max })
            }
            None => Err(render::no_token(head)),
        }
    }

    fn credential_in_body(
        &self,
        named: &Named,
        head: &Head,
        body: &[u8],
    ) -> Result<Credential, Reply> {
        if line(named).operation == Operation::Token {
            return TokenCall::read(head.query().as_bytes(), body)
                .map(|call| Credential::Name { realm: CLIENT_REALM, name: call.client_id })
                .map_err(|error| render::identity_error(&error));
        }
        let token = token::in_body(head, body).ok_or_else(|| render::no_token(head))?;
        Ok(grant(token.text))
    }

    fn secrets(&self, _: Option<&Named>, head: &Head, body: &[u8]) -> Vec<Secret> {
        let mut secrets: Vec<Secret> = Vec::new();
        secrets.extend(token::in_head(head).map(|token| ("token", token.text)));
        secrets.extend(token::in_body(head, body).map(|token| ("token", token.text)));
        for form in [head.query().as_bytes(), body] {
            // A file is no form, and may be large.
            if form.len() <= TOKEN_CALL_BYTES_MAX {
                let form = Form::from_bytes(form);
                let secret = form.get("client_secret").filter(|secret| !secret.is_empty());
                secrets.extend(secret.map(|secret| ("secret", secret.to_owned())));
            }
        }
        secrets
    }

    fn unreadable(&self, head: &Head, error: BodyError) -> Reply {
        render::refused_of_nobody(head, &render::body_error(&error))
    }

    fn unresolved(
        &self,
        named: &Named,
        head: &Head,
        _: &[u8],
        credential: &Credential,
        why: &Unresolved,
    ) -> Reply {
        let no_room = match why {
            Unresolved::TooManyOrgs { max_orgs } => Some(format!(
                "this server has {max_orgs} orgs already; restart it with a higher --max-orgs"
            )),
            Unresolved::NameTaken { org } => Some(format!(
                "org `{org}` exists already and does not know this client; declare it there, or \
                 give that org another name"
            )),
            Unresolved::UnknownGrant | Unresolved::Undeclared => None,
        };
        let is_token_call = line(named).operation == Operation::Token;
        match (no_room, credential) {
            (Some(message), _) => render::identity_error(&IdentityError::NoRoom(message)),
            (None, Credential::Name { name, .. }) if is_token_call => {
                render::identity_error(&IdentityError::UnknownClient(name.clone()))
            }
            (None, _) => render::refused_of_nobody(head, &ApiError::token_invalid()),
        }
    }

    fn vocabulary(&self) -> &Vocabulary {
        vocabulary()
    }

    fn said(&self, named: &Named, head: &Head, body: Option<&Value>, org: &Org) -> Said {
        faults::said(named, head, body, org)
    }

    fn refusal(&self, named: &Named, head: &Head, refusal: &Refusal) -> Reply {
        faults::refusal(named, head, refusal)
    }

    fn act(&self, _: &Named, head: &Head, act: &Act, org: &mut Org, at: Moment) {
        faults::act_on(head, act, org, at);
    }

    fn serve(&self, call: Call) -> Answer<'_> {
        Box::pin(async move {
            match line(&call.named).operation {
                Operation::Token => identity::token(call).await,
                Operation::ImportCreate => session::serve(call, import::create).await,
                Operation::ImportStatus => session::serve(call, import::status).await,
                Operation::ImportFailures | Operation::ImportWarnings => {
                    session::serve(call, import::report).await
                }
                Operation::ExportCreate => session::serve(call, export::create).await,
                Operation::ExportList => session::serve(call, export::list).await,
                Operation::ExportEnqueue | Operation::ExportCancel => {
                    session::serve(call, export::change).await
                }
                Operation::ExportStatus => session::serve(call, export::status).await,
                Operation::ExportFile => session::serve(call, export::file).await,
                Operation::NotFaked => session::serve(call, session::not_faked).await,
                _ => session::serve(call, session::neighbour).await,
            }
        })
    }
}

/// The line of the table at a name's place.
fn line(named: &Named) -> &'static Line {
    &OPERATIONS[named.index]
}

/// A token, as the registry of orgs wants it.
fn grant(text: String) -> Credential {
    let org_key = org_key_of(&text).map(str::to_owned);
    Credential::Grant { text, org_key, bearer: true }
}
