"""Static lists: leads come in, are found there, and leave."""

from __future__ import annotations

from functools import cache

from expect import refused, same
from harness import step
from instance import FOLDER_ID, ask, email, id_of

NAME = 'Müde & "own" list'

MEMBERS = ("plain-0", "plain-1", "plain-2")


def lists() -> None:
    """The order matters."""
    step("list_create", create)
    step("list_add", add)
    step("list_members", members_are_read)
    step("list_is_member", is_member)
    step("list_remove", remove)
    step("list_remove_again_skipped", remove_again)
    step("list_add_to_unknown_refused", add_to_unknown)


def create(_name: str) -> str:
    [made] = ask("create_list", name=NAME, folderId=FOLDER_ID, folderType="Folder")
    same(made["name"], NAME)
    return f"list {made['id']}"


@cache
def list_id() -> int:
    """The id of that list, as the client finds it by name."""
    [found] = ask("get_multiple_lists", name=NAME)
    return found["id"]


def add(_name: str) -> None:
    ids = [id_of(key) for key in MEMBERS]
    answered = ask("add_leads_to_list", listId=list_id(), id=ids)
    same([answer["status"] for answer in answered], ["added"] * len(MEMBERS))


def members_are_read(_name: str) -> None:
    same(listed(), [email(key) for key in MEMBERS])


def listed() -> list[str]:
    rows = ask("get_multiple_leads_by_list_id", listId=list_id(), fields="email")
    return sorted(row["email"] for row in rows)


def is_member(_name: str) -> None:
    ids = [id_of("plain-0"), id_of("plain-9")]
    answered = ask("member_of_list", listId=list_id(), id=ids)
    same([answer["status"] for answer in answered], ["memberof", "notmemberof"])


def remove(_name: str) -> None:
    [answer] = ask("remove_leads_from_list", listId=list_id(), id=[id_of("plain-2")])
    same(answer["status"], "removed")
    same(listed(), [email("plain-0"), email("plain-1")])


def remove_again(_name: str) -> None:
    [answer] = ask("remove_leads_from_list", listId=list_id(), id=[id_of("plain-2")])
    same([answer["status"], str(answer["reasons"][0]["code"])], ["skipped", "1015"])


def add_to_unknown(_name: str) -> str:
    return refused(
        lambda: ask("add_leads_to_list", listId=987654, id=[1]), Exception, "'code': '1013'"
    )
