"""What happened to leads: extracted with its attributes, and read over REST."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from expect import same
from harness import step
from instance import ask, email, extract, id_of, last_days
from steps.sync_leads import sync_all

NEW_LEAD, CHANGE_DATA_VALUE = 12, 13

COLUMNS = [
    "marketoGUID",
    "leadId",
    "activityDate",
    "activityTypeId",
    "campaignId",
    "primaryAttributeValueId",
    "primaryAttributeValue",
    "attributes",
]

VALUE = 'a "q", b\nc \\ 🚀'


def activities() -> None:
    """The same happenings, seen twice."""
    step("activities_change_a_lead", change_a_lead)
    step("extract_activities", extract_activities)
    step("extract_activities_attributes", extract_attributes)
    step("extract_activities_some_columns", extract_some_columns)
    step("activities_over_rest", over_rest)


def change_a_lead(name: str) -> None:
    sync_all(name, [{"email": email("sync-0"), "lastName": VALUE}], "updated")


def extract_activities(_name: str) -> str:
    """All types, all columns: the client sends null for columns that nobody named."""
    done = extract("activities", filters={"createdAt": last_days()})
    rows = done.rows()
    same(list(rows[0]), COLUMNS)
    same({str(NEW_LEAD), str(CHANGE_DATA_VALUE)} <= {row["activityTypeId"] for row in rows}, True)
    for row in rows:
        same(type(json.loads(row["attributes"])), dict)
    return f"{len(rows)} activities"


def extract_attributes(_name: str) -> None:
    """A hostile value inside the JSON inside the CSV."""
    filters = {"createdAt": last_days(), "activityTypeIds": [CHANGE_DATA_VALUE]}
    lead_id = str(id_of("sync-0"))
    rows = extract("activities", filters=filters).rows()
    same({row["activityTypeId"] for row in rows}, {str(CHANGE_DATA_VALUE)})
    changes = [json.loads(row["attributes"]) for row in rows if row["leadId"] == lead_id]
    same(VALUE in [change.get("New Value") for change in changes], True)


def extract_some_columns(_name: str) -> None:
    wanted = ["leadId", "activityTypeId"]
    filters = {"createdAt": last_days(), "activityTypeIds": [NEW_LEAD]}
    done = extract("activities", fields=wanted, filters=filters)
    same(done.header, ",".join(wanted))


def over_rest(_name: str) -> str:
    since = datetime.now(timezone.utc) - timedelta(days=1)
    found = ask(
        "get_lead_activities",
        activityTypeIds=[str(CHANGE_DATA_VALUE)],
        sinceDatetime=since.strftime("%Y-%m-%dT%H:%M:%SZ"),
        leadIds=id_of("sync-0"),
    )
    values = [pair["value"] for row in found for pair in row["attributes"]]
    same(VALUE in values, True)
    return f"{len(found)} activities"
