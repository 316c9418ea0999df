"""The three books of a run: the rows given, the rows in the org, the rows in the result files.

A driver writes what it handed to its client and what the result files claimed, as JSON
lines, one row each. The org's rows come from the mock's own admin surface, never from a
result file. Each book is folded into the records that it says exist; all three must
say the same. Apart from that, every given row must stand in exactly one result file,
the one that was meant for it.

A driver that has read a whole object back through its client writes that down too. Each
such reading is one book more, held against the org row for row.

This file knows no client, no HTTP and no expected list.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

#: Every row that may create a record carries this field: it names the record in all books.
KEY_FIELD = "External_Id__c"

#: The cell that means "set to null". A result file may repeat it or write nothing.
NULL_MARKER = "#N/A"

#: The result file that a given row was meant for.
FATES = ("success", "failed", "unprocessed")

#: Longest excerpt of a cell in a difference; a differing cell may be 128 KiB long.
EXCERPT_CHARS_MAX = 60

Cells = Mapping[str, str | None]


@dataclass(frozen=True)
class Given:
    """A row as a driver handed it to its client, and the result file it was meant for."""

    step: str
    operation: str
    object: str
    fate: str
    cells: Cells


@dataclass(frozen=True)
class Claim:
    """A row of a result file, its `sf__` columns apart from the others."""

    step: str
    file: str
    cells: Cells
    id: str
    error: str = ""


@dataclass(frozen=True)
class ReadRow:
    """A row of an object that a client read back whole, deleted rows included."""

    step: str
    reading: str
    object: str
    cells: Cells


@dataclass
class Ledger:
    """All that one run's driver wrote down, in the order in which it happened."""

    given: list[Given] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    read_rows: list[ReadRow] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """The ledger in a file of JSON lines; a file that was never begun is an empty one."""
        ledger = cls()
        if path.exists():
            with path.open(encoding="utf-8", newline="\n") as lines:
                for line in lines:
                    ledger._add(json.loads(line))
        return ledger

    def _add(self, entry: dict) -> None:
        for name, cell in entry["row"].items():
            if not isinstance(cell, str | None):
                raise ValueError(f"step {entry['step']}: cell {name} is no text: {excerpt(cell)}")
        match entry["book"]:
            case "given":
                self.given.append(_given(entry))
            case "results":
                self.claims.append(_claim(entry))
            case "read":
                self.read_rows.append(_read_row(entry))
            case unknown:
                raise ValueError(f"step {entry['step']}: no such book: {unknown}")

    def objects(self) -> list[str]:
        """The objects whose rows the org has to be asked for."""
        return sorted({row.object for row in self.given})


def _given(entry: dict) -> Given:
    if entry["fate"] not in FATES:
        raise ValueError(f"step {entry['step']}: no such fate: {entry['fate']}")
    return Given(entry["step"], entry["operation"], entry["object"], entry["fate"], entry["row"])


def _read_row(entry: dict) -> ReadRow:
    return ReadRow(entry["step"], entry["reading"], entry["object"], entry["row"])


def _claim(entry: dict) -> Claim:
    if entry["file"] not in FATES:
        raise ValueError(f"step {entry['step']}: no such result file: {entry['file']}")
    row = entry["row"]
    cells = {name: cell for name, cell in row.items() if not name.startswith("sf__")}
    id_, error = row.get("sf__Id") or "", row.get("sf__Error") or ""
    return Claim(entry["step"], entry["file"], cells, id_, error)


@dataclass
class Record:
    """What one book says of one record."""

    cells: dict[str, str] = field(default_factory=dict)
    deleted: bool = False
    step: str = ""

    def write(self, cells: Cells) -> None:
        """Applies an inserted or updated row: a blank cell says nothing, the marker clears."""
        for name, cell in cells.items():
            if cell == NULL_MARKER:
                self.cells.pop(name, None)
            elif cell:
                self.cells[name] = cell


@dataclass
class Book:
    """One view of the run, folded into records by (object, key)."""

    title: str
    records: dict[tuple[str, str], Record] = field(default_factory=dict)

    def without(self, names: set[tuple[str, str]]) -> Book:
        """This book with the named records taken out."""
        kept = {name: record for name, record in self.records.items() if name not in names}
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
    record: tuple[str, str] | None = None


@dataclass
class Comparison:
    """The three books and the readings side by side, what a known bug changed set aside."""

    books: list[Book]
    differences: list[Difference]
    set_aside: int
    fates: Counter[str]

    def of_step(self, step: str) -> list[str]:
        """The differences laid to one step."""
        return [difference.text for difference in self.differences if difference.step == step]

    def agree(self) -> bool:
        """Whether the books, without what is set aside, say something and say the same."""
        compared = all(book.records for book in self.books)
        return compared and len({book.digest() for book in self.books}) == 1


