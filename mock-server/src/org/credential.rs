//! What a request says of the org it belongs to, and why that may lead to none.

use crate::providers::marketo;

/// What a request says about the org it belongs to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Credential {
    /// A name in a realm, such as a user name or a client id; it may open a fresh org.
    Name {
        /// Which kind of name, such as `salesforce.user`.
        realm: &'static str,
        /// The name, as it is looked up: whether letter case counts is the provider's business.
        name: String,
    },
    /// A token or another grant that the server gave, and the org's key in it if it has one.
    Grant {
        /// The grant's text.
        text: String,
        /// The key of the org that is written in it.
        org_key: Option<String>,
        /// Whether it is a bearer token, which `any_token` takes for a name.
        bearer: bool,
    },
}

/// Why no org was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unresolved {
    /// The grant belongs to no org.
    UnknownGrant,
    /// The name was not declared, and only declared names are taken.
    Undeclared,
    /// It would open an org whose name another one has.
    NameTaken {
        /// The org's name.
        org: String,
    },
    /// The server has as many orgs as it may.
    TooManyOrgs {
        /// How many it may have.
        max_orgs: usize,
    },
}

/// The name of an org that a first use opens: that of a user as it is, any other with its kind
/// before it, such as `client:etl`. Who came before does not matter, since ids derive from it.
pub(super) fn first_use_name(realm: &str, name: &str) -> String {
    match realm {
        "salesforce.user" => name.to_owned(),
        marketo::CLIENT_REALM => format!("marketo:{name}"),
        other => format!("{}:{name}", other.rsplit('.').next().unwrap_or(other)),
    }
}
