"""What a driver wrote down: rows given, rows of result files, rows read back.

A driver writes JSON lines, one row each. This file reads them; what they mean together is
decided in `books`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runner.rules import Rules

#: What a given row was meant for: to be taken, to be taken with a warning, to be refused, or to be
#: left alone.
FATES = ("success", "warned", "failed", "unprocessed")

#: The fates of rows that are taken.
TAKEN = ("success", "warned")

#: Longest excerpt of a cell in a difference; a differing cell may be 128 KiB long.
EXCERPT_CHARS_MAX = 60

Cells = Mapping[str, str | None]


@dataclass(frozen=True)
class Given:
    """A row as a driver handed it to its client, and what it was meant for."""

    step: str
    operation: str
    object: str
    fate: str
    cells: Cells


@dataclass(frozen=True)
class Claim:
    """A row of a result file, the columns that the provider added apart from the others."""

    step: str
    file: str
    cells: Cells
    id: str
    error: str = ""


@dataclass(frozen=True)
class ReadRow:
    """A row of an object that a client read back whole."""

    step: str
    reading: str
    object: str
    cells: Cells
    #: The text that stands for no value where it was read, if there is one.
    null: str | None = None


@dataclass
class Ledger:
    """All that one run's driver wrote down, in the order in which it happened."""

    given: list[Given] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    read_rows: list[ReadRow] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path, rules: Rules) -> Ledger:
        """The ledger in a file of JSON lines; a file that was never begun is an empty one."""
        ledger = cls()
        if path.exists():
            with path.open(encoding="utf-8", newline="\n") as lines:
                for line in lines:
                    ledger._add(json.loads(line), rules)
        return ledger

    def _add(self, entry: dict, rules: Rules) -> None:
        for name, cell in entry["row"].items():
            if not isinstance(cell, str | None):
                raise ValueError(f"step {entry['step']}: cell {name} is no text: {excerpt(cell)}")
        match entry["book"]:
            case "given":
                self.given.append(_given(entry))
            case "results":
                self.claims.append(_claim(entry, rules))
            case "read":
                self.read_rows.append(_read_row(entry))
            case unknown:
                raise ValueError(f"step {entry['step']}: no such book: {unknown}")

    def objects(self) -> list[str]:
        """The objects whose rows the org has to be asked for."""
        return sorted({row.object for row in [*self.given, *self.read_rows]})


def _given(entry: dict) -> Given:
    if entry["fate"] not in FATES:
        raise ValueError(f"step {entry['step']}: no such fate: {entry['fate']}")
    return Given(entry["step"], entry["operation"], entry["object"], entry["fate"], entry["row"])


def _read_row(entry: dict) -> ReadRow:
    null = entry.get("null")
    return ReadRow(entry["step"], entry["reading"], entry["object"], entry["row"], null)


def _claim(entry: dict, rules: Rules) -> Claim:
    if entry["file"] not in rules.files:
        raise ValueError(f"step {entry['step']}: no such result file: {entry['file']}")
    row = entry["row"]
    cells = {name: cell for name, cell in row.items() if not name.startswith(rules.verdict_columns)}
    reasons = [reason for column in rules.reason_columns if (reason := row.get(column))]
    return Claim(entry["step"], entry["file"], cells, row.get("sf__Id") or "", "; ".join(reasons))


def excerpt(value: object) -> str:
    """A value in ASCII, cut to a length that fits a line."""
    text = ascii(value)
    if len(text) <= EXCERPT_CHARS_MAX:
        return text
    return f"{text[:EXCERPT_CHARS_MAX]}… ({len(str(value))} characters)"
