"""Token, SOAP and OAuth, each right and each refused."""

from __future__ import annotations

from urllib.parse import urlsplit

from simple_salesforce import (
    Salesforce,
    SalesforceAuthenticationFailed,
    SalesforceExpiredSession,
)

from expect import refused, same
import harness
from harness import step
from org import DOMAIN, salesforce, session, with_token

#: A token of the right shape that no org has.
NO_ONES_TOKEN = "00D000000000000!" + "x" * 64


def logins() -> None:
    """All ways in."""
    step("login_token", lambda _: proves_login(salesforce))
    step("login_token_refused", lambda _: expired(lambda: jobs_of(with_token(NO_ONES_TOKEN))))

    step("login_soap", lambda _: proves_login(soap()))
    step("login_soap_refused", lambda _: denied(lambda: soap("wrong"), "INVALID_LOGIN"))

    step("login_oauth_password", lambda _: proves_login(oauth_password()))
    step(
        "login_oauth_password_refused",
        lambda _: denied(lambda: oauth_password("wrong"), "authentication failure"),
    )
    step("login_oauth_client_credentials", lambda _: proves_login(client_credentials()))
    step(
        "login_oauth_client_credentials_refused",
        lambda _: denied(lambda: client_credentials("wrong"), "invalid client credentials"),
    )


def soap(password: str = harness.PASSWORD) -> Salesforce:
    return Salesforce(
        username=harness.USERNAME, password=password, security_token="", session=session()
    )


def oauth_password(password: str = harness.PASSWORD) -> Salesforce:
    return Salesforce(
        username=harness.USERNAME,
        password=password,
        consumer_key=harness.CLIENT_ID,
        consumer_secret=harness.CLIENT_SECRET,
        session=session(),
    )


def client_credentials(secret: str = harness.CLIENT_SECRET) -> Salesforce:
    return Salesforce(
        consumer_key=harness.CLIENT_ID, consumer_secret=secret, domain=DOMAIN, session=session()
    )


def proves_login(client: Salesforce) -> None:
    """A login counts once the org answers to it."""
    same(client.sf_instance, urlsplit(harness.BASE_URL).netloc)
    same(isinstance(jobs_of(client), list), True)


def jobs_of(client: Salesforce) -> list:
    return client.restful("jobs/ingest")["records"]


def denied(login, text: str) -> str:
    return refused(login, SalesforceAuthenticationFailed, text)


def expired(call) -> str:
    return refused(call, SalesforceExpiredSession, "INVALID_SESSION_ID")
