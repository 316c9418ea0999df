"""Generated rows, exported by simple-salesforce and proven by a digest that was known before.

The org holds nothing but rows that are computed from the seed and the org's name. What an export of
them must be is known without a server:

    bulk-mock export --org generated --generate contacts=100000 --digest "SELECT ..."

Started by ../run.py with simple-salesforce's Python.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

CLIENTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CLIENTS / "simple-salesforce"))

import harness  # noqa: E402 (it lies in the folder named above)
from harness import step  # noqa: E402
from org import WAIT_S, contacts_api, with_token  # noqa: E402
from expect import same  # noqa: E402

#: Rows that the run's org is given, and rows of one page.
ROWS = 100_000
PAGE_ROWS = 30_000

QUERY = (
    "SELECT Id, External_Id__c, FirstName, LastName, Email, Phone, MailingStreet, Birthdate,"
    " AccountId, Account.Name, CreatedDate FROM Contact"
)

#: What the command above prints for it.
DIGEST = "f59131f28a20df295aa735b91f70747a4323c3f719f917588bc137e23ca19f6f"


def download(_name: str) -> str:
    """All pages to the disk, joined without their repeated header lines."""
    pages = contacts_api.download(
        QUERY, str(harness.SCRATCH), max_records=PAGE_ROWS, wait=WAIT_S
    )
    digest, lines = hashlib.sha256(), 0
    for number, page in enumerate(pages):
        with Path(page["file"]).open("rb") as file:
            header = file.readline()
            if number == 0:
                digest.update(header)
            for line in file:
                digest.update(line)
                lines += 1
    same(lines, ROWS)
    same(digest.hexdigest(), DIGEST)
    return f"{lines} rows on {number + 1} pages, sha256 {DIGEST[:16]}…"


def count_over_rest(_name: str) -> str:
    """REST sees the same rows."""
    found = with_token(harness.ACCESS_TOKEN).query("SELECT COUNT() FROM Contact")
    same(found["totalSize"], ROWS)
    return f"{ROWS} rows"


def change_and_find(_name: str) -> str:
    """A generated row can be found by its key, written, and read back."""
    api = with_token(harness.ACCESS_TOKEN)
    query = "SELECT Id, External_Id__c, LastName FROM Contact WHERE External_Id__c = 'GEN-C-00012345'"
    [row] = api.query(query)["records"]
    api.Contact.update(row["Id"], {"LastName": "Renamed"})
    [again] = api.query(query)["records"]
    same((again["Id"], again["LastName"]), (row["Id"], "Renamed"))
    api.Contact.delete(row["Id"])
    same(api.query(query)["records"], [])
    same(api.query("SELECT COUNT() FROM Contact")["totalSize"], ROWS - 1)
    return "found, renamed, deleted"


step("download_has_the_known_digest", download)
step("rest_counts_the_same_rows", count_over_rest)
step("generated_row_is_found_changed_deleted", change_and_find)
