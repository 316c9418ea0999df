//! SOAP login as simple-salesforce, jsforce and Data Loader speak it.

use bulk_mock::providers::salesforce::auth::{Credential, SoapFault, credential_of_soap};

use super::support::World;

/// The body that jsforce sends.
fn jsforce(username: &str, password: &str) -> String {
    format!(
        r#"<se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/"><se:Header/><se:Body><login xmlns="urn:partner.soap.sforce.com"><username>{username}</username><password>{password}</password></login></se:Body></se:Envelope>"#
    )
}

/// The body that simple-salesforce sends, with an organization id.
fn simple_salesforce(username: &str, password: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8" ?>
        <soapenv:Envelope
                xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
                xmlns:urn="urn:partner.soap.sforce.com">
            <soapenv:Header>
                <urn:CallOptions><urn:client>RestForce</urn:client></urn:CallOptions>
                <urn:LoginScopeHeader>
                    <urn:organizationId>00D000000000001</urn:organizationId>
                </urn:LoginScopeHeader>
            </soapenv:Header>
            <soapenv:Body>
                <urn:login>
                    <urn:username>{username}</urn:username>
                    <urn:password>{password}</urn:password>
                </urn:login>
            </soapenv:Body>
        </soapenv:Envelope>"#
    )
}

fn log_in(world: &mut World, body: &[u8]) -> Result<String, SoapFault> {
    world.call(|auth, cx| auth.soap_login(cx, "59.0", body))
}

/// What clients read by text: `<name>value</name>`.
fn tag<'a>(xml: &'a str, name: &str) -> &'a str {
    let (_, rest) = xml.split_once(&format!("<{name}>")).expect("a start");
    rest.split_once(&format!("</{name}>")).expect("an end").0
}

#[test]
fn a_login_answers_with_everything_clients_read() {
    let mut world = World::declared();
    let xml = log_in(&mut world, jsforce("ada@example.com", "pa ss&amp;1T0K").as_bytes()).unwrap();
    insta::assert_snapshot!("soap_login", xml.replace("><", ">\n<"));
    assert!(world.knows(tag(&xml, "sessionId")));
    assert!(tag(&xml, "serverUrl").starts_with("http://127.0.0.1:8080/services/Soap/u/59.0/00D"));
}

#[test]
fn prefixes_headers_cdata_and_the_security_token_are_the_clients_choice() {
    let mut world = World::declared();
    for password in ["pa ss&amp;1", "pa ss&amp;1T0K", "<![CDATA[pa ss&1]]>", "pa<!-- --> ss&#38;1"]
    {
        let body = simple_salesforce("ADA@EXAMPLE.COM", password);
        assert!(log_in(&mut world, body.as_bytes()).is_ok(), "{password}");
        assert_eq!(
            credential_of_soap(body.as_bytes()),
            Ok(Credential::User("ADA@EXAMPLE.COM".into()))
        );
    }
    for password in ["pa ss&amp;1T0", "", "T0K"] {
        let refused = log_in(&mut world, simple_salesforce("ada@example.com", password).as_bytes());
        assert_eq!(refused, Err(SoapFault::InvalidLogin), "{password}");
    }
}

#[test]
fn a_fault_names_code_and_message_with_the_prefix_that_clients_look_for() {
    let fault =
        log_in(&mut World::declared(), jsforce("eve@example.com", "x").as_bytes()).unwrap_err();
    assert_eq!(fault.status(), 500);
    let xml = fault.xml();
    insta::assert_snapshot!("soap_fault", xml.replace("><", ">\n<"));
    assert_eq!(tag(&xml, "sf:exceptionCode"), "INVALID_LOGIN");
}

#[test]
fn an_inactive_user_cannot_log_in() {
    let mut world = World::declared();
    world.inactive = Some(1);
    let refused = log_in(&mut world, jsforce("ada@example.com", "pa ss&amp;1").as_bytes());
    assert_eq!(refused, Err(SoapFault::InvalidLogin));
}

#[test]
fn garbage_is_a_fault_and_no_crash() {
    let mut world = World::declared();
    let entity = r#"<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>"#;
    let deep = "<a>".repeat(20_000);
    let bodies: [&[u8]; 8] = [
        b"",
        b"\xff\xfe<",
        b"not xml",
        b"<a",
        b"<a/>",
        b"<e:Envelope xmlns:e='x'><e:Body/></e:Envelope>",
        entity.as_bytes(),
        deep.as_bytes(),
    ];
    for body in bodies {
        assert!(matches!(log_in(&mut world, body), Err(SoapFault::Unreadable(_))));
        assert!(credential_of_soap(body).is_err());
    }
    let logout = jsforce("a", "b").replace("login", "logout");
    assert_eq!(log_in(&mut world, logout.as_bytes()), Err(SoapFault::Unsupported("logout".into())));
    let nobody = jsforce("", "");
    assert_eq!(log_in(&mut world, nobody.as_bytes()), Err(SoapFault::InvalidLogin));
}
