//! Every refusal as it stands on the wire, and which calls lead to which.

use bulk_mock::providers::salesforce::auth::{
    Credential, IdentityError, OAuthError, SoapFault, credential_of_authorize,
    credential_of_identity, credential_of_token, credential_of_token_call, token_in_head,
    unknown_token,
};

use super::support::{CLIENT, World, assertion_of, form, password_grant};

#[test]
fn the_whole_table() {
    let mut table = String::new();
    for error in OAuthError::ALL {
        table += &format!("{} {} | {}\n", error.status(), error.body(), error.form_encoded());
    }
    for error in IdentityError::ALL {
        table += &format!("{} {}\n", error.status(), error.text());
    }
    for fault in [
        SoapFault::InvalidLogin,
        SoapFault::Unreadable("<".into()),
        SoapFault::Unsupported("logout".into()),
    ] {
        table += &format!("{} {}\n", fault.status(), fault.xml());
    }
    insta::assert_snapshot!("errors", table);
}

#[test]
fn wrong_credentials_are_told_apart() {
    let mut world = World::declared();
    let right = password_grant("ada@example.com", "pa+ss%261");
    let cases = [
        right.replace("%261", "%262"),
        right.replace("ada@", "eve@"),
        right.replace("&password=", "&passwort="),
        right.replace("client_id=app", "client_id=none"),
        right.replace("client_id=app&", ""),
        right.replace("s3cret", "wrong"),
        right.replace("&client_secret=s3cret", ""),
        right.replace("grant_type=password", "grant_type=Password"),
        String::new(),
        format!("grant_type=client_credentials&{CLIENT}x"),
        format!("grant_type=refresh_token&{CLIENT}&refresh_token=5Aep861none"),
        format!("grant_type=authorization_code&{CLIENT}&code=aPrxNone&redirect_uri=x:y"),
    ];
    let lines = cases.map(|body| {
        let (error, description) = world.token(&body).unwrap_err().texts();
        format!("{body}\n    {error}: {description}")
    });
    insta::assert_snapshot!("wrong_credentials", lines.join("\n"));
}

#[test]
fn an_inactive_user_is_refused_by_every_grant() {
    let mut world = World::declared();
    world.inactive = Some(1);
    let bodies = [
        password_grant("ada@example.com", "pa+ss%261"),
        format!("grant_type=client_credentials&{CLIENT}"),
        assertion_of(
            r#"{"iss":"app","sub":"ada@example.com","aud":"https://test.salesforce.com","exp":1767225720}"#,
        ),
    ];
    for body in bodies {
        assert_eq!(world.token(&body), Err(OAuthError::InactiveUser), "{body}");
    }
}

#[test]
fn a_token_call_names_its_org_by_what_its_grant_is_about() {
    let of = |head, body: &str| credential_of_token_call(head, &form(body));
    let jwt = assertion_of(r#"{"iss":"app","sub":"Ada@x","aud":"y","exp":1}"#);
    assert_eq!(of(None, &password_grant("Ada@x", "p")), Ok(Credential::User("Ada@x".into())));
    assert_eq!(of(None, &jwt), Ok(Credential::User("Ada@x".into())));
    assert_eq!(
        of(Some("Basic YXBwOnMzY3JldA=="), "grant_type=client_credentials"),
        Ok(Credential::Client("app".into()))
    );
    assert_eq!(
        of(None, "grant_type=refresh_token&refresh_token=r"),
        Ok(Credential::RefreshToken("r".into()))
    );
    assert_eq!(of(None, "grant_type=authorization_code&code=c"), Ok(Credential::Code("c".into())));
    let none = ["password", "client_credentials", "refresh_token", "authorization_code", "device"]
        .map(|grant| of(None, &format!("grant_type={grant}")).unwrap_err());
    assert_eq!(
        none,
        [
            OAuthError::AuthenticationFailure,
            OAuthError::InvalidClientId,
            OAuthError::ExpiredToken,
            OAuthError::ExpiredCode,
            OAuthError::UnsupportedGrantType
        ]
    );
}

#[test]
fn the_other_endpoints_name_their_org_too() {
    let user = Credential::User("a".into());
    assert_eq!(credential_of_authorize(&form("login_hint=a&client_id=c")), Ok(user));
    assert_eq!(credential_of_authorize(&form("client_id=c")), Ok(Credential::Client("c".into())));
    assert_eq!(credential_of_authorize(&form("")), Err(OAuthError::InvalidClientId));
    let token = Credential::Token("t".into());
    assert_eq!(credential_of_token(&form("token=t")), Ok(token.clone()));
    let refresh = Credential::RefreshToken("5Aep861r".into());
    assert_eq!(credential_of_token(&form("token=5Aep861r")), Ok(refresh));
    assert_eq!(credential_of_token(&form("token=")), Err(OAuthError::InvalidToken));
    assert_eq!(credential_of_identity(Some("Bearer t"), &form("")), Ok(token.clone()));
    assert_eq!(credential_of_identity(None, &form("oauth_token=t")), Ok(token));
    assert_eq!(credential_of_identity(None, &form("")), Err(IdentityError::MissingToken));
}

#[test]
fn a_credential_that_no_org_knows_is_refused_as_the_endpoint_does() {
    let refusals = [
        Credential::Token(String::new()),
        Credential::User(String::new()),
        Credential::Client(String::new()),
        Credential::RefreshToken(String::new()),
        Credential::Code(String::new()),
    ]
    .map(|credential| credential.unknown().texts().1);
    assert_eq!(
        refusals,
        [
            "invalid token",
            "authentication failure",
            "client identifier invalid",
            "expired access/refresh token",
            "expired authorization code"
        ]
    );
}

#[test]
fn an_assertion_about_an_unknown_user_is_not_approved() {
    let user = Credential::User("a".into());
    let refusal = |body: &str| user.unknown_in_token_call(&form(body));
    assert_eq!(refusal(&assertion_of("{}")), OAuthError::NotApproved);
    assert_eq!(refusal("grant_type=password"), OAuthError::AuthenticationFailure);
    assert_eq!(refusal(""), OAuthError::UnsupportedGrantType);
}

#[test]
fn the_scheme_of_a_token_is_bearer_or_oauth_in_any_letter_case() {
    for head in ["Bearer t", "bearer  t ", "OAuth t", "OAUTH t"] {
        assert_eq!(token_in_head(Some(head)), Ok(Credential::Token("t".into())), "{head}");
    }
    for head in [None, Some(""), Some("Bearer"), Some("Bearer "), Some("Basic t"), Some("t")] {
        let error = token_in_head(head).unwrap_err();
        assert_eq!((error.status, error.code), (401, "INVALID_AUTH_HEADER"), "{head:?}");
    }
}

#[test]
fn an_unknown_token_of_three_parts_is_taken_for_a_jwt() {
    let code = |token| unknown_token(token).message;
    assert_eq!(code("a.b.c"), "INVALID_JWT_FORMAT");
    for token in ["", "a.b", "a.b.c.d", "00D000000000001!a.b.c"] {
        assert_eq!(code(token), "Session expired or invalid", "{token}");
    }
}
