"""Rows that fail alone, jobs that fail whole, jobs that are refused at their creation."""

from __future__ import annotations

from simple_salesforce import SalesforceMalformedRequest
from simple_salesforce.bulk2 import Operation
from simple_salesforce.exceptions import SalesforceOperationError

from expect import refused, same
from harness import give, step
from org import WAIT_S, contact, contacts_api, jobs_api, salesforce, settle

NO_LAST_NAME = "REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --"
NO_SUCH_ID = "INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--"


def refusals() -> None:
    """From one row of a job to the job itself."""
    step("partial_failure", partial_failure)
    step("every_row_fails", every_row_fails)
    step("unknown_id", unknown_id)
    step("unknown_field", unknown_field)
    step("unknown_object", unknown_object)
    step("unknown_external_id_field", unknown_external_id_field)


def partial_failure(name: str) -> None:
    good = [contact("half-0", "good"), contact("half-2", 'good\n"too"')]
    bad = [nameless("half-1", "bad"), nameless("half-3", 'bad\n"too"')]
    give(name, "insert", good)
    give(name, "insert", bad, "failed")
    results = settle(name, "insert", records=[good[0], bad[0], good[1], bad[1]])
    same(errors(results), [NO_LAST_NAME, NO_LAST_NAME])


def every_row_fails(name: str) -> None:
    bad = [nameless("none-0", "bad"), nameless("none-1", "bad")]
    give(name, "insert", bad, "failed")
    same(errors(settle(name, "insert", records=bad)), [NO_LAST_NAME, NO_LAST_NAME])


def unknown_id(name: str) -> None:
    rows = [{"Id": "003000000000000AAA", "Description": "nobody"}]
    give(name, "update", rows, "failed")
    same(errors(settle(name, "update", records=rows)), [NO_SUCH_ID])


def unknown_field(_name: str) -> str:
    rows = [{"LastName": "x", "Nope__c": "y"}]
    return refused(
        lambda: contacts_api.insert(records=rows, wait=WAIT_S),
        SalesforceOperationError,
        "InvalidBatch : Field name not found : Nope__c",
    )


def unknown_object(_name: str) -> str:
    rows = [{"LastName": "x"}]
    return refused(
        lambda: salesforce.bulk2.Nope.insert(records=rows, wait=WAIT_S),
        SalesforceMalformedRequest,
        "INVALIDJOB",
    )


def unknown_external_id_field(_name: str) -> str:
    return refused(
        lambda: jobs_api.create_job(Operation.upsert, external_id_field="Nope__c"),
        SalesforceMalformedRequest,
        "INVALIDJOB",
    )


def nameless(key: str, description: str) -> dict[str, str]:
    return contact(key, description, LastName="")


def errors(results: dict) -> list[str]:
    return [row["sf__Error"] for row in results["failed"]]
