//! What sign-on refuses, in the provider's words: OAuth, identity service and SOAP.
//!
//! The snapshot of the whole table is the place to review them.

use serde_json::{Value, json};

use super::text::xml_escaped;
use crate::core::form;

/// A refusal of the token, introspection, revocation or authorization endpoint.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum OAuthError {
    /// The user name or password is wrong or missing. Recorded.
    AuthenticationFailure,
    /// The refresh token is unknown, used up, revoked or another client's. Recorded, relied upon.
    ExpiredToken,
    /// The user is unknown to the org or did not approve the client (JWT). Relied upon.
    NotApproved,
    /// The code is unknown, used, too old or another client's; or the assertion is too old.
    ///
    /// Documented, unread, for the code; recorded for the assertion (salesforce.stackexchange.com,
    /// question 282513, read 2026-11-21).
    ExpiredCode,
    /// The assertion cannot be read, or its signature is wrong. Documented, unread.
    InvalidAssertion,
    /// The assertion was made for another server. Documented, unread.
    InvalidAudience,
    /// The user is not active. Documented, unread.
    InactiveUser,
    /// The code verifier does not fit the challenge. Documented, unread; the text is assumed.
    InvalidCodeVerifier,
    /// The redirect URI differs from the one of the code, or is none. Recorded in public projects.
    RedirectMismatch,
    /// The client is unknown or not named. Recorded.
    InvalidClientId,
    /// The client's secret is wrong or missing. Documented, unread.
    InvalidClient,
    /// The grant type is unknown or missing. Documented, unread.
    UnsupportedGrantType,
    /// The response type is not `code`. Code documented, text recorded in a public project.
    UnsupportedResponseType,
    /// The user of the login hint is unknown. Documented, unread.
    AccessDenied,
    /// The token to revoke is unknown. Assumed.
    InvalidToken,
    /// The body cannot be read, or has too many bytes. The code is OAuth's; the text is assumed.
    InvalidRequest,
}

impl OAuthError {
    /// Every refusal there is.
    pub const ALL: [Self; 16] = [
        Self::AuthenticationFailure,
        Self::ExpiredToken,
        Self::NotApproved,
        Self::ExpiredCode,
        Self::InvalidAssertion,
        Self::InvalidAudience,
        Self::InactiveUser,
        Self::InvalidCodeVerifier,
        Self::RedirectMismatch,
        Self::InvalidClientId,
        Self::InvalidClient,
        Self::UnsupportedGrantType,
        Self::UnsupportedResponseType,
        Self::AccessDenied,
        Self::InvalidToken,
        Self::InvalidRequest,
    ];

    /// The HTTP status, 400 for each of them. Relied upon.
    pub fn status(self) -> u16 {
        400
    }

    /// The code and the description.
    pub fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::AuthenticationFailure => ("invalid_grant", "authentication failure"),
            Self::ExpiredToken => ("invalid_grant", "expired access/refresh token"),
            Self::NotApproved => ("invalid_grant", "user hasn't approved this consumer"),
            Self::ExpiredCode => ("invalid_grant", "expired authorization code"),
            Self::InvalidAssertion => ("invalid_grant", "invalid assertion"),
            Self::InvalidAudience => ("invalid_grant", "audience is invalid"),
            Self::InactiveUser => ("invalid_grant", "user is inactive"),
            Self::InvalidCodeVerifier => ("invalid_grant", "invalid code verifier"),
            Self::RedirectMismatch => {
                ("redirect_uri_mismatch", "redirect_uri must match configuration")
            }
            Self::InvalidClientId => ("invalid_client_id", "client identifier invalid"),
            Self::InvalidClient => ("invalid_client", "invalid client credentials"),
            Self::UnsupportedGrantType => ("unsupported_grant_type", "grant type not supported"),
            Self::UnsupportedResponseType => {
                ("unsupported_response_type", "response type is not supported")
            }
            Self::AccessDenied => ("access_denied", "end-user denied authorization"),
            Self::InvalidToken => ("invalid_token", "invalid token"),
            Self::InvalidRequest => {
                ("invalid_request", "the request body is too long or cannot be read")
            }
        }
    }

    /// The JSON object that the token endpoint answers; not an array. Relied upon.
    pub fn body(self) -> Value {
        let (error, description) = self.texts();
        Self::body_of(error, description)
    }

    /// The object for a code and description of any kind.
    pub fn body_of(error: &str, description: &str) -> Value {
        json!({ "error": error, "error_description": description })
    }

    /// The same as a form, which the revocation endpoint answers. Relied upon (jsforce).
    pub fn form_encoded(self) -> String {
        let (error, description) = self.texts();
        form::encode(&[("error", error), ("error_description", description)])
    }
}

