"""Insert from records and from files, whole and in batches, in each dialect of CSV."""

from __future__ import annotations

from simple_salesforce.bulk2 import ColumnDelimiter, LineEnding, Operation
from simple_salesforce.exceptions import SalesforceBulkV2LoadError

from expect import refused, same
from harness import give, step
from org import (
    DELIMITERS,
    PLAIN_ROWS,
    WAIT_S,
    book_results,
    contact,
    contacts,
    contacts_api,
    jobs_api,
    load,
    settle,
)
from tables import write_csv

LINE_ENDINGS = {LineEnding.LF: "\n", LineEnding.CRLF: "\r\n"}

BATCHED_ROWS = 20
BATCH_ROWS = 6


def inserts() -> None:
    """All forms of input."""
    step("insert_records", lambda name: load(name, "insert", contacts("plain", PLAIN_ROWS)))
    step("insert_batches", insert_batches)
    step("insert_csv_file", lambda name: insert_file(name, "file", 'a "q", b\nc 🚀'))
    step("insert_csv_file_crlf_cell", lambda name: insert_file(name, "crlf", "line1\r\nline2"))
    for delimiter in ColumnDelimiter:
        for ending in LineEnding:
            step(
                f"insert_{delimiter.value}_{ending.value}".lower(),
                lambda name, delimiter=delimiter, ending=ending: insert_in_dialect(
                    name, delimiter, ending
                ),
            )
    step("insert_no_records_refused", insert_no_records)
    step("insert_csv_file_without_rows", insert_file_without_rows)
    step("insert_no_rows", insert_no_rows)


def insert_batches(name: str) -> None:
    """Several jobs at the same time, each with a part of the rows."""
    rows = contacts("batched", BATCHED_ROWS)
    give(name, "insert", rows)
    settle(name, "insert", records=rows, batch_size=BATCH_ROWS, concurrency=3)


def insert_file(name: str, stem: str, description: str) -> None:
    rows = [contact(f"{stem}-0", description), contact(f"{stem}-1", "plain")]
    give(name, "insert", rows)
    settle(name, "insert", csv_file=str(write_csv(name, rows)))


def insert_in_dialect(name: str, delimiter: ColumnDelimiter, ending: LineEnding) -> None:
    every_delimiter = "".join(DELIMITERS.values())
    rows = [contact(f"{name}-0", f'a{every_delimiter}"q"'), contact(f"{name}-1", "x\ny")]
    give(name, "insert", rows)
    path = write_csv(name, rows, DELIMITERS[delimiter], LINE_ENDINGS[ending])
    settle(name, "insert", csv_file=str(path), column_delimiter=delimiter, line_ending=ending)


def insert_no_records(_name: str) -> str:
    """The client refuses an empty list by itself; nothing reaches the server."""
    return refused(
        lambda: contacts_api.insert(records=[], wait=WAIT_S),
        SalesforceBulkV2LoadError,
        "Must include either file or records",
    )


def insert_file_without_rows(name: str) -> None:
    """The client makes no job of a file that has only a header."""
    path = write_csv(name, [{"LastName": "LastName"}])
    path.write_text("LastName\n", encoding="utf-8")
    same(contacts_api.insert(csv_file=str(path), wait=WAIT_S), [])


def insert_no_rows(name: str) -> None:
    """A job whose upload is a header and no row, made call by call."""
    job_id = jobs_api.create_job(Operation.insert)["id"]
    jobs_api.upload_job_data(job_id, "LastName\n")
    jobs_api.close_job(job_id)
    jobs_api.wait_for_job(job_id, False, WAIT_S)
    same(jobs_api.get_job(job_id, False)["numberRecordsProcessed"], 0)
    same(book_results(name, [job_id]), {"success": [], "failed": [], "unprocessed": []})
