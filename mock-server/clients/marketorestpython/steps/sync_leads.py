"""Leads over REST: made, changed, cleared, refused, found, deleted."""

from __future__ import annotations

import harness
from expect import refused, same
from harness import give, give_deleted, step
from instance import ask, email, id_of, lead, leads

#: Over REST, a record is JSON: what no CSV says is left alone.
TITLE = 'a "q", b\nc 🚀'


def sync_leads() -> None:
    """The order matters: later steps change what earlier ones made."""
    step("sync_creates", sync_creates)
    step("sync_updates", sync_updates)
    step("sync_clears_with_null", sync_clears)
    step("sync_of_existing_lead_skipped", sync_of_existing)
    step("sync_of_unknown_lead_skipped", sync_of_unknown)
    step("sync_of_wrong_value_skipped", sync_of_wrong_value)
    step("sync_of_unknown_field_skipped", sync_of_unknown_field)
    step("sync_asks_for_no_wait", sync_asks_for_no_wait)
    step("sync_nasty_values", sync_nasty_values)
    step("find_by_email", find_by_email)
    step("find_by_id", find_by_id)
    step("find_nothing", find_nothing)
    step("find_by_unknown_filter_refused", find_by_unknown_filter)
    step("find_by_text_with_blank", find_by_text_with_blank)
    step("delete_leads", delete_leads)


def sync(rows: list[dict], **options: object) -> list[dict]:
    return ask("create_update_leads", leads=rows, **options)


def sync_all(name: str, rows: list[dict], status: str, **options: object) -> list[dict]:
    """Sends rows that are all meant to be taken, and books them."""
    give(name, [{field: cell or "" for field, cell in row.items()} for row in rows])
    answered = sync(rows, **options)
    same([answer["status"] for answer in answered], [status] * len(rows))
    return answered


def sync_creates(name: str) -> None:
    rows = [lead("sync-0", title=TITLE), lead("sync-1", title="plain")]
    sync_all(name, rows, "created", action="createOrUpdate", lookupField="email")


def sync_updates(name: str) -> None:
    sync_all(name, [{"email": email("sync-1"), "lastName": "Other"}], "updated")


def sync_clears(name: str) -> None:
    sync_all(name, [{"email": email("sync-1"), "title": None}], "updated", action="updateOnly")


def sync_of_existing(_name: str) -> None:
    same(reason_code(sync([lead("sync-0")], action="createOnly")), "1005")


def sync_of_unknown(_name: str) -> None:
    same(reason_code(sync([lead("sync-nobody")], action="updateOnly")), "1004")


def sync_of_wrong_value(_name: str) -> None:
    same(reason_code(sync([lead("sync-2", leadScore="14.1")])), "1003")


def reason_code(answered: list[dict]) -> str:
    """The code of the only record, which must have been skipped."""
    [answer] = answered
    same(answer["status"], "skipped")
    return str(answer["reasons"][0]["code"])


def sync_of_unknown_field(_name: str) -> None:
    same(reason_code(sync([lead("sync-3", noSuchField="x")])), "1006")


def sync_asks_for_no_wait(name: str) -> None:
    """The key that the client writes has a blank behind it; a server must overlook it."""
    sync_all(name, leads("unwaited", 1), "created", asyncProcessing=False)


def sync_nasty_values(name: str) -> str:
    """JSON carries what CSV can, and an empty text clears."""
    rows = [
        lead(f"json-{cell.name}", title=cell.value, myCustomText=cell.value)
        for cell in harness.nasty("values")
    ]
    sync_all(name, rows, "created")
    return f"{len(rows)} records"


def find(filter_type: str, values: object, **options: object) -> list[dict]:
    return ask(
        "get_multiple_leads_by_filter_type", filterType=filter_type, filterValues=values, **options
    )


def find_by_email(_name: str) -> None:
    found = find("email", [email("sync-0"), email("sync-1")], fields=["email", "title"])
    titles = {row["email"]: row["title"] for row in found}
    same(titles, {email("sync-0"): TITLE, email("sync-1"): None})


def find_by_id(_name: str) -> None:
    [found] = ask("get_lead_by_id", id=id_of("sync-0"))
    same(found["email"], email("sync-0"))


def find_nothing(_name: str) -> None:
    same(find("email", [email("nobody")]), [])


def find_by_unknown_filter(_name: str) -> str:
    return refused(lambda: find("noSuchField", ["x"]), Exception, "'code': '1003'")


def find_by_text_with_blank(name: str) -> None:
    """A filter value given as a text is one value."""
    sync_all(name, [lead("blank", myCustomString="two words")], "created")
    found = find("myCustomString", "two words", fields=["email"])
    same([row["email"] for row in found], [email("blank")])


def delete_leads(name: str) -> None:
    ids = [answer["id"] for answer in sync_all(name, leads("doomed", 2), "created")]
    give_deleted(name, ids)
    same([answer["status"] for answer in ask("delete_lead", id=ids)], ["deleted", "deleted"])
    same(find("email", [email("doomed-0"), email("doomed-1")]), [])
