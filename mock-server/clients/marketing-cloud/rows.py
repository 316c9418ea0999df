"""What walk.sh leaves to Python: reading CSV and JSON, and writing the books.

Each function of the table at the end is one subcommand; it reads stdin and takes its
arguments in order.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping

Row = Mapping[str, str]


def given(step: str, operation: str, object_name: str, fate: str) -> None:
    """Enters the rows of a CSV into the book of rows given."""
    common = {"book": "given", "step": step, "operation": operation}
    _enter({**common, "object": object_name, "fate": fate, "row": row} for row in _rows())


def results(step: str, file: str) -> None:
    """Enters the rows of a result file into the book of results."""
    _enter({"book": "results", "step": step, "file": file, "row": row} for row in _rows())


def update_of() -> None:
    """From the result file of an upsert, a CSV that changes each row's description."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["Id", "Description"])
    for row in _rows():
        writer.writerow([row["sf__Id"], f"updated after {row['Description']!r}"])


def created(flag: str, count: str) -> None:
    """Fails unless the result file has so many rows, all with this `sf__Created`."""
    flags = [row["sf__Created"] for row in _rows()]
    if flags != [flag] * int(count):
        sys.exit(f"sf__Created: {flags}, expected {count} times {flag}")


def writable(columns: str) -> None:
    """Fails unless the describe names each column, and lets it be created and updated."""
    fields = {field["name"]: field for field in json.load(sys.stdin)["fields"]}
    for column in columns.split(","):
        field = fields.get(column)
        if field is None:
            sys.exit(f"describe names no field {column}")
        if not (field["createable"] and field["updateable"]):
            sys.exit(f"describe says that {column} cannot be written")


def field(name: str) -> None:
    """Prints one property of a JSON object."""
    print(json.load(sys.stdin)[name])


def say(step: str, status: str) -> None:
    """Prints the line that tells how a step ended."""
    print(json.dumps({"step": step, "ok": status == "0", "detail": sys.stdin.read().strip()}))


def _rows() -> list[Row]:
    sys.stdin.reconfigure(encoding="utf-8", newline="")
    lines = list(csv.reader(sys.stdin, strict=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def _enter(entries: Iterable[dict]) -> None:
    with open(os.environ["BOOKS_FILE"], "a", encoding="utf-8", newline="\n") as book:
        for entry in entries:
            book.write(json.dumps(entry) + "\n")


COMMANDS = {
    "given": given,
    "results": results,
    "update-of": update_of,
    "created": created,
    "writable": writable,
    "field": field,
    "say": say,
}

if __name__ == "__main__":
    try:
        COMMANDS[sys.argv[1]](*sys.argv[2:])
    except (KeyError, ValueError, csv.Error) as problem:
        sys.exit(f"{sys.argv[1:]}: {problem!r}")