#: The rows of an object in the org, as the admin surface lists them.
OrgRows = Mapping[str, Iterable[Mapping[str, object]]]


def compare(ledger: Ledger, org_rows: OrgRows, known_bugs: set[str]) -> Comparison:
    """Folds the three books and the readings, and lists each point on which they differ.

    A record that differs, and was written last by a step in `known_bugs`, is set aside: its
    differences are listed, but the books are counted and digested without it. What a
    client cannot carry one way it often cannot read either, so that such a record is not
    looked for in the readings.
    """
    keys = _keys_by_id(org_rows)
    columns = _columns(ledger)
    given, unknown_given = _given_book(ledger, keys)
    results, unknown_claims = _results_book(ledger, keys)
    org = _org_book(org_rows, columns)
    books = [given, org, results]
    differences = [
        *_claim_differences(ledger),
        *unknown_given,
        *unknown_claims,
        *_record_differences(books),
    ]
    aside = {found.record for found in differences if found.record and found.step in known_bugs}
    kept = [book.without(aside) for book in books]
    for (step, reading), rows in _readings(ledger).items():
        book, odd_rows = _reading_book(reading, rows, keys, columns)
        kept.append(book.without(aside))
        differences += odd_rows
        differences += _reading_differences(step, kept[1], kept[-1])
    return Comparison(
        books=kept,
        differences=differences,
        set_aside=len(aside),
        fates=Counter(row.fate for row in ledger.given),
    )


# --- the given book, and the results book


def _given_book(ledger: Ledger, keys: Mapping[str, str]) -> tuple[Book, list[Difference]]:
    book, differences = Book("rows given"), []
    for row in ledger.given:
        if row.fate != "success":
            continue
        key = row.cells.get(KEY_FIELD) or keys.get(row.cells.get("Id") or "")
        if key is None:
            text = f"given row names id {row.cells.get('Id')!r}, which the org does not have"
            differences.append(Difference(row.step, text))
            continue
        _apply(book, row, key, row.cells)
    return book, differences


def _results_book(ledger: Ledger, keys: Mapping[str, str]) -> tuple[Book, list[Difference]]:
    book, differences = Book("rows in the result files"), []
    asked = {_fingerprint(row.step, row.cells): row for row in ledger.given}
    steps = {row.step: row for row in ledger.given}
    for claim in ledger.claims:
        if claim.file != "success":
            continue
        key, complaint = _claimed_key(claim, keys)
        if complaint:
            differences.append(Difference(claim.step, complaint))
            continue
        # A claim that no given row matches is a difference already; its step tells the operation.
        like = asked.get(_fingerprint(claim.step, claim.cells)) or steps.get(claim.step)
        if like is not None:
            _apply(book, like, key, _with_null_markers(claim.cells, like.cells))
    return book, differences


def _claimed_key(claim: Claim, keys: Mapping[str, str]) -> tuple[str, str | None]:
    key = keys.get(claim.id)
    if key is None:
        return "", f"result file names id {claim.id!r}, which the org does not have"
    echoed = claim.cells.get(KEY_FIELD)
    if echoed and echoed != key:
        return key, f"result file gives {echoed!r} the id of {key!r}"
    return key, None


def _apply(book: Book, row: Given, key: str, cells: Cells) -> None:
    record = book.records.setdefault((row.object, key), Record())
    record.step = row.step
    if row.operation in ("delete", "hardDelete"):
        record.deleted = True
    else:
        record.write({name: cell for name, cell in cells.items() if name != "Id"})


def _with_null_markers(claimed: Cells, given: Cells) -> dict[str, str | None]:
    """A blank cell of a result file, read as the null marker where the row given had one."""
    marked = {name for name, cell in given.items() if cell == NULL_MARKER}
    return {
        name: NULL_MARKER if name in marked and not cell else cell
        for name, cell in claimed.items()
    }


# --- the org's book


def _keys_by_id(org_rows: OrgRows) -> dict[str, str]:
    return {str(row["Id"]): _key(row) for rows in org_rows.values() for row in rows}


def _key(row: Mapping[str, object]) -> str:
    """The name of an org's record; one without a key still needs a name to be listed by."""
    return str(row.get(KEY_FIELD) or f"(no key, id {row['Id']})")


def _org_book(org_rows: OrgRows, columns: Mapping[str, set[str]]) -> Book:
    book = Book("rows in the org")
    for object_name, rows in org_rows.items():
        for row in rows:
            cells = {name: str(row[name]) for name in columns[object_name] if row.get(name)}
            record = Record(cells, deleted=bool(row.get("IsDeleted")))
            book.records[object_name, _key(row)] = record
    return book


def _columns(ledger: Ledger) -> dict[str, set[str]]:
    """The columns by which an object is compared: those that any given row wrote."""
    columns: dict[str, set[str]] = {}
    for row in ledger.given:
        columns.setdefault(row.object, {KEY_FIELD}).update(row.cells)
    return {name: names - {"Id"} for name, names in columns.items()}


