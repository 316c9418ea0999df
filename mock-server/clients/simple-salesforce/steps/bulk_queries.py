"""Query jobs: their results page by page, as text and on the disk, and what they refuse."""

from __future__ import annotations

from collections.abc import Iterable

from simple_salesforce import SalesforceMalformedRequest, SalesforceResourceNotFound
from simple_salesforce.bulk2 import ColumnDelimiter, LineEnding, Operation
from simple_salesforce.exceptions import SalesforceOperationError

from expect import refused, same
import harness
from harness import Row, step
from org import DELIMITERS, KEY, PLAIN_ROWS, WAIT_S, contacts_api, jobs_api, salesforce
from steps.deletes import ROWS as DELETED_ROWS
from tables import parse

PLAIN = f"SELECT Id, {KEY}, FirstName, IsDeleted FROM Contact WHERE {KEY} LIKE 'plain-%'"
PAGE_ROWS = 7


def bulk_queries() -> None:
    """All ways to a result, and the life of a query job."""
    step("bulk_query", bulk_query)
    step("bulk_query_pages", bulk_query_pages)
    step("bulk_query_deleted_too", bulk_query_deleted_too)
    step("bulk_query_nothing", bulk_query_nothing)
    step("bulk_query_refused", bulk_query_refused)
    for delimiter in ColumnDelimiter:
        for ending in LineEnding:
            step(
                f"bulk_query_{delimiter.value}_{ending.value}".lower(),
                lambda _name, delimiter=delimiter, ending=ending: query_in_dialect(
                    delimiter, ending
                ),
            )
    step("bulk_query_nasty_values", lambda _name: query_nasty("values", "'nasty-%'"))
    step("bulk_query_nasty_nul", lambda _name: query_nasty("nul", "'nasty-nul%'"))
    step("download_pages", download_pages)
    step("download_deleted_rows_only", download_deleted)
    step("query_job_info", query_job_info)
    step("query_job_aborted", query_job_aborted)
    step("query_job_delete", query_job_delete)
    step("deleted_query_job_is_gone", deleted_query_job_is_gone)
    step("delete_of_query_job_under_way_refused", delete_query_job_under_way)
    step("results_of_unknown_job_refused", results_of_unknown_job)
    step("list_query_jobs", list_query_jobs)


def bulk_query(_name: str) -> None:
    [page] = contacts_api.query(PLAIN, wait=WAIT_S)
    rows = parse(page)
    same(len(rows), PLAIN_ROWS - DELETED_ROWS)
    same(list(rows[0]), ["Id", KEY, "FirstName", "IsDeleted"])


def bulk_query_pages(_name: str) -> None:
    pages = list(contacts_api.query(PLAIN, max_records=PAGE_ROWS, wait=WAIT_S))
    same([len(parse(page)) for page in pages], page_sizes(PLAIN_ROWS - DELETED_ROWS))
    same(len({row["Id"] for row in rows_of(pages)}), PLAIN_ROWS - DELETED_ROWS)


def bulk_query_deleted_too(_name: str) -> None:
    rows = rows_of(contacts_api.query_all(PLAIN, max_records=PAGE_ROWS, wait=WAIT_S))
    deleted = [row for row in rows if row["IsDeleted"] == "true"]
    same([len(rows), len(deleted)], [PLAIN_ROWS, DELETED_ROWS])


def bulk_query_nothing(_name: str) -> None:
    soql = f"SELECT Id, {KEY} FROM Contact WHERE {KEY} = 'no-such'"
    same(list(contacts_api.query(soql, wait=WAIT_S)), [f'"Id","{KEY}"\n'])


def bulk_query_refused(_name: str) -> str:
    return refused(
        lambda: list(contacts_api.query("SELECT Nope FROM Contact", wait=WAIT_S)),
        SalesforceMalformedRequest,
        "INVALID_FIELD",
    )


def query_in_dialect(delimiter: ColumnDelimiter, ending: LineEnding) -> None:
    """The cell of the ingest step of this dialect holds every delimiter there is."""
    key = f"insert_{delimiter.value}_{ending.value}-0".lower()
    soql = f"SELECT {KEY}, Description FROM Contact WHERE {KEY} = '{key}'"
    [page] = contacts_api.query(
        soql, column_delimiter=delimiter, line_ending=ending, wait=WAIT_S
    )
    cell = f'a{"".join(DELIMITERS.values())}"q"'
    same(parse(page, DELIMITERS[delimiter]), [{KEY: key, "Description": cell}])
    same(page.endswith("\r\n"), ending == LineEnding.CRLF)


