//! The org that is there from the start: its names, its secrets, its rows.

use super::OrgHandle;
use crate::org::Declaration;
use crate::providers::marketo;
use crate::providers::salesforce::{DeclaredClient, DeclaredUser};

/// The name of the org that is there from the start.
pub const DEMO_ORG: &str = "demo";
/// Its user.
pub const DEMO_USER: &str = "demo@example.com";
/// The user's password.
pub const DEMO_PASSWORD: &str = "demo-password";
/// Its client's id.
pub const DEMO_CLIENT: &str = "demo-client";
/// The client's secret.
pub const DEMO_SECRET: &str = "demo-secret";
/// Its fixed access token.
pub const DEMO_TOKEN: &str = "00DDemo00000001!demo.access.token.for.bulk.mock.0001";

/// The org that is there from the start.
pub fn demo() -> Declaration {
    Declaration {
        name: DEMO_ORG.into(),
        users: vec![DeclaredUser {
            username: DEMO_USER.into(),
            password: DEMO_PASSWORD.into(),
            security_token: None,
        }],
        clients: vec![DeclaredClient {
            client_id: DEMO_CLIENT.into(),
            client_secret: Some(DEMO_SECRET.into()),
            certificate: None,
        }],
        access_token: Some(DEMO_TOKEN.into()),
        settings: None,
        marketo: marketo::Declared {
            clients: vec![marketo::DeclaredClient {
                client_id: DEMO_CLIENT.into(),
                client_secret: DEMO_SECRET.into(),
                user: Some(DEMO_USER.into()),
                permissions: None,
            }],
            ..marketo::Declared::default()
        },
        clock: None,
    }
}

/// The rows of the demo org, parents before children.
const DEMO_DATA: &[(&str, &str)] = &[
    ("Account.csv", include_str!("../../../fixtures/salesforce/demo/Account.csv")),
    ("Contact.csv", include_str!("../../../fixtures/salesforce/demo/Contact.csv")),
    ("Lead.csv", include_str!("../../../fixtures/salesforce/demo/Lead.csv")),
    ("Campaign.csv", include_str!("../../../fixtures/salesforce/demo/Campaign.csv")),
];

/// Fills the demo org with its rows.
///
/// # Errors
/// A file of the fixtures is wrong.
pub(crate) fn fill_demo(org: &OrgHandle) -> Result<(), String> {
    for (name, text) in DEMO_DATA {
        org.load(name, text.as_bytes()).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}
