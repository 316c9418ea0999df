"""What the steps share of simple-salesforce: the session, the contacts, a load that is booked.

Each row that creates a record has an External_Id__c of its own: the books know it by that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from simple_salesforce import Salesforce
from simple_salesforce.bulk2 import ColumnDelimiter

import harness
from harness import Row
from tables import parse

KEY = "External_Id__c"

#: Contacts `plain-0` and so on, there after the first insert.
PLAIN_ROWS = 25

#: Seconds before the first look at a job; the client waits longer from look to look.
WAIT_S = 0.05

#: The My Domain that a client-credentials login needs; it leads to the server as well.
DOMAIN = "clients.my"

RESULT_FILES = {"success": "successful", "failed": "failed", "unprocessed": "unprocessed"}

DELIMITERS = {
    ColumnDelimiter.BACKQUOTE: "`",
    ColumnDelimiter.CARET: "^",
    ColumnDelimiter.COMMA: ",",
    ColumnDelimiter.PIPE: "|",
    ColumnDelimiter.SEMICOLON: ";",
    ColumnDelimiter.TAB: "\t",
}


class ToServer(HTTPAdapter):
    """Sends whatever lies under its mount point to the server, over plain HTTP.

    The client writes `https://` before every host name, and the login host is fixed. A
    transport adapter is how `requests` lets its users decide where bytes go, and
    `session=` is how the client lets them: the client itself stays as it is.
    """

    def send(self, request: requests.PreparedRequest, **kwargs: object) -> requests.Response:
        """Replaces scheme and authority, nothing else."""
        server = urlsplit(harness.BASE_URL)
        target = urlsplit(request.url)
        request.url = target._replace(scheme=server.scheme, netloc=server.netloc).geturl()
        return super().send(request, **kwargs)


def session() -> requests.Session:
    """A session in which Salesforce's hosts are the server."""
    made = requests.Session()
    server = urlsplit(harness.BASE_URL).netloc
    for host in (server, "login.salesforce.com", f"{DOMAIN}.salesforce.com"):
        made.mount(f"https://{host}/", ToServer())
    return made


def with_token(token: str, **options: str) -> Salesforce:
    """A client that was handed its access token."""
    return Salesforce(
        instance_url=harness.BASE_URL, session_id=token, session=session(), **options
    )


salesforce = with_token(harness.ACCESS_TOKEN)
contacts_api = salesforce.bulk2.Contact

#: The client's call-by-call interface to jobs; it has no public name.
jobs_api = contacts_api._client

_id_by_key: dict[str, str] = {}


def contact(key: str, description: str, **others: str) -> dict[str, str]:
    """A row that creates a contact."""
    row = {"LastName": f"Last {key}", "FirstName": "First", KEY: key, "Description": description}
    return row | others


def contacts(stem: str, count: int) -> list[dict[str, str]]:
    """Rows that create so many contacts."""
    return [contact(f"{stem}-{n}", f"{stem} {n}") for n in range(count)]


def id_of(key: str) -> str:
    """The id that a result file gave to the contact of this key."""
    return _id_by_key[key]


def load(step: str, operation: str, rows: list[dict[str, str]], **options: object) -> None:
    """Loads records that are all meant to succeed, and books them and their results."""
    harness.give(step, operation, rows)
    settle(step, operation, records=rows, **options)


def settle(step: str, operation: str, **options: object) -> dict[str, list[Row]]:
    """Loads input whose rows are booked already, and books the results."""
    call: Callable[..., list[dict]] = getattr(contacts_api, operation)
    job_ids = [job["job_id"] for job in call(wait=WAIT_S, **options)]
    delimiter = DELIMITERS[options.get("column_delimiter", ColumnDelimiter.COMMA)]
    return book_results(step, job_ids, delimiter)


def book_results(step: str, job_ids: Sequence[str], delimiter: str = ",") -> dict[str, list[Row]]:
    """Books the three result files of some jobs, as the client downloads them to a file."""
    results: dict[str, list[Row]] = {}
    for file in RESULT_FILES:
        rows = [row for job in job_ids for row in parse(download(job, file), delimiter)]
        harness.claim(step, file, rows)
        results[file] = rows
    _id_by_key.update({row[KEY]: row["sf__Id"] for row in results["success"] if KEY in row})
    return results


def written(step: str, operation: str, row: Row, record_id: str) -> None:
    """Books a single record that was written, as its answer says."""
    harness.give(step, operation, [row])
    harness.claim(step, "success", [{**row, "sf__Id": record_id}])
    if KEY in row:
        _id_by_key[row[KEY]] = record_id


def download(job_id: str, file: str) -> str:
    """A result file by way of the disk, which is the client's way that keeps its encoding."""
    path = harness.SCRATCH / f"{job_id}.{file}.csv"
    getter(file)(job_id, file=str(path))
    return path.read_bytes().decode()


def getter(file: str) -> Callable[..., str]:
    """The client's call for one of the result files."""
    return getattr(contacts_api, f"get_{RESULT_FILES[file]}_records")
