//! Sign-on: OAuth's five grants, SOAP login, introspection, revocation, userinfo and identity.
//!
//! Pure rules over the users, clients and tokens of one org. It must not know which orgs there are
//! (the caller finds the org by the [`Credential`]), nor HTTP beyond a status number.
//!
//! Source of a fact without a remark: `salesforce-bulk2.md`, section 1.

mod answer;
mod authorize;
mod certificate;
mod client;
mod credential;
mod cx;
mod errors;
mod grants;
mod identity;
mod introspect;
mod jwt;
mod pkce;
mod revoke;
mod secrets;
mod shelf;
mod soap;
mod soap_xml;
mod state;
mod text;
mod tokens;
mod user;

pub use crate::core::form::Form;
pub use certificate::BadCertificate;
pub use client::Client;
pub use credential::{
    credential_of_authorize, credential_of_identity, credential_of_token, credential_of_token_call,
    org_of_grant, token_in_head, unknown_token,
};
pub(in crate::providers::salesforce) use cx::id_url;
pub use cx::{Cx, OrgIdentity, Person};
pub use errors::{IdentityError, OAuthError, SoapFault};
pub use introspect::unknown_to_introspection;
pub use secrets::{
    Secret, secrets_of_answer, secrets_of_form, secrets_of_head, secrets_of_redirect,
    secrets_of_soap,
};
pub use soap::credential_of_soap;
pub use state::Auth;
pub use tokens::Grant;
pub use user::User;

/// What names the org of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Credential {
    /// An access token, of which [`org_of_grant`] tells the org unless it was declared.
    Token(String),
    /// A user name as it was sent; letter case does not count.
    User(String),
    /// A client id.
    Client(String),
    /// A refresh token, of which [`org_of_grant`] tells the org.
    RefreshToken(String),
    /// An authorization code, of which [`org_of_grant`] tells the org.
    Code(String),
}