def query_nasty(group: str, keys: str) -> str:
    soql = f"SELECT {KEY}, Description FROM Contact WHERE {KEY} LIKE {keys}"
    rows = rows_of(contacts_api.query(soql, max_records=PAGE_ROWS, wait=WAIT_S))
    found = {row[KEY]: row["Description"] for row in rows}
    cells = [cell for cell in harness.nasty(group) if cell.value != "#N/A"]
    for cell in cells:
        same((cell.name, found[f"nasty-{cell.name}"]), (cell.name, cell.value))
    return f"{len(cells)} cells"


def download_pages(_name: str) -> None:
    folder = harness.SCRATCH
    files = contacts_api.download(PLAIN, str(folder), max_records=PAGE_ROWS, wait=WAIT_S)
    sizes = page_sizes(PLAIN_ROWS - DELETED_ROWS)
    same([file["number_of_records"] for file in files], sizes)
    same([len(parse(read(file["file"]))) for file in files], sizes)


def download_deleted(_name: str) -> None:
    """The client downloads only what `query` finds; deleted rows are not among it."""
    soql = f"{PLAIN} AND IsDeleted = TRUE"
    [file] = contacts_api.download(soql, str(harness.SCRATCH), wait=WAIT_S)
    same([file["number_of_records"], parse(read(file["file"]))], [0, []])


def query_job_info(_name: str) -> None:
    job_id = query_job()
    jobs_api.wait_for_job(job_id, True, WAIT_S)
    info = jobs_api.get_job(job_id, True)
    same(
        [info["state"], info["object"], info["numberRecordsProcessed"], info["jobType"]],
        ["JobComplete", "Contact", PLAIN_ROWS - DELETED_ROWS, "V2Query"],
    )


def query_job_aborted(_name: str) -> str:
    job_id = query_job()
    same(jobs_api.abort_job(job_id, True)["state"], "Aborted")
    return refused(
        lambda: jobs_api.wait_for_job(job_id, True, WAIT_S), SalesforceOperationError, "Aborted"
    )


def query_job_delete(_name: str) -> None:
    jobs_api.delete_job(finished_job(), True)


def deleted_query_job_is_gone(_name: str) -> str:
    """The job must be gone whatever the client makes of the answer to its DELETE."""
    job_id = finished_job()
    try:
        jobs_api.delete_job(job_id, True)
    except ValueError:
        pass  # the step `query_job_delete` is about this
    return refused(lambda: jobs_api.get_job(job_id, True), SalesforceResourceNotFound, "NOT_FOUND")


def delete_query_job_under_way(_name: str) -> str:
    job_id = query_job()
    return refused(
        lambda: jobs_api.delete_job(job_id, True), SalesforceMalformedRequest, "API_ERROR"
    )


def results_of_unknown_job(_name: str) -> str:
    return refused(
        lambda: jobs_api.get_query_results("750000000000000AAA"),
        SalesforceResourceNotFound,
        "NOT_FOUND",
    )


def list_query_jobs(_name: str) -> None:
    job_id = query_job()
    listed = salesforce.restful("jobs/query")["records"]
    same([job["jobType"] for job in listed if job["id"] == job_id], ["V2Query"])


def query_job() -> str:
    job = jobs_api.create_job(Operation.query, PLAIN)
    same(job["state"], "UploadComplete")
    return job["id"]


def finished_job() -> str:
    job_id = query_job()
    jobs_api.wait_for_job(job_id, True, WAIT_S)
    return job_id


def page_sizes(rows: int) -> list[int]:
    """The rows on each page of so many."""
    full, rest = divmod(rows, PAGE_ROWS)
    return [PAGE_ROWS] * full + [rest] * bool(rest)


def rows_of(pages: Iterable[str]) -> list[Row]:
    """The rows of all pages; each page has a header of its own."""
    return [row for page in pages for row in parse(page)]


def read(file: str) -> str:
    with open(file, encoding="utf-8", newline="") as page:
        return page.read()
