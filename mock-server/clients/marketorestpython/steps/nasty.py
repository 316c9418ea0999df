"""The hostile cells of ../../nasty.json, imported as CSV with every cell quoted."""

from __future__ import annotations

import csv

import harness
from expect import same
from harness import give, step
from instance import import_file, import_rows, lead, load
from tables import write_csv


def nasty_cells() -> None:
    """Each group, and each way of quoting where that can matter."""
    step("nasty_values", lambda name: import_group(name, "values"))
    step("nasty_values_in_string_fields", import_in_strings)
    step("nasty_values_minimal_quoting", import_minimally_quoted)
    step("nasty_nul", lambda name: import_group(name, "nul"))
    step("nasty_long_cells", lambda name: import_group(name, "marketo_long"))
    step("nasty_too_long_cells", import_too_long)


def import_group(name: str, group: str) -> str:
    rows = rows_of(group)
    load(name, rows)
    return f"{len(rows)} cells"


def import_in_strings(name: str) -> str:
    rows = [
        lead(f"string-{cell.name}", firstName=cell.value, title=cell.value)
        for cell in harness.nasty("values")
    ]
    load(name, rows)
    return f"{len(rows)} cells"


def import_minimally_quoted(name: str) -> str:
    """As Python quotes by default, less bare carriage returns, which its writer leaves bare."""
    rows = [row for row in rows_of("values", "minimal") if "\r" not in row["myCustomText"]]
    give(name, rows)
    path = harness.SCRATCH / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    same(import_file(name, path).counts, [len(rows), 0, 0])
    return f"{len(rows)} cells"


def import_too_long(name: str) -> None:
    rows = rows_of("marketo_too_long")
    give(name, rows, "failed")
    same(import_rows(name, rows).counts, [0, len(rows), 0])


def rows_of(group: str, stem: str = "nasty") -> list[dict[str, str]]:
    """Leads of one shape, each with its hostile cell in the field that can hold it."""
    blank = {"title": "", "myCustomText": ""}
    return [
        lead(f"{stem}-{cell.name}", **blank) | {cell.field: cell.value}
        for cell in harness.nasty(group)
    ]
