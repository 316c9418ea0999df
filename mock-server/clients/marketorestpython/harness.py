"""What the steps of run.py stand on: how to get in, and the driver's means for Marketo.

It knows nothing of marketorestpython.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "common"))

import driver  # noqa: E402 (it lies in the folder named above)
from driver import BASE_URL, SCRATCH, NastyCell, Row, claim, step  # noqa: E402

__all__ = ["BASE_URL", "SCRATCH", "NastyCell", "Row", "claim", "step"]

CLIENT_ID = os.environ["MK_CLIENT_ID"]
CLIENT_SECRET = os.environ["MK_CLIENT_SECRET"]

#: What an extract writes where there is no value.
NULL = "null"


def nasty(group: str) -> list[NastyCell]:
    """The hostile cells of a group."""
    return driver.nasty(group, "myCustomText")


def give(step_name: str, rows: Iterable[Row], fate: str = "success", object: str = "leads") -> None:
    """Enters rows that are upserted into the book of rows given."""
    driver.give(step_name, "upsert", object, rows, fate)


def give_deleted(step_name: str, lead_ids: Iterable[int]) -> None:
    """Enters leads that are deleted into the book of rows given."""
    driver.give(step_name, "delete", "leads", [{"id": str(lead_id)} for lead_id in lead_ids])


def read(step_name: str, reading: str, rows: Iterable[Row], object: str = "leads") -> None:
    """Enters all rows of an object as an extract has them."""
    driver.read(step_name, reading, object, rows, NULL)


def read_json(step_name: str, reading: str, records: Iterable[dict]) -> None:
    """Enters all leads as REST has them, where no value is a null."""
    rows = [{name: _text(value) for name, value in record.items()} for record in records]
    driver.read(step_name, reading, "leads", rows)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
