"""The books of a run: the rows given, the rows in the org, and what came back of them.

What came back is what the result files say, where they name the rows that were taken. All
books must hold the same records. Apart from that, each given row must stand once in the
result file that it was meant for.

A driver that has read a whole object back through its client writes that down too. Each such
reading is one book more, held against the org row for row. Where no result file names the rows
that were taken, a reading is the third book.

The org's rows come from the mock's own admin surface, never from a result file. This file
knows no client, no HTTP and no expected list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from runner.book import Book, Difference, Record, reading_differences, record_differences
from runner.ledger import TAKEN, Cells, Claim, Given, Ledger, ReadRow, excerpt
from runner.rules import Rules

#: Fewer books than these prove nothing.
BOOKS_MIN = 3

#: The rows of an object in the org, as the admin surface lists them.
OrgRows = Mapping[str, Iterable[Mapping[str, object]]]


@dataclass
class Comparison:
    """The books and the readings of each object side by side, known bugs set aside."""

    by_object: dict[str, list[Book]]
    differences: list[Difference]
    set_aside: int
    fates: Counter[str]

    @property
    def books(self) -> list[Book]:
        """All of them; with several objects, each is titled with its own."""
        if len(self.by_object) == 1:
            return next(iter(self.by_object.values()))
        return [
            Book(f"{book.title}, {object_name}", book.records)
            for object_name, books in self.by_object.items()
            for book in books
        ]

    def of_step(self, step: str) -> list[str]:
        """The differences laid to one step."""
        return [difference.text for difference in self.differences if difference.step == step]

    def agree(self) -> bool:
        """Whether the books, without what is set aside, say something and say the same."""
        return bool(self.by_object) and all(map(_agree, self.by_object.values()))


def _agree(books: list[Book]) -> bool:
    enough = len(books) >= BOOKS_MIN and all(book.records for book in books)
    return enough and len({book.digest() for book in books}) == 1


def compare(
    ledger: Ledger, org_rows: OrgRows, known_bugs: set[str], rules: Rules
) -> Comparison:
    """Folds the books and the readings, and lists each point on which they differ.

    A record that differs, and was written last by a step in `known_bugs`, is set aside: its
    differences are listed, but the books are counted and digested without it. What a
    client cannot carry one way it often cannot read either, so that such a record is not
    looked for in the readings.
    """
    fold = _Fold(ledger, org_rows, rules)
    written = fold.written()
    differences = [*_claim_differences(ledger, rules), *fold.oddities, *record_differences(written)]
    aside = {found.record for found in differences if found.record and found.step in known_bugs}
    kept = [book.without(aside) for book in written]
    if not rules.reads_deleted:
        kept = [book.alive() for book in kept]
    by_object = {name: [book.of_object(name) for book in kept] for name in org_rows}
    for (step, title, object_name), rows in _readings(ledger).items():
        org = by_object[object_name][1]
        reading, odd_rows = fold.reading(title, rows, org)
        reading = reading.without(aside)
        by_object[object_name].append(reading)
        differences += [*odd_rows, *reading_differences(step, org, reading)]
    return Comparison(by_object, differences, len(aside), Counter(row.fate for row in ledger.given))


def without_planted(rows: list[dict], planted: list[dict]) -> list[dict]:
    """The rows of an org less those that were there from the start and are as they were."""
    as_planted = [_filled(row) for row in planted]
    return [row for row in rows if _filled(row) not in as_planted]


def _filled(row: Mapping[str, object]) -> dict[str, object]:
    """A row without its empty cells: there are more of these as soon as anybody fills one."""
    return {name: cell for name, cell in row.items() if cell is not None}


def _readings(ledger: Ledger) -> dict[tuple[str, str, str], list[ReadRow]]:
    """The rows of each reading, by the step that took it, its title and its object."""
    readings: dict[tuple[str, str, str], list[ReadRow]] = {}
    for row in ledger.read_rows:
        readings.setdefault((row.step, row.reading, row.object), []).append(row)
    return readings


class _Fold:
    """Folds rows into books by a provider's rules."""

    def __init__(self, ledger: Ledger, org_rows: OrgRows, rules: Rules) -> None:
        self._ledger = ledger
        self._org_rows = org_rows
        self._rules = rules
        self._keys = {
            object_name: {str(row[rules.id_field]): self._key(object_name, row) for row in rows}
            for object_name, rows in org_rows.items()
        }
        self._columns = self._compared_columns()
        #: Rows that no record is found for.
        self.oddities: list[Difference] = []

    def written(self) -> list[Book]:
        """The rows given, the rows in the org, and the result files where they name taken rows."""
        books = [self._given(), self._org()]
        if "success" in self._rules.files:
            books.append(self._results())
        return books

    def reading(
        self, title: str, rows: list[ReadRow], org: Book
    ) -> tuple[Book, list[Difference]]:
        """A reading, and what is odd about it as such."""
        book, odd = Book(title), []
        for row in rows:
            key = row.cells.get(self._rules.key_of(row.object)) or ""
            name = (row.object, key)
            read_id = row.cells.get(self._rules.id_field)
            named = self._keys[row.object].get(read_id or "")
            if read_id is not None and named != key:
                odd.append(Difference(row.step, f"{title} gives {key!r} the id of {named!r}"))
            if name in book.records:
                odd.append(Difference(row.step, f"{title} has {key!r} more than once"))
            cells = self._read_cells(row, org.records.get(name))
            deleted = row.cells.get(self._rules.deleted_field) == "true"
            book.records[name] = Record(cells, deleted, row.step)
        return book, odd

    def _given(self) -> Book:
        book = Book("rows given")
        for row in self._ledger.given:
            if row.fate in TAKEN:
                self._take(book, row)
        return book

    def _take(self, book: Book, row: Given) -> None:
        given_id = row.cells.get(self._rules.id_field)
        key = row.cells.get(self._rules.key_of(row.object)) or self._keys[row.object].get(
            given_id or ""
        )
        if key is None:
            text = f"given row names id {given_id!r}, which the org does not have"
            self.oddities.append(Difference(row.step, text))
        else:
            self._apply(book, row, key, row.cells)

    def _results(self) -> Book:
        book = Book("rows in the result files")
        asked = {self._fingerprint(row.step, row.cells): row for row in self._ledger.given}
        steps = {row.step: row for row in self._ledger.given}
        for claim in self._ledger.claims:
            if claim.file != "success":
                continue
            # A claim that no given row matches is a difference already; its step tells the rest.
            like = asked.get(self._fingerprint(claim.step, claim.cells)) or steps.get(claim.step)
            key, complaint = self._claimed_key(claim)
            if complaint:
                self.oddities.append(Difference(claim.step, complaint))
            elif like is not None:
                self._apply(book, like, key, self._with_null_markers(claim.cells, like.cells))
        return book

    def _claimed_key(self, claim: Claim) -> tuple[str, str | None]:
        owners = [(name, keys[claim.id]) for name, keys in self._keys.items() if claim.id in keys]
        if not owners:
            return "", f"result file names id {claim.id!r}, which the org does not have"
        object_name, key = owners[0]
        echoed = claim.cells.get(self._rules.key_of(object_name))
        if echoed and echoed != key:
            return key, f"result file gives {echoed!r} the id of {key!r}"
        return key, None

    def _apply(self, book: Book, row: Given, key: str, cells: Cells) -> None:
        record = book.records.setdefault((row.object, key), Record())
        record.step = row.step
        if row.operation in ("delete", "hardDelete"):
            record.deleted = True
        else:
            written = {name: cell for name, cell in cells.items() if name != self._rules.id_field}
            record.write(written, self._rules.null_marker)

    def _with_null_markers(self, claimed: Cells, given: Cells) -> dict[str, str | None]:
        """A blank cell of a result file, read as the null marker where the row given had one."""
        marker = self._rules.null_marker
        marked = {name for name, cell in given.items() if marker and cell == marker}
        return {
            name: marker if name in marked and not cell else cell for name, cell in claimed.items()
        }

    def _org(self) -> Book:
        book = Book("rows in the org")
        for object_name, rows in self._org_rows.items():
            for row in rows:
                columns = self._columns[object_name]
                cells = {name: str(row[name]) for name in columns if row.get(name)}
                record = Record(cells, deleted=bool(row.get(self._rules.deleted_field)))
                book.records[object_name, self._key(object_name, row)] = record
        return book

    def _key(self, object_name: str, row: Mapping[str, object]) -> str:
        """The name of an org's record; one without a key still needs a name to be listed by."""
        id_ = row[self._rules.id_field]
        return str(row.get(self._rules.key_of(object_name)) or f"(no key, id {id_})")

    def _compared_columns(self) -> dict[str, set[str]]:
        """The columns by which an object is compared: those that any given row wrote."""
        columns = {name: {self._rules.key_of(name)} for name in self._org_rows}
        for row in self._ledger.given:
            columns[row.object].update(row.cells)
        return {name: names - {self._rules.id_field} for name, names in columns.items()}

    def _read_cells(self, row: ReadRow, stored: Record | None) -> dict[str, str]:
        """The filled cells of a row that was read.

        Where a text stands for no value, nobody can tell it from that same text as a value: it
        is read as what the org holds.
        """
        cells = {name: row.cells.get(name) for name in self._columns[row.object]}
        known = stored.cells if stored else {}
        nothing = {name for name, cell in cells.items() if cell == row.null != known.get(name)}
        truths = self._rules.truth_fields - known.keys()
        nothing |= {name for name in truths if cells.get(name) == "false"}
        return {name: cell for name, cell in cells.items() if cell and name not in nothing}

    def _fingerprint(self, step: str, cells: Cells) -> Fingerprint:
        return _fingerprint(step, cells, self._rules.null_marker)


# --- given rows against result files


def _claim_differences(ledger: Ledger, rules: Rules) -> Iterator[Difference]:
    """Given rows that no result file shows as meant, and shown rows that nobody gave."""

    def of(row: Given | Claim) -> Fingerprint:
        return _fingerprint(row.step, row.cells, rules.null_marker)

    given = Counter((row.fate, of(row)) for row in ledger.given if row.fate in rules.files)
    claimed = Counter((row.file, of(row)) for row in ledger.claims)
    errors = {of(row): row.error for row in ledger.claims}
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


def _fingerprint(step: str, cells: Cells, null_marker: str | None) -> Fingerprint:
    """No cell, a blank one and the null marker count as the same."""
    filled = ((name, cell) for name, cell in cells.items() if cell and cell != null_marker)
    return step, tuple(sorted(filled))
