"""Tables of the protocol, and CSV as a caller reads it whose client hands over text.

A table is a header and rows; a file of one has a JSON array a line. Rows leave an adapter only in
this form. The CSV reader never refuses: what a client hands over is shown as it is, and it is for
the kit to judge. It knows no client.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

MISSING = {"missing": True}

#: The six delimiters by Salesforce's names.
DELIMITERS = {
    "BACKQUOTE": "`",
    "CARET": "^",
    "COMMA": ",",
    "PIPE": "|",
    "SEMICOLON": ";",
    "TAB": "\t",
}


@dataclass
class Table:
    """A header and rows of cells."""

    header: list[str]
    rows: list[list[Any]]

    @classmethod
    def load(cls, path: Path | str) -> Table:
        """Reads a file of rows."""
        with open(path, encoding="utf-8", newline="\n") as file:
            header, *rows = [json.loads(line) for line in file if line.strip()] or [[]]
        return cls(header, rows)

    @classmethod
    def of_records(cls, records: Sequence[Mapping[str | None, Any]]) -> Table:
        """Records as a client hands them over, under all names that any of them has."""
        header = list(dict.fromkeys(name for record in records for name in record))
        rows = [[_cell(record[name]) if name in record else MISSING for name in header]
                for record in records]
        return cls([str(name) for name in header], rows)

    @classmethod
    def of_csv(cls, text: str, delimiter: str = ",", null: str | None = None) -> Table:
        """The rows of a CSV text; a bare cell that reads `null` is a null."""
        lines = [[None if not quoted and cell == null else cell for cell, quoted in line]
                 for line in _lines(text, delimiter)]
        if not lines:
            return cls([], [])
        return cls([cell or "" for cell in lines[0]], lines[1:])

    def save(self, path: Path) -> Path:
        """Writes a file of rows."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for line in [self.header, *self.rows]:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        return path

    def joined(self, other: Table) -> Table:
        """The rows of both; the header is that of the first with any."""
        return Table(self.header or other.header, self.rows + other.rows)


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return {"bool": value}
    if isinstance(value, int):
        return {"int": str(value)}
    return str(value)


def _lines(text: str, delimiter: str) -> Iterator[list[tuple[str, bool]]]:
    """Lines of cells, each with whether it was quoted.

    CR, LF and CRLF end a line; blank lines count.
    """
    at, end = 0, len(text)
    ends_cell = re.compile(f"[{re.escape(delimiter)}\r\n]")
    line: list[tuple[str, bool]] = []
    while at < end or line:
        cell, quoted, at = _quoted(text, at) if text[at : at + 1] == '"' else ("", False, at)
        found = ends_cell.search(text, at)
        stop = found.start() if found else end
        line.append((cell + text[at:stop], quoted))
        at = stop + 1
        if stop < end and text[stop] == delimiter:
            continue
        if text[stop : stop + 2] == "\r\n":
            at += 1
        yield line
        line = []


def _quoted(text: str, at: int) -> tuple[str, bool, int]:
    """A quoted cell that begins here, and where it ends; one never closed ends with the text."""
    parts = []
    at += 1
    while True:
        stop = text.find('"', at)
        if stop < 0:
            return "".join([*parts, text[at:]]), True, len(text)
        parts.append(text[at:stop])
        if text[stop + 1 : stop + 2] != '"':
            return "".join(parts), True, stop + 1
        parts.append('"')
        at = stop + 2


def value(cell: Any) -> Any:
    """One cell as a Python caller holds it."""
    if not isinstance(cell, dict):
        return cell
    [(kind, inner)] = cell.items()
    match kind:
        case "bool":
            return inner
        case "int":
            return int(inner)
        case "decimal":
            return Decimal(inner)
        case "date":
            return date.fromisoformat(inner)
        case "datetime":
            return datetime.fromisoformat(inner)
    raise ValueError(f"a cell that Python has no value for: {kind}")


def records(table: Table) -> list[dict[str, Any]]:
    """Records as a Python caller holds them; a missing cell is a missing key."""
    return [
        {name: value(cell) for name, cell in zip(table.header, row) if cell != MISSING}
        for row in table.rows
    ]
