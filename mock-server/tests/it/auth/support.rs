//! An org with its users and clients, and a short way to say each call.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bulk_mock::core::time::{SimDuration, SimTime};
use bulk_mock::faults::SessionFate;
use bulk_mock::providers::salesforce::auth::{
    Auth, Client, Cx, Form, OAuthError, OrgIdentity, Person, User,
};
use bulk_mock::providers::salesforce::id::{IdSpace, org_id};
use bulk_mock::providers::salesforce::settings::Settings;
use serde_json::Value;

pub(crate) const SEED: u64 = 7;
pub(crate) const ORG: &str = "acme";
pub(crate) const BASE: &str = "http://127.0.0.1:8080";

/// The client and the password that most tests use.
pub(crate) const CLIENT: &str = "client_id=app&client_secret=s3cret";

/// One org at one instant.
pub(crate) struct World {
    pub(crate) auth: Auth,
    pub(crate) now: SimTime,
    pub(crate) settings: Settings,
    pub(crate) strict: bool,
    pub(crate) inactive: Option<u64>,
    org: OrgIdentity,
}

impl World {
    /// A declared org: Ada (1, password and security token), Grace (2, no password), `app`.
    pub(crate) fn declared() -> Self {
        let mut ada = User::named("Ada@Example.com", 1);
        ada.password = Some("pa ss&1".into());
        ada.security_token = Some("T0K".into());
        let mut world = Self::with_default_user(ada);
        world.auth.declare_user(User::named("grace@example.com", 2));
        world.declare_client("app", Some("s3cret"));
        world
    }

    /// An org that was opened by a user name it had never seen.
    pub(crate) fn opened_by(username: &str) -> Self {
        let mut world = Self::with_default_user(User::named(username, 1));
        world.auth.open_to_first_use(true);
        world
    }

    fn with_default_user(user: User) -> Self {
        let org = OrgIdentity {
            org_id: org_id(SEED, ORG),
            org_name: "Acme & Söhne".into(),
            ids: IdSpace::of_org(SEED, ORG),
        };
        Self {
            auth: Auth::new(SEED, ORG, user),
            now: "2026-01-01T00:00:00Z".parse().expect("an instant"),
            settings: Settings::default(),
            strict: false,
            inactive: None,
            org,
        }
    }

    pub(crate) fn declare_client(&mut self, id: &str, secret: Option<&str>) {
        let client_secret = secret.map(str::to_owned);
        let client = Client { client_id: id.into(), client_secret, certificate_pem: None };
        self.auth.declare_client(client).expect("no certificate, no error");
    }

    pub(crate) fn pass(&mut self, seconds: u64) {
        self.now = self.now + SimDuration::from_secs(seconds);
    }

    /// Runs `call` with the org's sign-on state and the surroundings of this instant.
    pub(crate) fn call<R>(&mut self, call: impl FnOnce(&mut Auth, &Cx<'_>) -> R) -> R {
        let inactive = self.inactive;
        let people = |number| match number {
            1 => {
                let mut ada = Person::named("ada@example.com");
                ada.first_name = Some("Ada".into());
                ada.last_name = "Love<lace".into();
                ada.active = inactive != Some(1);
                Some(ada)
            }
            _ => None,
        };
        let cx = Cx {
            now: self.now,
            base_url: BASE,
            settings: &self.settings,
            strict: self.strict,
            org: &self.org,
            people: &people,
            fate: &SessionFate::default(),
        };
        call(&mut self.auth, &cx)
    }

    pub(crate) fn token(&mut self, body: &str) -> Result<Value, OAuthError> {
        self.token_with_head(None, body)
    }

    pub(crate) fn token_with_head(
        &mut self,
        head: Option<&str>,
        body: &str,
    ) -> Result<Value, OAuthError> {
        self.call(|auth, cx| auth.token(cx, head, &form(body)))
    }

    /// An access token of Ada, by her password.
    pub(crate) fn access_token(&mut self) -> String {
        let answer = self.token(&password_grant("ada@example.com", "pa ss%261"));
        text(&answer.expect("a token"), "access_token")
    }

    pub(crate) fn authorize(&mut self, query: &str) -> Result<String, OAuthError> {
        self.call(|auth, cx| auth.authorize(cx, &form(query)))
    }

    /// The code of an authorization, still escaped as in the URL.
    pub(crate) fn code(&mut self, query: &str) -> String {
        let url = self.authorize(query).expect("a redirect");
        let (_, code) = url.split_once("code=").expect("a code");
        code.split('&').next().expect("a code").to_owned()
    }

    pub(crate) fn knows(&self, token: &str) -> bool {
        self.auth.check(token, self.now).is_ok()
    }
}

pub(crate) fn form(text: &str) -> Form {
    Form::from_bytes(text.as_bytes())
}

pub(crate) fn text(answer: &Value, key: &str) -> String {
    answer[key].as_str().unwrap_or_else(|| panic!("no {key} in {answer}")).to_owned()
}

pub(crate) fn password_grant(username: &str, password: &str) -> String {
    format!("grant_type=password&{CLIENT}&username={username}&password={password}")
}

/// The body of a JWT bearer grant with these claims and a signature that says nothing.
pub(crate) fn assertion_of(claims: &str) -> String {
    let parts =
        [r#"{"alg":"RS256"}"#, claims, "signature"].map(|part| URL_SAFE_NO_PAD.encode(part));
    jwt_grant(&parts.join("."))
}

pub(crate) fn jwt_grant(assertion: &str) -> String {
    format!(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={assertion}"
    )
}
