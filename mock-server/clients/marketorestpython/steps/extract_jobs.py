"""The life of an extract, call by call: cancelled, listed, refused."""

from __future__ import annotations

from collections.abc import Callable

from expect import refused, same
from harness import step
from instance import LIST_ID, ask, extract, impatient

NO_SUCH_JOB = "00000000-0000-0000-0000-000000000000"

#: Extracts that may be in the queue, as ../run.py sets it for this run's org.
QUEUE_MAX = 3


def extract_jobs() -> None:
    """What can be asked of a job, and what it refuses."""
    step("extract_cancel", cancel)
    step("extract_cancel_in_queue", cancel_in_queue)
    step("extract_cancel_completed_refused", cancel_completed)
    step("extract_enqueue_twice_refused", enqueue_twice)
    step("extract_list_of_jobs", list_jobs)
    step("extract_unknown_job_refused", unknown_job)
    step("extract_unknown_field_refused", unknown_field)
    step("extract_without_filter_refused", without_filter)
    step("extract_of_too_long_a_range_refused", too_long_a_range)
    step("extract_file_of_job_not_over", file_of_job_not_over)
    step("extract_queue_full_refused", lambda _name: queue_full(impatient.execute))
    step("extract_queue_full_tried_again", lambda _name: queue_full(ask))


def new_job() -> str:
    [created] = ask("create_leads_export_job", fields=["id"], filters={"staticListId": LIST_ID})
    same(created["status"], "Created")
    return created["exportId"]


def state_of(job_id: str) -> str:
    return ask("get_leads_export_job_status", job_id=job_id)[0]["status"]


def cancel(_name: str) -> None:
    job_id = new_job()
    same(ask("cancel_leads_export_job", job_id=job_id)[0]["status"], "Cancelled")
    same(state_of(job_id), "Cancelled")


def cancel_in_queue(_name: str) -> None:
    job_id = new_job()
    same(ask("enqueue_leads_export_job", job_id=job_id)[0]["status"], "Queued")
    same(ask("cancel_leads_export_job", job_id=job_id)[0]["status"], "Cancelled")


def cancel_completed(_name: str) -> str:
    done = extract("leads", fields=["id"], filters={"staticListId": LIST_ID})
    job_id = done.job["exportId"]
    return refused(
        lambda: impatient.execute("cancel_leads_export_job", job_id=job_id),
        Exception,
        "'code': '1029'",
    )


def cancel_once(job_id: str) -> None:
    ask("cancel_leads_export_job", job_id=job_id)


def enqueue_twice(_name: str) -> str:
    job_id = new_job()
    ask("enqueue_leads_export_job", job_id=job_id)
    try:
        return refused(
            lambda: impatient.execute("enqueue_leads_export_job", job_id=job_id),
            Exception,
            "'code': '1029'",
        )
    finally:
        cancel_once(job_id)


def list_jobs(_name: str) -> str:
    job_id = new_job()
    jobs = ask("get_leads_export_jobs_list")
    same([job["status"] for job in jobs if job["exportId"] == job_id], ["Created"])
    same({"Completed", "Cancelled"} <= {job["status"] for job in jobs}, True)
    cancel_once(job_id)
    return f"{len(jobs)} jobs"


def unknown_job(_name: str) -> str:
    return refused(lambda: state_of(NO_SUCH_JOB), Exception, "'code': '1013'")


def unknown_field(_name: str) -> str:
    return create_refused("'code': '1003'", fields=["noSuchField"], filters={"staticListId": LIST_ID})


def without_filter(_name: str) -> str:
    return create_refused("'code': '1003'", fields=["id"], filters={})


def too_long_a_range(_name: str) -> str:
    days = {"startAt": "2024-01-01T00:00:00Z", "endAt": "2024-02-02T00:00:00Z"}
    return create_refused("'code': '1003'", fields=["id"], filters={"createdAt": days})


def create_refused(text: str, **wanted: object) -> str:
    return refused(lambda: ask("create_leads_export_job", **wanted), Exception, text)


def file_of_job_not_over(_name: str) -> str:
    """The server answers 404, which is no file."""
    job_id = new_job()
    return refused(
        lambda: ask("get_leads_export_job_file", job_id=job_id), Exception, "'code'"
    )


def queue_full(enqueue: Callable[..., object]) -> str:
    """1029 is what the client means to try again, until its time is over; then it must say so."""
    jobs = [new_job() for _ in range(QUEUE_MAX + 1)]
    for job_id in jobs[:QUEUE_MAX]:
        ask("enqueue_leads_export_job", job_id=job_id)
    try:
        return refused(
            lambda: enqueue("enqueue_leads_export_job", job_id=jobs[-1]),
            Exception,
            "'code': '1029'",
        )
    finally:
        for job_id in jobs:
            cancel_once(job_id)
