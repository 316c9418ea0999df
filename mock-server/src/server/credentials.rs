//! The credentials of an org that was asked for by its name alone: they follow from the name.

use crate::org::Declaration;
use crate::providers::marketo;
use crate::providers::salesforce::{DeclaredClient, DeclaredUser};

/// An org of that name, with a user, a client, and a token for each provider.
pub(crate) fn derived(name: &str) -> Declaration {
    let word = word(name);
    let client_id = format!("{word}-client");
    let client_secret = format!("{word}-secret");
    let username = if name.contains('@') { name.into() } else { format!("{word}@example.com") };
    Declaration {
        name: name.into(),
        users: vec![DeclaredUser {
            username: username.clone(),
            password: format!("{word}-password"),
            security_token: None,
        }],
        clients: vec![DeclaredClient {
            client_id: client_id.clone(),
            client_secret: Some(client_secret.clone()),
            certificate: None,
        }],
        access_token: Some(format!("{word}-token")),
        marketo: marketo::Declared {
            clients: vec![marketo::DeclaredClient {
                client_id,
                client_secret,
                user: Some(username),
                permissions: None,
            }],
            access_token: Some(format!("{word}-marketo-token")),
            settings: None,
        },
        ..Declaration::default()
    }
}

/// A name as it can stand in headers and addresses: other characters as the hexadecimal digits of
/// their bytes, so that two names never come to one.
fn word(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    let text = |byte: u8| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("_{byte:02x}"),
    };
    name.bytes().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn two_names_never_come_to_one_word() {
        assert_eq!(word("team-a.1"), "team-a.1");
        assert_eq!(word("team a"), "team_20a");
        assert_eq!(word("team_20a"), "team_5f20a");
    }
}
