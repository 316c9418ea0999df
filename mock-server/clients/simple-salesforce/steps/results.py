"""The client's own ways of reading result files, beside the download that the books use.

Each step loads one row and compares what this way of reading makes of it. The rows
are booked as downloaded, so the books of these steps must agree.
"""

from __future__ import annotations

from expect import same
from harness import give, step
from org import WAIT_S, book_results, contact, contacts_api, getter
from tables import parse


def results() -> None:
    """Every getter, once with a plain row and once with one that is hard to read."""
    step("results_as_text", lambda name: read_as_text(name, "plain text"))
    step("results_as_text_beyond_ascii", lambda name: read_as_text(name, "é 漢字 🚀"))
    step("results_all_at_once", lambda name: read_all_at_once(name, "plain text"))
    step("results_all_at_once_newline", lambda name: read_all_at_once(name, "line1\nline2"))


def read_as_text(name: str, description: str) -> None:
    job_id = insert(name, description)
    text = getter("success")(job_id)
    same([row["Description"] for row in parse(text)], [description])


def read_all_at_once(name: str, description: str) -> None:
    job_id = insert(name, description)
    read = contacts_api.get_all_ingest_records(job_id)
    same({file: len(rows) for file, rows in read.items()}, {
        "successfulRecords": 1,
        "failedRecords": 0,
        "unprocessedRecords": 0,
    })
    same(read["successfulRecords"][0]["Description"], description)


def insert(name: str, description: str) -> str:
    rows = [contact(name, description)]
    give(name, "insert", rows)
    job_id = contacts_api.insert(records=rows, wait=WAIT_S)[0]["job_id"]
    book_results(name, [job_id])
    return job_id
