"""One book: what one view of a run says of each record, and where two views differ.

This file knows no ledger and no provider.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from runner.ledger import Cells, excerpt

#: A record's name in all books: its object, and its key there.
Name = tuple[str, str]


@dataclass
class Record:
    """What one book says of one record."""

    cells: dict[str, str] = field(default_factory=dict)
    deleted: bool = False
    step: str = ""

    def write(self, cells: Cells, null_marker: str | None) -> None:
        """Applies a row that was taken.

        The marker clears a cell, and a blank one says nothing; where there is no marker, a
        blank one clears.
        """
        for name, cell in cells.items():
            if cell == null_marker or (null_marker is None and not cell):
                self.cells.pop(name, None)
            elif cell:
                self.cells[name] = cell


@dataclass
class Book:
    """One view of the run, folded into records."""

    title: str
    records: dict[Name, Record] = field(default_factory=dict)

    def without(self, names: set[Name]) -> Book:
        """This book with the named records taken out."""
        return self._of(lambda name, _record: name not in names)

    def alive(self) -> Book:
        """This book with the deleted records taken out."""
        return self._of(lambda _name, record: not record.deleted)

    def of_object(self, object_name: str) -> Book:
        """What this book says of one object."""
        return self._of(lambda name, _record: name[0] == object_name)

    def _of(self, keep: Callable[[Name, Record], bool]) -> Book:
        kept = {name: record for name, record in self.records.items() if keep(name, record)}
        return Book(self.title, kept)

    def digest(self) -> str:
        """SHA-256 over the records in one order and one spelling."""
        sha = hashlib.sha256()
        for name in sorted(self.records):
            record = self.records[name]
            line = [*name, record.deleted, sorted(record.cells.items())]
            sha.update(json.dumps(line).encode() + b"\n")
        return sha.hexdigest()

    def counts(self) -> str:
        """How many records the book holds, as people read it."""
        deleted = sum(record.deleted for record in self.records.values())
        return f"{len(self.records)} rows, {deleted} of them deleted"


@dataclass(frozen=True)
class Difference:
    """Something on which the books do not agree, laid to the step that wrote the row last."""

    step: str
    text: str
    record: Name | None = None


def record_differences(books: list[Book]) -> Iterator[Difference]:
    """Where books of one run differ; each is laid to the step that wrote the record last."""
    writers = _last_writers(books)
    for name in sorted(writers):
        for text in _describe(books, name):
            yield Difference(writers[name], text, name)


def reading_differences(step: str, org: Book, reading: Book) -> Iterator[Difference]:
    """A reading against the org; what differs is laid to the step that read it."""
    books = [org, reading]
    for name in sorted({*org.records, *reading.records}):
        for text in _describe(books, name):
            yield Difference(step, text, name)


def _last_writers(books: Iterable[Book]) -> dict[Name, str]:
    """The step that last wrote each record; a record only the org has belongs to no step."""
    writers: dict[Name, str] = {}
    for book in books:
        for name, record in book.records.items():
            writers[name] = writers.get(name) or record.step
    return writers


def _describe(books: list[Book], name: Name) -> Iterator[str]:
    record_name = f"{name[0]} {name[1]}"
    records = [book.records.get(name) for book in books]
    if any(record is None for record in records):
        here = [book.title for book, record in zip(books, records) if record is not None]
        yield f"{record_name}: only among the {' and the '.join(here)}"
        return
    views = {"deleted": [record.deleted for record in records]}
    for column in sorted({column for record in records for column in record.cells}):
        views[column] = [record.cells.get(column, "") for record in records]
    for what, values in views.items():
        if any(value != values[0] for value in values):
            said = [f"{book.title} {excerpt(value)}" for book, value in zip(books, values)]
            yield f"{record_name}: {what}: {'; '.join(said)}"
