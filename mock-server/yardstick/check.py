"""Whether the results of a job are right, row for row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

from flow import OBJECT, Flow, ask, get_results
from server import Server

ORG = "/_mock/orgs/demo"


class WrongResults(Exception):
    """The results are not those of the upload."""


def rows_in_org(server: Server) -> int:
    """How many records of the object the demo org holds."""
    connection = server.connect()
    counts = ask(connection, "GET", ORG)["salesforce"]["records"]
    connection.close()
    return counts.get(OBJECT, 0)


def results(server: Server, flow: Flow, uploaded: Path) -> None:
    """Reads the results once more and holds them against the uploaded file.

    The timed reading threw its bytes away; that this one has as many shows that it is the same.
    """
    response = get_results(server, flow.job)
    counted = _Counted(response)
    text = io.TextIOWrapper(io.BufferedReader(counted, 1 << 20), encoding="utf-8", newline="")
    with uploaded.open(encoding="utf-8", newline="") as file:
        rows(csv.reader(file), csv.reader(text))
    if counted.bytes_read != flow.result_bytes:
        raise WrongResults(f"{flow.result_bytes} bytes at first, then {counted.bytes_read}")


def rows(uploaded: Iterable[list[str]], answered: Iterable[list[str]]) -> None:
    """Each uploaded row once, its cells as they were, each as a new record with an id of its own.

    The order does not matter: `odd` holds what was seen on one side only, so far.
    """
    uploaded, answered = iter(uploaded), iter(answered)
    header = ["sf__Id", "sf__Created", *next(uploaded)]
    if (first := next(answered, [])) != header:
        raise WrongResults(f"the header is {first} and should be {header}")
    ids: set[str] = set()
    odd: Counter[tuple[str, ...]] = Counter()
    count = 0
    for sent, got in zip_longest(uploaded, answered):
        cells = None
        if got is not None:
            count += 1
            ids.add(_id_of(got))
            cells = got[2:]
        if sent != cells:
            if sent is not None:
                odd[tuple(sent)] += 1
            if cells is not None:
                odd[tuple(cells)] -= 1
    for row, surplus in odd.items():
        if surplus != 0:
            what = "is missing" if surplus > 0 else "was not uploaded, or stands there twice"
            raise WrongResults(f"a row {what}: {row}")
    if len(ids) != count:
        raise WrongResults(f"{count} rows have {len(ids)} different ids")


def _id_of(row: list[str]) -> str:
    if len(row) < 2 or len(row[0]) != 18 or row[1] != "true":
        raise WrongResults(f"a row that is not one of a new record: {row}")
    return row[0]


class _Counted(io.RawIOBase):
    """Counts the bytes of a response while they are read."""

    def __init__(self, response: io.BufferedIOBase) -> None:
        super().__init__()
        self._response = response
        self.bytes_read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        read = self._response.readinto(buffer)
        self.bytes_read += read
        return read
