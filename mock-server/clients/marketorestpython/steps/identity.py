"""Tokens: got, refused, and refused in the middle of work."""

from __future__ import annotations

import harness
from expect import refused, same
from harness import step
from instance import client, new_client


def identity() -> None:
    """From the secret to a call."""
    step("token", token)
    step("token_refused", token_refused)
    step("token_that_the_server_refuses", token_that_the_server_refuses)


def token(_name: str) -> str:
    client.authenticate()
    same(bool(client.token), True)
    same(client.token_type, "bearer")
    same(0 < client.expires_in <= 3600, True)
    return f"for {client.scope}, {client.expires_in} s"


def token_refused(_name: str) -> str:
    return refused(new_client("wrong").authenticate, Exception, "Bad client credentials")


def token_that_the_server_refuses(_name: str) -> None:
    """601 must end in an error or in a new token."""
    stale = new_client(harness.CLIENT_SECRET)
    stale.authenticate()
    stale.token = "no-such-token"
    described = stale.execute("describe")
    same(type(described), list)
