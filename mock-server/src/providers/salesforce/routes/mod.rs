//! Salesforce over HTTP: which operation a head names, and a short handler for each.
//!
//! Handlers read the request, call one function of the rules, and send what it says. Rules, states
//! and texts are elsewhere.

mod faults;
mod front_end;
mod ingest;
mod job;
mod oauth;
mod paths;
mod query;
mod reference;
mod render;
mod rest;
mod session;

use serde_json::Value;

use super::auth::{
    Credential as SignOn, Form, Secret, credential_of_authorize, credential_of_identity,
    credential_of_soap, credential_of_token, credential_of_token_call, org_of_grant,
    secrets_of_form, secrets_of_head, secrets_of_soap, token_in_head, unknown_token,
};
use super::errors::ApiError;
use super::faults::vocabulary;
use super::operation::{OPERATIONS, Operation};
use super::side::{CLIENT_REALM, USER_REALM};
use crate::edge::{Answer, BodyError, Call, CredentialPlace, Head, Named, Reply, Served, Surface};
use crate::faults::{Act, Refusal, Said, Vocabulary};
use crate::org::{Credential, Moment, Org, Unresolved};

pub use front_end::NOT_HTTP;

/// Bytes of a token, SOAP or introspection request.
const SIGN_ON_BYTES_MAX: usize = 64 << 10;

/// Salesforce, as the edge sees it.
pub struct SalesforceSurface {
    paths: paths::Paths,
}

impl Default for SalesforceSurface {
    fn default() -> Self {
        Self { paths: paths::Paths::of(OPERATIONS) }
    }
}

impl Surface for SalesforceSurface {
    fn name(&self, head: &Head) -> Served {
        self.paths.name(head)
    }

    fn credential(&self, named: &Named, head: &Head) -> Result<CredentialPlace, Reply> {
        let in_body = CredentialPlace::Body { bytes_max: SIGN_ON_BYTES_MAX };
        match operation(named) {
            Operation::Versions => Ok(CredentialPlace::None),
            Operation::Token | Operation::Introspect | Operation::SoapLogin => Ok(in_body),
            Operation::Revoke | Operation::Authorize if head.method == "POST" => Ok(in_body),
            Operation::Revoke | Operation::Authorize => {
                self.credential_in_body(named, head, &[]).map(CredentialPlace::Head)
            }
            Operation::Userinfo | Operation::Identity => {
                let query = Form::from_bytes(head.query().as_bytes());
                credential_of_identity(head.header("authorization"), &query)
                    .map(|found| CredentialPlace::Head(credential(found)))
                    .map_err(render::identity_error)
            }
            Operation::NotFaked
                if !head.path.to_ascii_lowercase().starts_with("/services/data") =>
            {
                Ok(CredentialPlace::None)
            }
            _ => token_in_head(head.header("authorization"))
                .map(|found| CredentialPlace::Head(credential(found)))
                .map_err(|error| render::api_error(head, &error)),
        }
    }

    fn credential_in_body(
        &self,
        named: &Named,
        head: &Head,
        body: &[u8],
    ) -> Result<Credential, Reply> {
        let form = sign_on_form(head, body);
        let found = match operation(named) {
            Operation::SoapLogin => credential_of_soap(body).map_err(|fault| render::soap(&fault)),
            Operation::Token => credential_of_token_call(head.header("authorization"), &form)
                .map_err(render::oauth_error),
            Operation::Authorize => credential_of_authorize(&form).map_err(render::oauth_error),
            Operation::Revoke => credential_of_token(&form).map_err(render::revoke_error),
            _ => credential_of_token(&form).map_err(render::oauth_error),
        };
        found.map(credential)
    }

    fn secrets(&self, named: Option<&Named>, head: &Head, body: &[u8]) -> Vec<Secret> {
        let mut secrets = secrets_of_head(head.header("authorization"));
        // A token in a query is refused by most operations, and a secret all the same.
        secrets.extend(secrets_of_form(&Form::from_bytes(head.query().as_bytes())));
        match named.map(operation) {
            Some(Operation::SoapLogin) => secrets.extend(secrets_of_soap(body)),
            Some(
                Operation::Token
                | Operation::Authorize
                | Operation::Introspect
                | Operation::Revoke
                | Operation::Userinfo
                | Operation::Identity,
            ) => {
                secrets.extend(secrets_of_form(&Form::from_bytes(body)));
            }
            Some(_) | None => {}
        }
        secrets
    }

    fn unreadable(&self, head: &Head, error: BodyError) -> Reply {
        let operation = match self.name(head) {
            Served::Operation(named) => Some(operation(&named)),
            Served::Refused(_) | Served::NotMine | Served::ToldByBody { .. } => None,
        };
        render::unreadable(operation, head, error)
    }

