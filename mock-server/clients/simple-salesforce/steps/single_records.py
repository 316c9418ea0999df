"""One record a call over REST, and what describes it."""

from __future__ import annotations

from simple_salesforce import SalesforceMalformedRequest, SalesforceResourceNotFound

from expect import refused, same
import harness
from harness import step
from org import KEY, contact, id_of, salesforce, with_token, written

contacts = salesforce.Contact


def single_records() -> None:
    """Create, read, change and delete, by id and by key."""
    step("create", create)
    step("create_without_name_refused", create_without_name)
    step("get", get)
    step("get_unknown_refused", get_unknown)
    step("update", lambda name: update(name, 'updated "text"\n'))
    step("update_to_null", update_to_null)
    step("upsert_creates", lambda name: upsert(name, 201))
    step("upsert_updates", lambda name: upsert(name, 200))
    step("get_by_custom_id", lambda _name: get_by_key("upserted_one"))
    step("get_by_custom_id_with_space", lambda _name: get_by_key("upserted one"))
    step("delete", delete)
    step("delete_again_refused", delete_again)
    step("nasty_values_over_rest", write_and_read_nasty)
    step("describe", describe)
    step("metadata", metadata)
    step("limits", limits)


def create(name: str) -> None:
    row = contact("single", "created")
    answer = contacts.create(row)
    same([answer["success"], answer["errors"]], [True, []])
    written(name, "insert", row, answer["id"])


def create_without_name(_name: str) -> str:
    return refused(
        lambda: contacts.create({"FirstName": "x"}),
        SalesforceMalformedRequest,
        "REQUIRED_FIELD_MISSING",
    )


def get(_name: str) -> None:
    record = contacts.get(id_of("single"))
    same([record["Id"], record["LastName"]], [id_of("single"), "Last single"])
    same(record["MailingStreet"], None)


def get_unknown(_name: str) -> str:
    return refused(
        lambda: contacts.get("003000000000000AAA"), SalesforceResourceNotFound, "NOT_FOUND"
    )


def update(name: str, description: str) -> None:
    same(contacts.update(id_of("single"), {"Description": description}), 204)
    written(name, "update", {"Id": id_of("single"), "Description": description}, id_of("single"))


def update_to_null(name: str) -> None:
    same(contacts.update(id_of("single"), {"FirstName": None}), 204)
    written(name, "update", {"Id": id_of("single"), "FirstName": "#N/A"}, id_of("single"))


def upsert(name: str, status: int) -> None:
    """The client takes the path below the object as it is; the key must not stand in the body."""
    for key in ("upserted_one", "upserted one"):
        row = contact(key, name)
        cells = {field: cell for field, cell in row.items() if field != KEY}
        same(contacts.upsert(f"{KEY}/{key}", cells), status)
        found = salesforce.query(f"SELECT Id FROM Contact WHERE {KEY} = '{key}'")
        written(name, "upsert", row, found["records"][0]["Id"])


def get_by_key(key: str) -> None:
    same(contacts.get_by_custom_id(KEY, key)[KEY], key)


def delete(name: str) -> None:
    same(contacts.delete(id_of("upserted_one")), 204)
    written(name, "delete", {"Id": id_of("upserted_one")}, id_of("upserted_one"))


def delete_again(_name: str) -> str:
    return refused(
        lambda: contacts.delete(id_of("upserted_one")),
        SalesforceResourceNotFound,
        "ENTITY_IS_DELETED",
    )


def write_and_read_nasty(name: str) -> str:
    """JSON in both directions. In JSON `#N/A` is a text, but the books read it as null."""
    cells = [cell for cell in harness.nasty("values") if cell.value not in ("", "#N/A")]
    for cell in cells:
        row = contact(f"rest-{cell.name}", "") | {cell.field: cell.value}
        record_id = contacts.create(row)["id"]
        written(name, "insert", row, record_id)
        same((cell.name, contacts.get(record_id)[cell.field]), (cell.name, cell.value))
    return f"{len(cells)} cells"


def describe(_name: str) -> None:
    listed = salesforce.describe()["sobjects"]
    same([each["keyPrefix"] for each in listed if each["name"] == "Contact"], ["003"])
    fields = {field["name"]: field for field in contacts.describe()["fields"]}
    same([fields[KEY]["type"], fields[KEY]["externalId"]], ["string", True])


def metadata(_name: str) -> None:
    same(contacts.metadata()["objectDescribe"]["name"], "Contact")


def limits(_name: str) -> None:
    """Besides the call for all limits, the client counts the requests it is told of."""
    client = with_token(harness.ACCESS_TOKEN)
    jobs = client.limits()["DailyBulkV2QueryJobs"]
    same(jobs["Max"] >= jobs["Remaining"], True)
    same(client.api_usage["api-usage"].used > 0, True)
