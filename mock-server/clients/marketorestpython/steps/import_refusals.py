"""Imports that are refused, that fail whole, or whose reports are not there."""

from __future__ import annotations

import harness
from expect import refused, same
from harness import step
from instance import ask, import_file, lead, leads, load
from tables import write_csv

NO_SUCH_LIST = 987654


def import_refusals() -> None:
    """What the server says no to, and what the client makes of it."""
    step("import_to_unknown_list_refused", import_to_unknown_list)
    step("import_by_unknown_field_refused", import_by_unknown_field)
    step("import_by_unfit_field_refused", import_by_unfit_field)
    step("import_of_empty_file_refused", lambda name: import_of_text(name, ""))
    step("import_of_header_only_refused", lambda name: import_of_text(name, "email,lastName\n"))
    step("import_with_unknown_column_fails", import_with_unknown_column)
    step("status_of_unknown_batch_refused", status_of_unknown_batch)
    step("failure_file_of_unknown_batch", failure_file_of_unknown_batch)
    step("failure_file_of_batch_without_failures", failure_file_of_none)


def import_to_unknown_list(name: str) -> str:
    path = write_csv(name, leads("unlisted", 1))
    return import_refused(path, "'code': '1013'", listId=NO_SUCH_LIST)


def import_by_unknown_field(name: str) -> str:
    path = write_csv(name, leads("unknown", 1))
    return import_refused(path, "'code': '1006'", lookupField="noSuchField")


def import_by_unfit_field(name: str) -> str:
    path = write_csv(name, leads("unfit", 1))
    return import_refused(path, "'code': '1011'", lookupField="firstName")


def import_of_text(name: str, text: str) -> str:
    path = harness.SCRATCH / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return import_refused(path, "Empty file")


def import_refused(path: object, text: str, **options: object) -> str:
    return refused(
        lambda: ask("import_lead", format="csv", file=str(path), **options), Exception, text
    )


def import_with_unknown_column(name: str) -> str:
    rows = [lead("column") | {"noSuchField": "x"}]
    done = import_file(name, write_csv(name, rows))
    same(done.batch["status"], "Failed")
    same("noSuchField" in done.batch["message"], True)
    return done.batch["message"]


def status_of_unknown_batch(_name: str) -> str:
    return refused(lambda: ask("get_import_lead_status", id=987654), Exception, "'code': '1013'")


def failure_file_of_unknown_batch(_name: str) -> str:
    """The answer is no file."""
    return refused(lambda: ask("get_import_failure_file", id=987654), Exception, "")


def failure_file_of_none(name: str) -> str:
    """A batch without failures has no such file: neither is there one to hand out."""
    done = load(name, leads("faultless", 1))
    return refused(
        lambda: ask("get_import_failure_file", id=done.batch["batchId"]), Exception, ""
    )
