"""All leads read back: from an extract, and over REST.

The runner holds each reading against the rows given and the rows in the org.
"""

from __future__ import annotations

import harness
from harness import step
from instance import LEAD_FIELDS, ask, extract, last_days

#: Every field that any step writes.
FIELDS = [*LEAD_FIELDS, "myCustomInt", "myCustomString"]

#: Filter values that one call takes.
VALUES_MAX = 300


def readings() -> None:
    """Both ways; the first one tells the ids for the second."""
    ids: list[str] = []
    step("read_all_by_extract", lambda name: read_by_extract(name, ids))
    step("read_all_over_rest", lambda name: read_over_rest(name, ids))


def read_by_extract(name: str, ids: list[str]) -> str:
    rows = extract("leads", fields=FIELDS, filters={"createdAt": last_days()}).rows()
    harness.read(name, "rows in the extract", rows)
    ids += [row["id"] for row in rows]
    return f"{len(rows)} leads"


def read_over_rest(name: str, ids: list[str]) -> str:
    records: list[dict] = []
    for start in range(0, len(ids), VALUES_MAX):
        records += ask(
            "get_multiple_leads_by_filter_type",
            filterType="id",
            filterValues=ids[start : start + VALUES_MAX],
            fields=FIELDS,
        )
    harness.read_json(name, "rows over REST", records)
    return f"{len(records)} leads"
