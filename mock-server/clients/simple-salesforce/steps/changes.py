"""Upsert and update of the plain contacts."""

from __future__ import annotations

from expect import same
from harness import give, step
from org import KEY, contact, id_of, load, settle


def changes() -> None:
    """Changes that must reach the org, and one blank cell that must not."""
    step("upsert_by_external_id", upsert_by_external_id)
    step("upsert_by_id", upsert_by_id)
    step("update_by_id", update_by_id)
    step("update_ignores_blank_cells", lambda name: update_plain(name, 2, FirstName=""))
    step("update_null_clears", lambda name: update_plain(name, 3, FirstName="#N/A"))


def upsert_by_external_id(name: str) -> None:
    rows = [contact("plain-0", "matched"), contact("upserted", "created")]
    give(name, "upsert", rows)
    results = settle(name, "upsert", records=rows, external_id_field=KEY)
    created = {row[KEY]: row["sf__Created"] for row in results["success"]}
    same(created, {"plain-0": "false", "upserted": "true"})


def upsert_by_id(name: str) -> None:
    rows = [{"Id": id_of("plain-4"), "LastName": "Upserted", "Description": "by Id"}]
    give(name, "upsert", rows)
    results = settle(name, "upsert", records=rows)
    same([row["sf__Created"] for row in results["success"]], ["false"])


def update_by_id(name: str) -> None:
    rows = [{"Id": id_of("plain-1"), "FirstName": "Changed", "Description": 'new "text"\n'}]
    give(name, "update", rows)
    results = settle(name, "update", records=rows)
    same([row["sf__Created"] for row in results["success"]], ["false"])


def update_plain(name: str, number: int, **cells: str) -> None:
    load(name, "update", [{"Id": id_of(f"plain-{number}"), "Description": name, **cells}])
