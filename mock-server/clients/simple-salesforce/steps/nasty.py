"""The hostile cells of ../../nasty.json, sent as records: the client writes the CSV."""

from __future__ import annotations

import csv

from expect import same
import harness
from harness import give, step
from org import contact, load, settle


def nasty_cells() -> None:
    """Each group, and each way of quoting where that can matter."""
    step("nasty_values", lambda name: insert_group(name, "values"))
    step("nasty_values_minimal_quoting", insert_minimally_quoted)
    step("nasty_nul", lambda name: insert_group(name, "nul"))
    step("nasty_long_cells", lambda name: insert_group(name, "long"))
    step("nasty_too_long_cells", insert_too_long)


def insert_group(name: str, group: str) -> str:
    rows = rows_of(group)
    load(name, "insert", rows, quoting=csv.QUOTE_ALL)
    return f"{len(rows)} cells"


def insert_minimally_quoted(name: str) -> str:
    """The client's default quoting, less the cells that it cannot carry on every Python.

    Up to Python 3.12 the writer of `csv` leaves a carriage return without quotes, which
    its own reader then refuses; the client pipes one into the other before it sends.
    """
    rows = [row for row in rows_of("values", "minimal") if not bare_return(row["Description"])]
    load(name, "insert", rows)
    return f"{len(rows)} cells"


def bare_return(cell: str) -> bool:
    return "\r" in cell and not any(special in cell for special in '\n,"')


def insert_too_long(name: str) -> None:
    rows = rows_of("too_long")
    give(name, "insert", rows, "failed")
    failed = settle(name, "insert", records=rows)["failed"]
    same({row["sf__Error"].split(":")[0] for row in failed}, {"STRING_TOO_LONG"})


def rows_of(group: str, stem: str = "nasty") -> list[dict[str, str]]:
    """Contacts, each with its hostile cell in the field that can hold it."""
    return [
        contact(f"{stem}-{cell.name}", "") | {cell.field: cell.value}
        for cell in harness.nasty(group)
    ]
