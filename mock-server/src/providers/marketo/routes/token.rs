//! Where a call carries its token: in its header, its query, or a form (1.10 to 1.12).

use crate::core::form::Form;
use crate::core::multipart;
use crate::edge::Head;

/// A token and where it stood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) place: TokenPlace,
}

/// Where a token stood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TokenPlace {
    /// `Authorization: Bearer …`
    Header,
    /// `Authorization: Bearer…`, without a space.
    HeaderWithoutSpace,
    /// The query, or a form.
    Parameter,
}

/// The token of a head.
pub(super) fn in_head(head: &Head) -> Option<Token> {
    in_header(head).or_else(|| in_form(head.query().as_bytes()))
}

/// Whether a body may hold a token where the head has none.
pub(super) fn may_be_in_body(head: &Head) -> bool {
    is_form(head) || boundary(head).is_some()
}

/// The token of a body that is a form.
pub(super) fn in_body(head: &Head, body: &[u8]) -> Option<Token> {
    if is_form(head) {
        return in_form(body);
    }
    let parts = multipart::lenient_parts(body, boundary(head)?);
    let part =
        parts.iter().find(|part| part.disposition("name").as_deref() == Some("access_token"))?;
    let text = String::from_utf8_lossy(part.content).trim().to_owned();
    (!text.is_empty()).then_some(Token { text, place: TokenPlace::Parameter })
}

fn in_header(head: &Head) -> Option<Token> {
    let value = head.header("authorization")?.trim();
    let kind = value.get(..6).filter(|kind| kind.eq_ignore_ascii_case("bearer"))?;
    let rest = &value[kind.len()..];
    let place = match rest.starts_with([' ', '\t']) {
        true => TokenPlace::Header,
        false => TokenPlace::HeaderWithoutSpace,
    };
    let text = rest.trim().to_owned();
    (!text.is_empty()).then_some(Token { text, place })
}

fn in_form(form: &[u8]) -> Option<Token> {
    let text = Form::from_bytes(form).get("access_token")?.trim().to_owned();
    (!text.is_empty()).then_some(Token { text, place: TokenPlace::Parameter })
}

/// Whether a body is `application/x-www-form-urlencoded`.
pub(super) fn is_form(head: &Head) -> bool {
    content_kind(head) == "application/x-www-form-urlencoded"
}

/// The boundary of a multipart body.
pub(super) fn boundary(head: &Head) -> Option<&str> {
    multipart::boundary(head.header("content-type")?)
}

/// The content type without its parameters.
pub(super) fn content_kind(head: &Head) -> String {
    let content_type = head.header("content-type").unwrap_or("");
    content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}
