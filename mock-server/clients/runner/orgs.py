"""An org of a client's own, for each provider: how it is declared, and how its driver gets in.

The shapes that the admin surface takes are here; who sends them is `server`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from runner import rules
from runner.rules import Rules


class Org(Protocol):
    """What the runner needs of an org, whichever provider it speaks for."""

    name: str
    rules: Rules

    @classmethod
    def named(cls, name: str, **declared: object) -> Org:
        """An org whose credentials follow from its name, so that runs can be compared.

        `declared` is what else it is to have: its settings, its clock.
        """

    def declaration(self) -> dict:
        """The body of the admin call that makes this org."""

    def environment(self) -> dict[str, str]:
        """What a driver is told, so that its client gets in."""

    def rows_path(self, object_name: str) -> str:
        """Where the admin surface lists the rows of an object."""


@dataclass(frozen=True)
class SalesforceOrg:
    """An org with the three ways into it: password, client credentials, token."""

    name: str
    username: str
    password: str
    client_id: str
    client_secret: str
    access_token: str
    declared: Mapping[str, object]
    rules: Rules = rules.SALESFORCE

    @classmethod
    def named(cls, name: str, **declared: object) -> SalesforceOrg:
        """As in `Org`."""
        digest = hashlib.sha256(name.encode()).hexdigest()
        return cls(
            name=name,
            username=f"{name}@example.com",
            password=f"{name}-password",
            client_id=f"{name}-client",
            client_secret=f"{name}-secret",
            access_token=f"00D{digest[:12]}!{digest}",
            declared=declared,
        )

    def declaration(self) -> dict:
        """As in `Org`."""
        return {
            "name": self.name,
            "users": [
                {"username": self.username, "password": self.password, "security_token": None}
            ],
            "clients": [{"client_id": self.client_id, "client_secret": self.client_secret}],
            "access_token": self.access_token,
            **self.declared,
        }

    def environment(self) -> dict[str, str]:
        """As in `Org`."""
        return {
            "SF_ACCESS_TOKEN": self.access_token,
            "SF_USERNAME": self.username,
            "SF_PASSWORD": self.password,
            "SF_CLIENT_ID": self.client_id,
            "SF_CLIENT_SECRET": self.client_secret,
        }

    def rows_path(self, object_name: str) -> str:
        """As in `Org`."""
        return f"/_mock/orgs/{self.name}/rows/{object_name}"


@dataclass(frozen=True)
class MarketoInstance:
    """An instance with one custom service, which is the only way into it."""

    name: str
    client_id: str
    client_secret: str
    settings: Mapping[str, object]
    declared: Mapping[str, object]
    rules: Rules = rules.MARKETO

    @classmethod
    def named(
        cls, name: str, settings: Mapping[str, object] | None = None, **declared: object
    ) -> MarketoInstance:
        """As in `Org`; the settings are those of its Marketo side."""
        return cls(name, f"{name}-client", f"{name}-secret", settings or {}, declared)

    def declaration(self) -> dict:
        """As in `Org`."""
        service = {"client_id": self.client_id, "client_secret": self.client_secret}
        marketo = {"clients": [service], "settings": dict(self.settings)}
        return {"name": self.name, "marketo": marketo, **self.declared}

    def environment(self) -> dict[str, str]:
        """As in `Org`."""
        return {"MK_CLIENT_ID": self.client_id, "MK_CLIENT_SECRET": self.client_secret}

    def rows_path(self, object_name: str) -> str:
        """As in `Org`."""
        return f"/_mock/orgs/{self.name}/marketo/rows/{object_name}"