    fn unresolved(
        &self,
        named: &Named,
        head: &Head,
        body: &[u8],
        given: &Credential,
        why: &Unresolved,
    ) -> Reply {
        let message = match why {
            Unresolved::TooManyOrgs { max_orgs } => format!(
                "this server has {max_orgs} orgs already; restart it with a higher --max-orgs"
            ),
            Unresolved::NameTaken { org } => format!(
                "org `{org}` exists already and does not know this credential; declare it there, \
                 or give that org another name"
            ),
            Unresolved::UnknownGrant | Unresolved::Undeclared => {
                let form = sign_on_form(head, body);
                return render::unresolved(operation(named), head, &form, given);
            }
        };
        render::no_room(operation(named), head, &message)
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
            match operation(&call.named) {
                Operation::Token => oauth::token(call).await,
                Operation::Authorize => oauth::authorize(call).await,
                Operation::Introspect => oauth::introspect(call).await,
                Operation::Revoke => oauth::revoke(call).await,
                Operation::Userinfo => oauth::userinfo(call).await,
                Operation::Identity => oauth::identity(call).await,
                Operation::SoapLogin => oauth::soap_login(call).await,
                Operation::Versions => reference::versions(),
                Operation::Resources => session::serve(call, reference::resources).await,
                Operation::Limits => session::serve(call, reference::limits).await,
                Operation::SobjectList => session::serve(call, reference::sobject_list).await,
                Operation::SobjectInfo => session::serve(call, reference::sobject_info).await,
                Operation::SobjectDescribe => {
                    session::serve(call, reference::sobject_describe).await
                }
                Operation::SobjectCreate
                | Operation::SobjectGet
                | Operation::SobjectUpdate
                | Operation::SobjectDelete
                | Operation::SobjectUpdated
                | Operation::SobjectDeleted
                | Operation::SobjectGetByKey
                | Operation::SobjectUpsert
                | Operation::SobjectDeleteByKey
                | Operation::RecordCount
                | Operation::CompositeResources
                | Operation::Composite
                | Operation::CompositeBatch
                | Operation::CompositeTree
                | Operation::CollectionCreate
                | Operation::CollectionUpdate
                | Operation::CollectionUpsert
                | Operation::CollectionDelete
                | Operation::CollectionRetrieve => session::serve(call, rest::serve).await,
                Operation::IngestCreate => session::serve(call, ingest::create).await,
                Operation::IngestList | Operation::QueryList => {
                    session::serve(call, ingest::list).await
                }
                Operation::IngestInfo => session::serve(call, ingest::info).await,
                Operation::IngestChange => session::serve(call, ingest::change).await,
                Operation::IngestDelete => session::serve(call, ingest::delete).await,
                Operation::IngestUpload => session::serve(call, ingest::upload).await,
                Operation::IngestSuccessfulResults
                | Operation::IngestFailedResults
                | Operation::IngestUnprocessedRecords => {
                    session::serve(call, ingest::results).await
                }
                Operation::QueryCreate => session::serve(call, query::create).await,
                Operation::QueryInfo => session::serve(call, query::info).await,
                Operation::QueryChange => session::serve(call, query::change).await,
                Operation::QueryDelete => session::serve(call, query::delete).await,
                Operation::QueryResults => session::serve(call, query::results).await,
                Operation::QueryResultPages => session::serve(call, query::result_pages).await,
                Operation::QueryRecords | Operation::QueryAllRecords => {
                    session::serve(call, query::rest).await
                }
                Operation::QueryMore => session::serve(call, query::rest_next).await,
                Operation::NotFaked => session::serve(call, reference::not_faked).await,
            }
        })
    }
}

/// The operation at a name's place in the table.
fn operation(named: &Named) -> Operation {
    OPERATIONS[named.index].operation
}

/// The form of a sign-on call: a POST's body, or its query if it has no body; else the query.
fn sign_on_form(head: &Head, body: &[u8]) -> Form {
    let in_body = head.method == "POST" && !body.is_empty();
    Form::from_bytes(if in_body { body } else { head.query().as_bytes() })
}

/// A sign-on credential, as the registry of orgs wants it.
fn credential(found: SignOn) -> Credential {
    let grant = |text: String, bearer: bool| {
        let org_key = org_of_grant(&text).map(str::to_owned);
        Credential::Grant { text, org_key, bearer }
    };
    match found {
        SignOn::Token(text) => grant(text, true),
        SignOn::RefreshToken(text) | SignOn::Code(text) => grant(text, false),
        SignOn::User(name) => Credential::Name { realm: USER_REALM, name: name.to_lowercase() },
        SignOn::Client(name) => Credential::Name { realm: CLIENT_REALM, name },
    }
}

/// The refusal of a token that no org knows.
fn token_error(given: &Credential) -> ApiError {
    match given {
        Credential::Grant { text, .. } => unknown_token(text),
        Credential::Name { .. } => ApiError::session_expired(),
    }
}
