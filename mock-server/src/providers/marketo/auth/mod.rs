//! Identity: clients, tokens, and what a token's user may do (section 1 of the sheet).
//!
//! Token life is measured on the time that is passed in; nothing here knows HTTP.

mod errors;
mod permission;
mod token_call;

use std::collections::HashMap;

pub use errors::IdentityError;
pub use permission::Permission;
pub use token_call::{TokenAnswer, TokenCall};

use super::errors::ApiError;
use crate::core::random::{Stream, key};
use crate::core::time::{SimDuration, SimTime};

/// What follows the colon in a token, as the pod does at the provider.
const POD: &str = "mock";

/// A custom service that may get tokens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Client {
    /// Its id.
    pub client_id: String,
    /// Its secret; `None` until it is first used, in an instance that opens to the first use.
    pub client_secret: Option<String>,
    /// The mail address of its API-only user.
    pub user: String,
    /// What the user may do.
    pub permissions: Vec<Permission>,
}

/// Who a token belongs to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// The mail address of the user; extracts belong to it.
    pub user: String,
    /// What the user may do.
    pub permissions: Vec<Permission>,
}

/// All clients and tokens of one instance.
#[derive(Clone, Debug)]
pub struct Auth {
    seed: u64,
    /// Twelve hex digits at the end of each token's UUID, by which its org is found.
    org_key: String,
    clients: HashMap<String, Client>,
    tokens: HashMap<String, Token>,
    /// The live token of each client.
    current: HashMap<String, String>,
    tokens_made: u64,
    opens_to_first_use: bool,
}

/// How long a token lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenLife {
    /// So long from when it is first given.
    Usual(SimDuration),
    /// So long from now on, even if it was given before.
    Forced(SimDuration),
}

#[derive(Clone, Debug)]
struct Token {
    grant: Grant,
    /// When it dies; never if absent.
    expires: Option<SimTime>,
}

impl Auth {
    /// No clients yet.
    pub fn new(seed: u64, org_name: &str) -> Self {
        let org_key = key(seed, &["marketo", "org", org_name]) & 0xffff_ffff_ffff;
        Self {
            seed: key(seed, &["marketo", "tokens", org_name]),
            org_key: format!("{org_key:012x}"),
            clients: HashMap::new(),
            tokens: HashMap::new(),
            current: HashMap::new(),
            tokens_made: 0,
            opens_to_first_use: false,
        }
    }

    /// The key by which the org is found from its tokens.
    pub fn org_key(&self) -> &str {
        &self.org_key
    }

    /// Lets an unknown client keep the first secret that it is shown with.
    pub fn open_to_first_use(&mut self) {
        self.opens_to_first_use = true;
    }

    /// Adds a client.
    pub fn declare(&mut self, client: Client) {
        self.clients.insert(client.client_id.clone(), client);
    }

    /// Adds a token that nobody gave, for a user who may do everything.
    pub fn declare_token(&mut self, token: &str, user: &str) {
        let grant = Grant { user: user.to_owned(), permissions: Permission::ALL.to_vec() };
        self.tokens.insert(token.to_owned(), Token { grant, expires: None });
    }

    /// The user whose token it is, or was.
    pub fn user_of(&self, token: &str) -> Option<String> {
        self.tokens.get(token).map(|known| known.grant.user.clone())
    }

    /// Ends the life of a token: from then on it is one that was good.
    pub fn end_token(&mut self, token: &str, felt: SimTime) {
        if let Some(known) = self.tokens.get_mut(token) {
            known.expires = Some(known.expires.map_or(felt, |expires| expires.min(felt)));
        }
    }

    /// Forgets a token, as if nobody had given it.
    pub fn forget_token(&mut self, token: &str) {
        self.tokens.remove(token);
        self.current.retain(|_, current| current != token);
    }

    /// The text of a token that is drawn from nothing: no other token of the org has it.
    pub fn open_token_text(&self) -> String {
        format!("00000000-0000-4000-8000-{}:{POD}", self.org_key)
    }

    /// Who a token belongs to.
    ///
    /// # Errors
    /// 601 for one that nobody gave, 602 for one that was good.
    pub fn check(&self, token: &str, felt: SimTime) -> Result<Grant, ApiError> {
        let known = self.tokens.get(token).ok_or_else(ApiError::token_invalid)?;
        match known.expires {
            Some(expires) if felt >= expires => Err(ApiError::token_expired()),
            Some(_) | None => Ok(known.grant.clone()),
        }
    }

    /// The token of a client: the live one with the rest of its life, or a new one (1.4, recorded).
    fn token_of(
        &mut self,
        client: &Client,
        life: TokenLife,
        felt: SimTime,
    ) -> (String, SimDuration) {
        if let Some(token) = self.current.get(&client.client_id)
            && let Some(Token { expires: Some(expires), .. }) = self.tokens.get_mut(token)
            && *expires > felt
        {
            if let TokenLife::Forced(span) = life {
                *expires = felt + span;
            }
            return (token.clone(), expires.since(felt));
        }
        let (TokenLife::Usual(life) | TokenLife::Forced(life)) = life;
        self.tokens_made += 1;
        let text = self.new_text();
        let grant = Grant { user: client.user.clone(), permissions: client.permissions.clone() };
        self.tokens.insert(text.clone(), Token { grant, expires: Some(felt + life) });
        self.current.insert(client.client_id.clone(), text.clone());
        (text, life)
    }

    fn new_text(&self) -> String {
        let made = self.tokens_made.to_string();
        let mut stream = Stream::keyed(self.seed, &["token", &made]);
        let bits = stream.next_u64();
        let hex = format!("{bits:016x}");
        let variant = ["8", "9", "a", "b"][stream.below(4) as usize];
        format!(
            "{}-{}-4{}-{variant}{}-{}:{POD}",
            &hex[..8],
            &hex[8..12],
            &hex[12..15],
            &format!("{:03x}", stream.below(0x1000)),
            self.org_key
        )
    }
}

/// The org's key in a token, if it has the shape of one.
pub fn org_key_of(token: &str) -> Option<&str> {
    let uuid = token.strip_suffix(POD)?.strip_suffix(':')?;
    uuid.get(24..).filter(|key| key.len() == 12)
}