/// A refusal of the identity service: userinfo and the id URL. One word of plain text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdentityError {
    /// No token was sent. Documented, unread.
    MissingToken,
    /// The token is unknown, expired or revoked. Documented, unread.
    BadToken,
    /// The id URL names another org than the token's. Documented, unread.
    WrongOrg,
    /// The id URL names another user than the token's, or none. Documented, unread.
    BadId,
}

impl IdentityError {
    /// Every refusal there is.
    pub const ALL: [Self; 4] = [Self::MissingToken, Self::BadToken, Self::WrongOrg, Self::BadId];

    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::MissingToken | Self::BadToken | Self::WrongOrg => 403,
            Self::BadId => 404,
        }
    }

    /// The body, to be sent as `text/plain`.
    pub fn text(self) -> &'static str {
        match self {
            Self::MissingToken => "Missing_OAuth_Token",
            Self::BadToken => "Bad_OAuth_Token",
            Self::WrongOrg => "Wrong_Org",
            Self::BadId => "Bad_Id",
        }
    }
}

/// A SOAP fault, always with status 500. Recorded for the login, by its pattern else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SoapFault {
    /// User name, password or security token is wrong. Recorded, relied upon.
    InvalidLogin,
    /// The body is no SOAP envelope with an operation in it. Assumed.
    Unreadable(String),
    /// An operation other than `login`, which this server does not fake.
    Unsupported(String),
    /// An error that a fault wants: its code and its text.
    Wanted(&'static str, String),
}

const INVALID_LOGIN: &str = "Invalid username, password, security token; or user locked out.";

impl SoapFault {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        500
    }

    /// The envelope. `sf:exceptionCode` keeps its prefix, which simple-salesforce reads literally.
    pub fn xml(&self) -> String {
        match self {
            Self::InvalidLogin => api_fault("LoginFault", "INVALID_LOGIN", INVALID_LOGIN),
            Self::Wanted(code, message) => api_fault("UnexpectedErrorFault", code, message),
            Self::Unreadable(reason) => envelope(&format!(
                "<faultcode>soapenv:Client</faultcode><faultstring>The request cannot be read: {}\
                 </faultstring>",
                xml_escaped(reason)
            )),
            Self::Unsupported(operation) => api_fault(
                "UnexpectedErrorFault",
                "NOT_IMPLEMENTED_IN_MOCK",
                &format!("bulk-mock does not fake the SOAP call {operation}"),
            ),
        }
    }
}

fn api_fault(kind: &str, code: &str, message: &str) -> String {
    let message = xml_escaped(message);
    envelope(&format!(
        "<faultcode>sf:{code}</faultcode><faultstring>{code}: {message}</faultstring><detail>\
         <sf:{kind} xsi:type=\"sf:{kind}\"><sf:exceptionCode>{code}</sf:exceptionCode>\
         <sf:exceptionMessage>{message}</sf:exceptionMessage></sf:{kind}></detail>"
    ))
}

fn envelope(fault: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope \
         xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:sf=\"urn:fault.partner.soap.sforce.com\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body><soapenv:Fault>\
         {fault}</soapenv:Fault></soapenv:Body></soapenv:Envelope>"
    )
}