# --- the books that were read back


def _readings(ledger: Ledger) -> dict[tuple[str, str], list[ReadRow]]:
    """The rows of each reading, by the step that took it and its title."""
    readings: dict[tuple[str, str], list[ReadRow]] = {}
    for row in ledger.read_rows:
        readings.setdefault((row.step, row.reading), []).append(row)
    return readings


def _reading_book(
    title: str, rows: list[ReadRow], keys: Mapping[str, str], columns: Mapping[str, set[str]]
) -> tuple[Book, list[Difference]]:
    book, differences = Book(title), []
    for row in rows:
        key = row.cells.get(KEY_FIELD) or ""
        named = keys.get(row.cells.get("Id") or "")
        if named != key:
            text = f"{title} gives {key!r} the id of {named!r}"
            differences.append(Difference(row.step, text))
        if (row.object, key) in book.records:
            differences.append(Difference(row.step, f"{title} has {key!r} more than once"))
        cells = {name: cell for name in columns[row.object] if (cell := row.cells.get(name))}
        deleted = row.cells.get("IsDeleted") == "true"
        book.records[row.object, key] = Record(cells, deleted, row.step)
    return book, differences


def _reading_differences(step: str, org: Book, reading: Book) -> Iterator[Difference]:
    """A reading against the org; what differs is laid to the step that read it."""
    books = [org, reading]
    for name in sorted({*org.records, *reading.records}):
        records = [book.records.get(name) for book in books]
        for text in _describe(books, records):
            yield Difference(step, f"{name[0]} {name[1]}: {text}", name)


# --- what differs


def _record_differences(books: list[Book]) -> Iterator[Difference]:
    writers = _last_writers(books)
    for name in sorted(writers):
        records = [book.records.get(name) for book in books]
        for text in _describe(books, records):
            yield Difference(writers[name], f"{name[0]} {name[1]}: {text}", name)


def _last_writers(books: list[Book]) -> dict[tuple[str, str], str]:
    """The step that last wrote each record; a record only the org has belongs to no step."""
    writers: dict[tuple[str, str], str] = {}
    for book in books:
        for name, record in book.records.items():
            writers[name] = writers.get(name) or record.step
    return writers


def _describe(books: list[Book], records: list[Record | None]) -> Iterator[str]:
    if any(record is None for record in records):
        here = [book.title for book, record in zip(books, records) if record is not None]
        yield f"only among the {' and the '.join(here)}"
        return
    yield from _disagreement("deleted", books, records, lambda record: record.deleted)
    for column in sorted({column for record in records for column in record.cells}):
        yield from _disagreement(
            column, books, records, lambda record: record.cells.get(column, "")
        )


def _disagreement(
    what: str, books: list[Book], records: list[Record], read: Callable[[Record], object]
) -> Iterator[str]:
    values = [read(record) for record in records]
    if any(value != values[0] for value in values):
        views = [f"{book.title} {excerpt(value)}" for book, value in zip(books, values)]
        yield f"{what}: {'; '.join(views)}"


def excerpt(value: object) -> str:
    """A value in ASCII, cut to a length that fits a line."""
    text = ascii(value)
    if len(text) <= EXCERPT_CHARS_MAX:
        return text
    return f"{text[:EXCERPT_CHARS_MAX]}… ({len(str(value))} characters)"


def _claim_differences(ledger: Ledger) -> Iterator[Difference]:
    """Given rows that no result file shows as meant, and shown rows that nobody gave."""
    given = Counter((row.fate, _fingerprint(row.step, row.cells)) for row in ledger.given)
    claimed = Counter((row.file, _fingerprint(row.step, row.cells)) for row in ledger.claims)
    errors = {_fingerprint(row.step, row.cells): row.error for row in ledger.claims}
    for (file, row), count in sorted((given - claimed).items()):
        text = f"given, but not among the {file} results: {_shown(row, count)}"
        yield Difference(row[0], text)
    for (file, row), count in sorted((claimed - given).items()):
        why = f" ({errors[row]})" if errors[row] else ""
        text = f"among the {file} results, but not given: {_shown(row, count)}{why}"
        yield Difference(row[0], text)


#: A row as one comparable value: its step, and its filled cells in order.
Fingerprint = tuple[str, tuple[tuple[str, str], ...]]


def _shown(row: Fingerprint, count: int) -> str:
    times = f" ({count} times)" if count > 1 else ""
    return ", ".join(f"{name}={excerpt(cell)}" for name, cell in row[1]) + times


def _fingerprint(step: str, cells: Cells) -> Fingerprint:
    """No cell, a blank one and the null marker count as the same."""
    filled = ((name, cell) for name, cell in cells.items() if cell and cell != NULL_MARKER)
    return step, tuple(sorted(filled))
