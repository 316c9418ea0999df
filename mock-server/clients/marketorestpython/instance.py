"""What the steps share of marketorestpython: the client, leads, an import and an extract to their ends.

The client looks at no job by itself: the driver looks until one is over, and remembers which
states it saw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from marketorestpython.client import MarketoClient

import harness
from expect import same
from harness import Row
from tables import parse, write_csv

#: Any will do: the host that the client makes of it is replaced.
MUNCHKIN_ID = "123-ABC-456"

#: Seconds after which the client stops to try again.
RETRY_TIME_S = 20

#: Looks at a job before it must be over; the org's clock leaps with each.
LOOKS_MAX = 12

#: Leads `plain-0@…` and so on, there after the first import.
PLAIN_ROWS = 25

#: What stands between cells, by the format's name in small letters.
DELIMITERS = {"csv": ",", "tsv": "\t", "ssv": ";"}

REASONS = {"failed": "Import Failure Reason", "warned": "Import Warning Reason"}

#: Of the standard instance: a list and a program that have no members, and a folder for lists.
LIST_ID = 1003
PROGRAM_ID = 4
FOLDER_ID = 13

#: All that any step writes to a lead, and its id.
LEAD_FIELDS = ["id", "email", "firstName", "lastName", "title", "leadScore", "myCustomText"]


def new_client(secret: str, retry_time_s: int = RETRY_TIME_S) -> MarketoClient:
    """A client with this secret. Its host is an attribute that anybody may set."""
    made = MarketoClient(MUNCHKIN_ID, harness.CLIENT_ID, secret, max_retry_time=retry_time_s)
    made.host = harness.BASE_URL
    return made


client = new_client(harness.CLIENT_SECRET)

#: It says at once what the server said, where the other one tries again.
impatient = new_client(harness.CLIENT_SECRET, retry_time_s=0)


def ask(method: str, **arguments: object) -> list | dict | bytes | str:
    """A call in the way that the client's documentation shows."""
    return client.execute(method, **arguments)


def email(key: str) -> str:
    """The mail address by which the lead of a key is known."""
    return f"{key.replace('_', '-')}@clients.example"


def lead(key: str, **others: str) -> dict[str, str]:
    """A row that creates a lead."""
    return {"email": email(key), "firstName": "First", "lastName": f"Last {key}"} | others


def leads(stem: str, count: int) -> list[dict[str, str]]:
    """Rows that create so many leads."""
    return [lead(f"{stem}-{n}", title=f"{stem} {n}") for n in range(count)]


def id_of(key: str) -> int:
    """The id of the lead of a key, as the client finds it."""
    [found] = ask(
        "get_multiple_leads_by_filter_type", filterType="email", filterValues=[email(key)]
    )
    return found["id"]


# --- imports


@dataclass
class Import:
    """A batch that is over."""

    batch: dict
    states: list[str]
    #: Rows of the two reports, by what they were meant for; only those that the batch has.
    reports: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def counts(self) -> list[int]:
        """Leads processed, rows failed, rows with a warning."""
        names = ["numOfLeadsProcessed", "numOfRowsFailed", "numOfRowsWithWarning"]
        return [self.batch[name] for name in names]


def load(step: str, rows: Sequence[Row], **options: object) -> Import:
    """Imports rows that are all meant to be taken, and books them."""
    harness.give(step, rows)
    done = import_rows(step, rows, **options)
    same(done.counts, [len(rows), 0, 0])
    return done


def import_rows(step: str, rows: Sequence[Row], format: str = "csv", **options: object) -> Import:
    """Imports rows that are booked already, and books the reports."""
    return import_file(step, write_csv(step, rows, DELIMITERS[format]), format, **options)


def import_file(step: str, path: Path, format: str = "csv", **options: object) -> Import:
    """Imports a file whose rows are booked already, and books the reports."""
    [queued] = ask("import_lead", format=format, file=str(path), **options)
    batch_id = queued["batchId"]
    same(queued["importId"], str(batch_id))
    batch, states = settled(
        queued, lambda: ask("get_import_lead_status", id=batch_id)[0], {"Complete", "Failed"}
    )
    done = Import(batch, states)
    # The client gives no sign of a report that is not there: see the steps about it.
    if batch["numOfRowsFailed"]:
        text = ask("get_import_failure_file", id=batch_id)
        done.reports["failed"] = parse(text, DELIMITERS[format])
    if batch["numOfRowsWithWarning"]:
        text = ask("get_import_warning_file", id=batch_id)
        done.reports["warned"] = parse(text, DELIMITERS[format])
    for file, rows in done.reports.items():
        harness.claim(step, file, rows)
    return done


def settled(first: dict, look: Callable[[], dict], ends: set[str]) -> tuple[dict, list[str]]:
    """A job looked at until it is over, and the states that it showed."""
    states = [first["status"]]
    for _ in range(LOOKS_MAX):
        job = look()
        if job["status"] != states[-1]:
            states.append(job["status"])
        if job["status"] in ends:
            return job, states
    raise AssertionError(f"not over after {LOOKS_MAX} looks: {states}")


# --- extracts


@dataclass(frozen=True)
class Extract:
    """An extract that is completed, and its file."""

    kind: str
    job: dict
    states: list[str]
    content: bytes

    def rows(self, delimiter: str = ",") -> list[Row]:
        """The rows of the file."""
        return parse(self.content.decode(), delimiter)

    @property
    def header(self) -> str:
        """The first line of the file."""
        return self.content.decode().split("\n", 1)[0]


def extract(kind: str, object_name: str | None = None, **wanted: object) -> Extract:
    """Extracts to the end; size and digest of the file must be those of the status."""
    of_object = {"object_name": object_name} if object_name else {}
    [created] = ask(f"create_{kind}_export_job", **wanted, **of_object)
    same(created["status"], "Created")
    named = {"job_id": created["exportId"], **of_object}
    [queued] = ask(f"enqueue_{kind}_export_job", **named)
    job, states = settled(
        queued,
        lambda: ask(f"get_{kind}_export_job_status", **named)[0],
        {"Completed", "Failed", "Cancelled"},
    )
    same(job["status"], "Completed")
    content = ask(f"get_{kind}_export_job_file", **named)
    digest = hashlib.sha256(content).hexdigest()
    same((len(content), f"sha256:{digest}"), (job["fileSize"], job["fileChecksum"]))
    return Extract(kind, job, ["Created", *states], content)


def last_days() -> dict[str, str]:
    """A range from ten days ago to ten days ahead: the org's clock has leapt while jobs waited."""
    now = datetime.now(timezone.utc)
    ends = {"startAt": now - timedelta(days=10), "endAt": now + timedelta(days=10)}
    return {name: end.strftime("%Y-%m-%dT%H:%M:%SZ") for name, end in ends.items()}
