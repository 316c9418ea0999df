"""What every driver in Python stands on: one JSON line per step, the books, the hostile cells.

It knows no client and no provider.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

NASTY_FILE = Path(__file__).resolve().parent.parent / "nasty.json"

BASE_URL = os.environ["BASE_URL"]
SCRATCH = Path(os.environ["SCRATCH_DIR"])
BOOKS_FILE = Path(os.environ["BOOKS_FILE"])

Row = Mapping[str, str]


def step(name: str, take: Callable[[str], str | None]) -> None:
    """Takes one step: the text that it returns is its detail, what it raises its failure."""
    try:
        report(name, True, take(name) or "")
    except Exception as error:  # a step may fail in any way that the client can
        report(name, False, f"{type(error).__name__}: {error}")


def report(name: str, ok: bool, detail: str) -> None:
    """Says how a step ended."""
    print(json.dumps({"step": name, "ok": ok, "detail": detail}), flush=True)


@dataclass(frozen=True)
class NastyCell:
    """A hostile cell and the field that can hold it."""

    name: str
    field: str
    value: str


def nasty(group: str, default_field: str) -> list[NastyCell]:
    """The hostile cells of a group; one that names no field goes into the default one."""
    entries = json.loads(NASTY_FILE.read_text(encoding="utf-8"))[group]
    return [_nasty_cell(entry, default_field) for entry in entries]


def _nasty_cell(entry: Mapping, default_field: str) -> NastyCell:
    value = entry["value"] if "value" in entry else entry["repeat"] * entry["times"]
    return NastyCell(entry["name"], entry.get("field", default_field), value)


def give(
    step_name: str, operation: str, object_name: str, rows: Iterable[Row], fate: str = "success"
) -> None:
    """Enters rows into the book of rows given; `fate` is what they are meant for."""
    common = {"book": "given", "step": step_name, "operation": operation, "object": object_name}
    _enter({**common, "fate": fate, "row": row} for row in rows)


def claim(step_name: str, file: str, rows: Iterable[Row]) -> None:
    """Enters the rows of one result file into the book of results."""
    _enter({"book": "results", "step": step_name, "file": file, "row": row} for row in rows)


def read(
    step_name: str, reading: str, object_name: str, rows: Iterable[Row], null: str | None = None
) -> None:
    """Enters all rows of an object as they were read back; `null` is the text for no value."""
    common = {"book": "read", "step": step_name, "reading": reading, "object": object_name}
    _enter({**common, "null": null, "row": row} for row in rows)


def _enter(entries: Iterable[dict]) -> None:
    with BOOKS_FILE.open("a", encoding="utf-8", newline="\n") as book:
        for entry in entries:
            book.write(json.dumps(entry) + "\n")
