"""What the steps of run.py stand on: how to get in, and the driver's means for contacts.

It knows nothing of simple-salesforce.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "common"))

import driver  # noqa: E402 (it lies in the folder named above)
from driver import BASE_URL, SCRATCH, NastyCell, Row, claim, report, step  # noqa: E402

__all__ = ["BASE_URL", "SCRATCH", "NastyCell", "Row", "claim", "report", "step"]

ACCESS_TOKEN = os.environ["SF_ACCESS_TOKEN"]
USERNAME = os.environ["SF_USERNAME"]
PASSWORD = os.environ["SF_PASSWORD"]
CLIENT_ID = os.environ["SF_CLIENT_ID"]
CLIENT_SECRET = os.environ["SF_CLIENT_SECRET"]


def nasty(group: str) -> list[NastyCell]:
    """The hostile cells of a group."""
    return driver.nasty(group, "Description")


def give(step_name: str, operation: str, rows: Iterable[Row], fate: str = "success") -> None:
    """Enters rows of Contact into the book of rows given; `fate` is the file they are meant for."""
    driver.give(step_name, operation, "Contact", rows, fate)


def read(step_name: str, reading: str, rows: Iterable[Row]) -> None:
    """Enters all rows of Contact as they were read back, deleted ones included."""
    driver.read(step_name, reading, "Contact", rows)
