"""Prints a run: its steps, its three books, and whether they are as the list says.

Only words and columns here; what is right or wrong was decided before.
"""

from __future__ import annotations

from runner.books import Comparison
from runner.expected import Verdict

#: Columns of a detail that are shown; the whole of it is shown for a difference.
DETAIL_CHARS_MAX = 90

#: Hexadecimal digits of a digest that are shown: enough to compare by eye.
DIGEST_CHARS = 16

#: Differences of one step that are shown; a bad run can have thousands.
LINES_MAX = 10


def print_steps(title: str, verdicts: list[Verdict]) -> None:
    """The table of steps, one line each, and more lines where something is amiss."""
    print(f"\n{title}\n{'-' * len(title)}")
    width = max((len(verdict.step) for verdict in verdicts), default=0)
    for verdict in verdicts:
        print(f"  {verdict.word:<9}  {verdict.step:<{width}}  {_detail(verdict)}".rstrip())
        if verdict.difference:
            _print_difference(verdict)


def _detail(verdict: Verdict) -> str:
    if verdict.difference:
        return verdict.difference
    line = " ".join(verdict.detail.split())
    if len(line) <= DETAIL_CHARS_MAX:
        return line
    return line[: DETAIL_CHARS_MAX - 1] + "…"


def _print_difference(verdict: Verdict) -> None:
    lines = verdict.detail.splitlines()
    for line in lines[:LINES_MAX]:
        print(f"             {line}")
    if len(lines) > LINES_MAX:
        print(f"             … and {len(lines) - LINES_MAX} more")


def print_books(comparison: Comparison) -> None:
    """The three books, and what was read back, side by side."""
    print()
    width = max(len(book.title) for book in comparison.books)
    for book in comparison.books:
        print(f"  {book.title:<{width}}  {book.counts():<26}  {book.digest()[:DIGEST_CHARS]}")
    fates = comparison.fates
    warned = f"to be taken with a warning: {fates['warned']}, " if fates["warned"] else ""
    print(
        f"  given in all: {fates.total()}, {warned}meant to be refused: {fates['failed']}, "
        f"to be left unprocessed: {fates['unprocessed']}; "
        f"set aside for known bugs: {comparison.set_aside}"
    )
