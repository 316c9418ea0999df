"""The contacts that are uploaded: the same rows, byte for byte, on every machine.

    python3 contacts.py ROWS FILE
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

HEADER = "External_Id__c,FirstName,LastName,Email,Phone,Description"
EXTERNAL_ID_FIELD = "External_Id__c"

FIRST = "Ada Grace Edsger Alan Barbara Donald Frances Ken Radia Margaret Jose Zoe".split()
LAST = (
    "Lovelace Hopper Dijkstra Turing Liskov Knuth "
    "Allen Thompson Perlman Hamilton Nunez Oconnor"
).split()
WORD = (
    "alpha bravo charlie delta echo foxtrot golf hotel "
    "india juliet kilo lima mike oscar papa romeo"
).split()

BLOCK_ROWS = 20_000


def write(path: Path, count: int) -> None:
    """Writes a CSV of `count` contacts, about 100 bytes each, lines ended by LF."""
    rows = _rows(count)
    with path.open("w", encoding="ascii", newline="") as file:
        file.write(HEADER + "\n")
        while block := "".join(islice(rows, BLOCK_ROWS)):
            file.write(block)


def _rows(count: int) -> Iterator[str]:
    """One in 5 holds a quoted comma, others a quoted line end or doubled quotes."""
    chance = 12345
    for number in range(count):
        # A generator of our own: that of the standard library may change with its version.
        chance = (chance * 1103515245 + 12345) & 0x7FFFFFFF
        drawn = chance >> 8
        first, last = FIRST[drawn % 12], LAST[(drawn // 12) % 12]
        one, two, three = (WORD[(drawn >> shift) & 15] for shift in (7, 11, 15))
        if number % 5 == 0:
            description = f'"{one} {two}, {three} of group {number % 97}"'
        elif number % 20 == 7:
            description = f'"{one} {two}\n{three} second line"'
        elif number % 50 == 11:
            description = f'"{one} ""{two}"" {three}"'
        else:
            description = f"{one} {two} {three} note"
        email = f"{first.lower()}.{last.lower()}.{number}@example.com"
        phone = f"+1-555-{drawn % 10_000_000:07d}"
        yield f"C-{number:08d},{first},{last},{email},{phone},{description}\n"


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
