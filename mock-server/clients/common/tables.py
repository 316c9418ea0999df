"""CSV as every driver in Python reads and writes it, strictly and with every cell quoted.

It knows no client and no provider.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from driver import SCRATCH, Row

csv.field_size_limit(1 << 24)


def parse(text: str, delimiter: str = ",") -> list[Row]:
    """The rows of a CSV text; each must have as many cells as the header."""
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def write_csv(name: str, rows: Sequence[Row], delimiter: str = ",", end: str = "\n") -> Path:
    """A CSV file with every cell quoted."""
    path = SCRATCH / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, list(rows[0]), delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL
        )
        writer.writeheader()
        writer.writerows(rows)
    return path
