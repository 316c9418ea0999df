//! The envelope of a successful SOAP login.
//!
//! simple-salesforce and jsforce look for `<sessionId>` and its like by text, so no element inside
//! the result has a prefix, and only the empty ones have an attribute. Recorded, relied upon.

use super::cx::{Cx, Person};
use super::text::xml_escaped;
use crate::providers::salesforce::schema::KeyPrefix;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope \
                    xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" \
                    xmlns=\"urn:partner.soap.sforce.com\" \
                    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
                    <soapenv:Body><loginResponse><result>";
const TAIL: &str = "</result></loginResponse></soapenv:Body></soapenv:Envelope>";

pub(super) fn login_answer(
    cx: &Cx<'_>,
    version: &str,
    user: u64,
    person: &Person,
    session_id: &str,
) -> String {
    let service = |kind: char| {
        format!("{}/services/Soap/{kind}/{version}/{}", cx.instance_url(), cx.org.org_id.short())
    };
    let mut xml = HEAD.to_owned();
    element(&mut xml, "metadataServerUrl", &service('m'));
    element(&mut xml, "passwordExpired", "false");
    element(&mut xml, "sandbox", "false");
    element(&mut xml, "serverUrl", &service('u'));
    element(&mut xml, "sessionId", session_id);
    element(&mut xml, "userId", cx.user_id(user).as_str());
    xml.push_str("<userInfo>");
    user_info(&mut xml, cx, user, person);
    xml.push_str("</userInfo>");
    xml.push_str(TAIL);
    xml
}

/// The org's and the user's traits, in the recorded order; `None` is an `xsi:nil` element.
fn user_info(xml: &mut String, cx: &Cx<'_>, user: u64, person: &Person) {
    let user_id = cx.user_id(user);
    let profile = KeyPrefix::from_text("00e").map(|prefix| cx.org.ids.id(prefix, 1));
    let seconds_valid = (cx.token_life().millis() / 1000).to_string();
    let full_name = person.full_name();
    let traits = [
        ("accessibilityMode", Some("false")),
        ("currencySymbol", Some("$")),
        ("orgAttachmentFileSizeLimit", Some("5242880")),
        ("orgDefaultCurrencyIsoCode", Some("USD")),
        ("orgDisallowHtmlAttachments", Some("false")),
        ("orgHasPersonAccounts", Some("false")),
        ("organizationId", Some(cx.org.org_id.as_str())),
        ("organizationMultiCurrency", Some("false")),
        ("organizationName", Some(cx.org.org_name.as_str())),
        ("profileId", profile.as_ref().map(|id| id.as_str())),
        ("roleId", None),
        ("sessionSecondsValid", Some(seconds_valid.as_str())),
        ("userDefaultCurrencyIsoCode", None),
        ("userEmail", Some(person.email.as_str())),
        ("userFullName", Some(full_name.as_str())),
        ("userId", Some(user_id.as_str())),
        ("userLanguage", Some(person.language.as_str())),
        ("userLocale", Some(person.locale.as_str())),
        ("userName", Some(person.username.as_str())),
        ("userTimeZone", Some(person.time_zone.as_str())),
        ("userType", Some("Standard")),
        ("userUiSkin", Some("Theme3")),
    ];
    for (name, value) in traits {
        match value {
            Some(value) => element(xml, name, value),
            None => xml.push_str(&format!("<{name} xsi:nil=\"true\"/>")),
        }
    }
}

fn element(xml: &mut String, name: &str, value: &str) {
    xml.push_str(&format!("<{name}>{}</{name}>", xml_escaped(value)));
}
