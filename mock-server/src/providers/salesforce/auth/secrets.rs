//! Which parts of a request or an answer are secret, and of which kind.
//!
//! For the journal, which shows names in their place. Nothing is checked here: a wrong password is
//! as secret as a right one.

use serde_json::Value;

use super::client::Presented;
use super::tokens::{CODE_START, REFRESH_START};
use crate::core::form::Form;

/// A secret that passed: its kind and its text.
pub type Secret = (&'static str, String);

/// Form fields that are secret, with the kind of each.
const FIELDS: [(&str, &str); 8] = [
    ("password", "password"),
    ("client_secret", "client_secret"),
    ("refresh_token", "refresh_token"),
    ("access_token", "token"),
    ("oauth_token", "token"),
    ("code", "code"),
    ("code_verifier", "code_verifier"),
    ("assertion", "assertion"),
];

/// The secrets in an `Authorization` header: the token, or a client secret and the whole of its
/// base64.
pub fn secrets_of_head(authorization: Option<&str>) -> Vec<Secret> {
    let Some((scheme, rest)) = authorization.and_then(|head| head.trim().split_once(' ')) else {
        return Vec::new();
    };
    let rest = rest.trim().to_owned();
    if !scheme.eq_ignore_ascii_case("basic") {
        return vec![("token", rest)];
    }
    let secret = Presented::of(authorization, &Form::default()).secret;
    let secret = secret.map(|secret| ("client_secret", secret));
    secret.into_iter().chain([("basic", rest)]).collect()
}

/// The secrets in a form body or a query.
pub fn secrets_of_form(form: &Form) -> Vec<Secret> {
    let named = form.fields().filter_map(|(name, value)| {
        if name == "token" {
            return Some((kind_of_token(value), value.to_owned()));
        }
        let (_, kind) = FIELDS.iter().find(|(field, _)| *field == name)?;
        Some((*kind, value.to_owned()))
    });
    named.filter(|(_, value)| !value.is_empty()).collect()
}

/// The secrets in an answer of the token endpoint.
pub fn secrets_of_answer(answer: &Value) -> Vec<Secret> {
    let own = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
    let token = own("access_token").map(|text| ("token", text));
    token.into_iter().chain(own("refresh_token").map(|text| ("refresh_token", text))).collect()
}

/// The code in the URL that the authorization endpoint redirects to.
pub fn secrets_of_redirect(url: &str) -> Vec<Secret> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    Form::from_bytes(query.as_bytes())
        .get("code")
        .filter(|code| code.starts_with(CODE_START))
        .map(|code| vec![("code", code.to_owned())])
        .unwrap_or_default()
}

/// The password or session id in a SOAP request or answer, as text and as it stands in the XML.
pub fn secrets_of_soap(xml: &[u8]) -> Vec<Secret> {
    let text = String::from_utf8_lossy(xml);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let Ok(document) = roxmltree::Document::parse(text) else { return secrets_of_no_xml(text) };
    let mut secrets = Vec::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let kind = match node.tag_name().name() {
            "password" => "password",
            "sessionId" => "token",
            _ => continue,
        };
        for piece in node.children().filter(roxmltree::Node::is_text) {
            let value = piece.text().unwrap_or_default();
            let raw = &text[piece.range()];
            secrets.push((kind, value.to_owned()));
            if raw != value {
                secrets.push((kind, raw.to_owned()));
            }
        }
    }
    secrets
}

/// What stands in a tag named `password` or `sessionId` of a text that is no XML, as it is written.
fn secrets_of_no_xml(text: &str) -> Vec<Secret> {
    let mut secrets = Vec::new();
    for (start, _) in text.match_indices('<') {
        let tag = &text[start + 1..];
        let Some(end) = tag.find(['<', '>']) else { break };
        let (tag, rest) = (&tag[..end], &tag[end..]);
        let Some(rest) = rest.strip_prefix('>') else { continue };
        let name = tag.split_whitespace().next().unwrap_or_default();
        let kind = match name.rsplit(':').next() {
            _ if name.starts_with('/') => continue,
            Some("password") => "password",
            Some("sessionId") => "token",
            _ => continue,
        };
        let (rest, end) = match rest.strip_prefix("<![CDATA[") {
            Some(rest) => (rest, "]]>"),
            None => (rest, "<"),
        };
        let value = rest.split_once(end).map_or(rest, |(value, _)| value);
        if !value.trim().is_empty() {
            secrets.push((kind, value.to_owned()));
        }
    }
    secrets
}

fn kind_of_token(text: &str) -> &'static str {
    if text.starts_with(REFRESH_START) { "refresh_token" } else { "token" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(secrets: &[Secret]) -> Vec<String> {
        secrets.iter().map(|(kind, text)| format!("{kind} {text}")).collect()
    }

    #[test]
    fn secrets_are_found_in_heads_forms_and_redirects() {
        assert_eq!(kinds(&secrets_of_head(Some("Bearer x!y"))), ["token x!y"]);
        assert_eq!(
            kinds(&secrets_of_head(Some("Basic a2V5OnM="))),
            ["client_secret s", "basic a2V5OnM="]
        );
        assert!(secrets_of_head(None).is_empty() && secrets_of_head(Some("Basic")).is_empty());
        let form = Form::from_bytes(b"username=u&password=p%26w&token=5Aep861x&code=");
        assert_eq!(kinds(&secrets_of_form(&form)), ["password p&w", "refresh_token 5Aep861x"]);
        assert_eq!(kinds(&secrets_of_redirect("x:y?code=aPrx%3D&state=1")), ["code aPrx="]);
    }

    #[test]
    fn a_password_in_xml_is_found_as_text_and_as_written() {
        let xml =
            b"<e:E xmlns:e='x'><e:password>a&amp;b</e:password><sessionId>s</sessionId></e:E>";
        let found = kinds(&secrets_of_soap(xml));
        assert_eq!(found, ["password a&b", "password a&amp;b", "token s"]);
        let broken = b"<!DOCTYPE a><n:password x='1'>a&amp;b</n:password> <password><![CDATA[<c]]>\
            </password><sessionId>\xffs";
        let found = kinds(&secrets_of_soap(broken));
        assert_eq!(found, ["password a&amp;b", "password <c", "token \u{fffd}s"]);
        assert!(secrets_of_soap(b"<a").is_empty() && secrets_of_soap(b"\xff").is_empty());
    }
}
