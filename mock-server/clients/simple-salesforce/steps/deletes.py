"""Delete of the last plain contacts, once and once too often."""

from __future__ import annotations

from simple_salesforce.exceptions import SalesforceBulkV2LoadError

from expect import refused, same
from harness import give, step
from org import PLAIN_ROWS, WAIT_S, contacts_api, id_of, load, settle

ROWS = 5
ALREADY_DELETED = "ENTITY_IS_DELETED:entity is deleted:--"


def deletes() -> None:
    """What is gone, what stays gone, and what the client refuses to send."""
    step("delete_rows", lambda name: load(name, "delete", doomed()))
    step("delete_rows_again", delete_again)
    step("delete_by_other_columns_refused", delete_by_name)


def delete_again(name: str) -> None:
    give(name, "delete", doomed(), "failed")
    failed = settle(name, "delete", records=doomed())["failed"]
    same([row["sf__Error"] for row in failed], [ALREADY_DELETED] * ROWS)


def delete_by_name(_name: str) -> str:
    """The client refuses this by itself; nothing reaches the server."""
    return refused(
        lambda: contacts_api.delete(records=[{"LastName": "x"}], wait=WAIT_S),
        SalesforceBulkV2LoadError,
        "must contain only 'Id'",
    )


def doomed() -> list[dict[str, str]]:
    return [{"Id": id_of(f"plain-{PLAIN_ROWS - 1 - n}")} for n in range(ROWS)]
