"""Records of a custom object: made over REST, extracted, and booked like leads."""

from __future__ import annotations

import harness
from expect import same
from harness import give, step
from instance import ask, email, extract, last_days

OBJECT = "car_c"
FIELDS = ["vin", "brand", "model", "color", "year", "customerId"]


def objects() -> None:
    """The order matters."""
    step("objects_create", create)
    step("objects_update", update)
    step("objects_without_key_skipped", without_key)
    step("objects_find", find)
    step("extract_custom_objects", extract_objects)


def car(vin: str, **others: str) -> dict[str, str]:
    row = {"vin": vin, "brand": "Example", "model": f"Model of {vin}", "customerId": email("plain-0")}
    return row | others


def sync(name: str, rows: list[dict], status: str) -> None:
    """Sends records that are all meant to be taken, and books them."""
    give(name, rows, object=OBJECT)
    answered = ask("create_update_custom_objects", name=OBJECT, input=rows)
    same([answer["status"] for answer in answered], [status] * len(rows))


def create(name: str) -> str:
    rows = [car("VIN-0", year="2019"), car("VIN-1", color='red, "deep"\nand dark')]
    rows += [car(f"VIN-{cell.name}", color=cell.value) for cell in harness.nasty("values")]
    sync(name, rows, "created")
    return f"{len(rows)} records"


def update(name: str) -> None:
    sync(name, [{"vin": "VIN-0", "model": "Other"}], "updated")


def without_key(_name: str) -> None:
    [answer] = ask("create_update_custom_objects", name=OBJECT, input=[{"brand": "Keyless"}])
    same(answer["status"], "skipped")


def find(_name: str) -> None:
    """With the records to be found in a JSON body."""
    found = ask(
        "get_custom_objects",
        name=OBJECT,
        input=[{"vin": "VIN-0"}],
        filterType="dedupeFields",
        fields=["vin", "model"],
    )
    same([(row["vin"], row["model"]) for row in found], [("VIN-0", "Other")])


def extract_objects(name: str) -> str:
    done = extract(
        "custom_objects", OBJECT, fields=FIELDS, filters={"updatedAt": last_days()}
    )
    harness.read(name, "rows in the extract", done.rows(), OBJECT)
    return f"{done.job['numberOfRecords']} records"
