"""What clients ask of an instance beside its bulk jobs: fields, types, programs, usage."""

from __future__ import annotations

from expect import same
from harness import step
from instance import LEAD_FIELDS, LIST_ID, PROGRAM_ID, ask


def neighbours() -> None:
    """Calls that change nothing."""
    step("describe", describe)
    step("describe2", describe2)
    step("lists", lambda _name: among("get_multiple_lists", LIST_ID))
    step("list_by_name", list_by_name)
    step("activity_types", lambda _name: among("get_activity_types", 13))
    step("programs", lambda _name: among("browse_programs", PROGRAM_ID, maxReturn=20))
    step("program_by_id", program_by_id)
    step("describe_custom_object", describe_custom_object)
    step("describe_program_member", describe_program_member)
    step("daily_usage", daily_usage)
    step("last_7_days_usage", last_7_days_usage)
    step("daily_errors", daily_errors)


def describe(_name: str) -> str:
    fields = ask("describe")
    names = {field["rest"]["name"] for field in fields if "rest" in field}
    same([name for name in LEAD_FIELDS if name not in names], [])
    return f"{len(fields)} fields, {len(names)} of them over REST"


def describe2(_name: str) -> None:
    [described] = ask("describe2")
    same(described["name"], "API Lead")
    names = {field["name"] for field in described["fields"]}
    same([name for name in LEAD_FIELDS if name not in names], [])


def among(method: str, wanted: int, **arguments: object) -> str:
    """A call whose answer must have an entry of that id."""
    entries = ask(method, **arguments)
    same([entry["id"] for entry in entries if entry["id"] == wanted], [wanted])
    return f"{len(entries)} of them"


def list_by_name(_name: str) -> None:
    [named] = [entry["name"] for entry in ask("get_multiple_lists", id=LIST_ID)]
    [found] = ask("get_multiple_lists", name=named)
    same(found["id"], LIST_ID)


def program_by_id(_name: str) -> str:
    [program] = ask("get_program_by_id", id=PROGRAM_ID)
    same(program["id"], PROGRAM_ID)
    return program["name"]


def describe_custom_object(_name: str) -> None:
    [described] = ask("describe_custom_object", name="car_c")
    same(described["dedupeFields"], ["vin"])
    same(described["idField"], "marketoGUID")


def describe_program_member(_name: str) -> None:
    [described] = ask("describe_program_member")
    same(described["name"], "API Program Membership")


def daily_usage(_name: str) -> str:
    [today] = ask("get_daily_usage")
    same(today["total"] > 0, True)
    return f"{today['total']} calls"


def last_7_days_usage(_name: str) -> None:
    days = ask("get_last_7_days_usage")
    same(days[0]["total"] > 0, True)


def daily_errors(_name: str) -> None:
    """The token that was refused, at the least, unless the provider counts no such errors."""
    for day in ask("get_daily_errors"):
        same(all(error["count"] > 0 for error in day["errors"]), True)
