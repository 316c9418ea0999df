//! Userinfo and the id URL: who the caller is.
//!
//! Keys of userinfo that are relied upon stand in 1.1; the others, and all of the id URL, are
//! documented, unread. Links to parts of the provider that are not faked are given all the same.

use serde_json::{Map, Value, json};

use super::cx::{Cx, Person};
use super::errors::IdentityError;
use super::state::Auth;
use super::tokens::Grant;
use crate::core::time::SimTime;
use crate::providers::salesforce::id::Id;

impl Auth {
    /// The answer of `GET /services/oauth2/userinfo`.
    ///
    /// # Errors
    /// If the token is unknown, expired or revoked.
    pub fn userinfo(&self, cx: &Cx<'_>, token: &str) -> Result<Value, IdentityError> {
        let grant = self.identified(token, cx.now)?;
        let person = self.person(cx, grant.user);
        let user_id = cx.user_id(grant.user);
        let profile = format!("{}/{user_id}", cx.base());
        Ok(json!({
            "sub": cx.id_url(grant.user),
            "user_id": user_id.as_str(),
            "organization_id": cx.org.org_id.as_str(),
            "preferred_username": person.username,
            "nickname": person.nickname,
            "name": person.full_name(),
            "email": person.email,
            "email_verified": true,
            "given_name": person.first_name,
            "family_name": person.last_name,
            "zoneinfo": person.time_zone,
            "photos": photos(cx),
            "profile": profile,
            "picture": photo(cx, "F"),
            "address": {},
            "is_salesforce_integration_user": false,
            "urls": urls(cx, &user_id),
            "active": person.active,
            "user_type": "STANDARD",
            "language": person.language,
            "locale": person.locale,
        }))
    }

    /// The answer of `GET /id/{org_id}/{user_id}`; the ids may have 15 or 18 characters.
    ///
    /// # Errors
    /// If the token is unknown, or the ids are not those of the token's org and user.
    pub fn identity(
        &self,
        cx: &Cx<'_>,
        token: &str,
        org_id: &str,
        user_id: &str,
    ) -> Result<Value, IdentityError> {
        let grant = self.identified(token, cx.now)?;
        if Id::parse(org_id) != Some(cx.org.org_id) {
            return Err(IdentityError::WrongOrg);
        }
        let user = cx.user_id(grant.user);
        if Id::parse(user_id) != Some(user) {
            return Err(IdentityError::BadId);
        }
        let person = self.person(cx, grant.user);
        let mut answer = Map::new();
        answer.insert("id".into(), cx.id_url(grant.user).into());
        answer.insert("asserted_user".into(), true.into());
        answer.insert("user_id".into(), user.as_str().into());
        answer.insert("organization_id".into(), cx.org.org_id.as_str().into());
        if let Value::Object(rest) = described(cx, &user, &person) {
            answer.extend(rest);
        }
        Ok(Value::Object(answer))
    }

    fn identified(&self, token: &str, now: SimTime) -> Result<Grant, IdentityError> {
        self.check(token, now).map_err(|_| IdentityError::BadToken)
    }
}

/// What an identity says of the person.
fn described(cx: &Cx<'_>, user: &Id, person: &Person) -> Value {
    json!({
        "username": person.username,
        "nick_name": person.nickname,
        "display_name": person.full_name(),
        "email": person.email,
        "email_verified": true,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "timezone": person.time_zone,
        "photos": photos(cx),
        "addr_street": null,
        "addr_city": null,
        "addr_state": null,
        "addr_country": null,
        "addr_zip": null,
        "mobile_phone": null,
        "mobile_phone_verified": false,
        "is_lightning_login_user": false,
        "status": { "created_date": null, "body": null },
        "urls": urls(cx, user),
        "active": person.active,
        "user_type": "STANDARD",
        "language": person.language,
        "locale": person.locale,
        "is_app_installed": true,
    })
}

/// Links, with `{version}` left for the client to fill in. Relied upon (`rest`).
fn urls(cx: &Cx<'_>, user: &Id) -> Value {
    let base = cx.base();
    let org = cx.org.org_id.short();
    let soap = |kind: char| format!("{base}/services/Soap/{kind}/{{version}}/{org}");
    let rest = |path: &str| format!("{base}/services/data/v{{version}}/{path}");
    json!({
        "enterprise": soap('c'),
        "metadata": soap('m'),
        "partner": soap('u'),
        "rest": rest(""),
        "sobjects": rest("sobjects/"),
        "search": rest("search/"),
        "query": rest("query/"),
        "recent": rest("recent/"),
        "tooling_soap": soap('T'),
        "tooling_rest": rest("tooling/"),
        "profile": format!("{base}/{user}"),
        "feeds": rest("chatter/feeds"),
        "groups": rest("chatter/groups"),
        "users": rest("chatter/users"),
        "feed_items": rest("chatter/feed-items"),
        "feed_elements": rest("chatter/feed-elements"),
        "custom_domain": base,
    })
}

fn photos(cx: &Cx<'_>) -> Value {
    json!({ "picture": photo(cx, "F"), "thumbnail": photo(cx, "T") })
}

fn photo(cx: &Cx<'_>, size: &str) -> String {
    format!("{}/profilephoto/005/{size}", cx.base())
}
