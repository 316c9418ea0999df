"""The life of a job, call by call: info, abort, delete, list."""

from __future__ import annotations

from simple_salesforce import SalesforceMalformedRequest, SalesforceResourceNotFound
from simple_salesforce.bulk2 import Operation

from expect import refused, same
from harness import give, step
from org import book_results, contacts, jobs_api, salesforce
from tables import write_csv


def jobs() -> None:
    """What can be asked of a job, and what it refuses."""
    step("job_info", job_info)
    step("abort", abort_uploaded)
    step("abort_twice_refused", abort_twice)
    step("delete_job", delete_job)
    step("deleted_job_is_gone", deleted_job_is_gone)
    step("delete_of_open_job_refused", delete_open_job)
    step("list_jobs", list_jobs)


def job_info(_name: str) -> None:
    job_id = open_job()
    info = jobs_api.get_job(job_id, False)
    same([info["state"], info["object"], info["operation"]], ["Open", "Contact", "insert"])


def abort_uploaded(name: str) -> None:
    """Aborted before it was closed, a job has all its rows in the unprocessed file."""
    rows = contacts("aborted", 3)
    give(name, "insert", rows, "unprocessed")
    job_id = open_job()
    jobs_api.upload_job_data(job_id, write_csv(name, rows).read_text(encoding="utf-8"))
    same(jobs_api.abort_job(job_id, False)["state"], "Aborted")
    same(jobs_api.get_job(job_id, False)["state"], "Aborted")
    book_results(name, [job_id])


def abort_twice(_name: str) -> str:
    job_id = aborted_job()
    return refused(
        lambda: jobs_api.abort_job(job_id, False), SalesforceMalformedRequest, "INVALIDJOBSTATE"
    )


def delete_job(_name: str) -> None:
    jobs_api.delete_job(aborted_job(), False)


def deleted_job_is_gone(_name: str) -> str:
    """The job must be gone whatever the client makes of the answer to its DELETE."""
    job_id = aborted_job()
    try:
        jobs_api.delete_job(job_id, False)
    except ValueError:
        pass  # the step `delete_job` is about this
    return refused(lambda: jobs_api.get_job(job_id, False), SalesforceResourceNotFound, "NOT_FOUND")


def delete_open_job(_name: str) -> str:
    job_id = open_job()
    return refused(
        lambda: jobs_api.delete_job(job_id, False), SalesforceMalformedRequest, "API_ERROR"
    )


def list_jobs(_name: str) -> None:
    job_id = open_job()
    listed = salesforce.restful("jobs/ingest")
    same(listed["done"], True)
    same([job["state"] for job in listed["records"] if job["id"] == job_id], ["Open"])


def open_job() -> str:
    job = jobs_api.create_job(Operation.insert)
    same(job["state"], "Open")
    return job["id"]


def aborted_job() -> str:
    job_id = open_job()
    jobs_api.abort_job(job_id, False)
    return job_id
