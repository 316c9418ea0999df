"""All contacts read back, deleted ones too: page by page from a query job, and over REST.

The runner holds each reading against the rows given and the rows in the org.
"""

from __future__ import annotations

import harness
from harness import step
from org import KEY, WAIT_S, contacts_api, salesforce
from tables import parse

FIELDS = ("Id", "IsDeleted", KEY, "LastName", "FirstName", "Description", "MailingStreet")
EVERYTHING = f"SELECT {', '.join(FIELDS)}, Long_Text__c FROM Contact"
PAGE_ROWS = 50


def readings() -> None:
    """Both ways."""
    step("read_all_by_bulk_query", read_by_bulk_query)
    step("read_all_over_rest", lambda name: read_over_rest(name, "rows over REST"))


def read_by_bulk_query(name: str) -> None:
    pages = contacts_api.query_all(EVERYTHING, max_records=PAGE_ROWS, wait=WAIT_S)
    rows = [row for page in pages for row in parse(page)]
    harness.read(name, "rows in the query job", rows)


def read_over_rest(name: str, reading: str) -> None:
    records = salesforce.query_all_iter(EVERYTHING, include_deleted=True)
    harness.read(name, reading, [as_text(record) for record in records])


def as_text(record: dict) -> dict[str, str]:
    """A record of JSON in the way of the books, where every cell is a text."""
    return {
        field: str(cell).lower() if isinstance(cell, bool) else cell or ""
        for field, cell in record.items()
        if field != "attributes"
    }
