"""Query results of many pages, read by two clients that know nothing of each other.

jsforce ends its process at the second page of a query job. That the server is right there
must be seen without it: simple-salesforce reads the very job that jsforce dies of, and
both clients read the same rows over REST. The runner holds every reading against the
rows given and the rows in the org.

Started by ../run.py in an org whose pages have seven rows, with simple-salesforce's Python.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CLIENTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CLIENTS / "simple-salesforce"))

from simple_salesforce import SalesforceGeneralError  # noqa: E402

import harness  # noqa: E402 (it lies in the folder named above)
from harness import step  # noqa: E402
from org import WAIT_S, contacts_api, jobs_api, with_token  # noqa: E402
from expect import refused, same  # noqa: E402
from steps.readings import EVERYTHING, read_over_rest  # noqa: E402
from tables import parse  # noqa: E402

#: Rows on one page of bulk results, as the run's org is declared. No client asks for it.
PAGE_ROWS = 7

#: Results must be asked for in the version that the job was made with: that of jsforce.
jsforce_version = with_token(harness.ACCESS_TOKEN, version="50.0").bulk2.Contact._client

JOB_FILE = harness.SCRATCH / "query-job.txt"

JSFORCE_TIME_S_MAX = 60


def jsforce(act: str) -> None:
    """Has jsforce take one step in a process of its own; a crash is how the step ended."""
    done = subprocess.run(
        ["node", "paged.mjs", act],
        cwd=CLIENTS / "jsforce",
        env={**os.environ, "JOB_FILE": str(JOB_FILE)},
        capture_output=True,
        text=True,
        timeout=JSFORCE_TIME_S_MAX,
    )
    sys.stdout.write(done.stdout)
    sys.stdout.flush()
    if done.returncode != 0:
        ended = f"jsforce ended with {done.returncode}: {last_error(done.stderr)}"
        harness.report(act, False, ended)


def last_error(stderr: str) -> str:
    """The line of a stack trace that names the error."""
    errors = [line for line in stderr.splitlines() if "Error" in line and not line.startswith(" ")]
    return errors[-1] if errors else stderr


def read_query_job(name: str) -> str:
    """The job that jsforce made, page after page as text."""
    pages: list[str] = []
    locator = ""
    while locator or not pages:
        answer = jsforce_version.get_query_results(JOB_FILE.read_text(), locator)
        locator = answer["locator"]
        pages.append(answer["records"])
    return book(name, "rows in the query job, as text", pages)


def download_query_job(name: str) -> str:
    """The same job once more, page after page to the disk."""
    pages: list[str] = []
    locator = ""
    while locator or not pages:
        answer = jsforce_version.download_job_data(str(harness.SCRATCH), JOB_FILE.read_text(), locator)
        locator = answer["locator"]
        pages.append(Path(answer["file"]).read_bytes().decode())
    return book(name, "rows in the query job, as files", pages)


def read_in_own_version(_name: str) -> str:
    return refused(
        lambda: jobs_api.get_query_results(JOB_FILE.read_text()), SalesforceGeneralError, "409"
    )


def bulk_query(name: str) -> str:
    """A query job of the client's own."""
    pages = list(contacts_api.query_all(EVERYTHING, wait=WAIT_S))
    return book(name, "rows in a query job of its own", pages)


def book(name: str, reading: str, pages: list[str]) -> str:
    """Books what was read, and checks that only the last page may have fewer rows."""
    *full, last = [parse(page) for page in pages]
    same({len(rows) for rows in full}, {PAGE_ROWS})
    same(0 < len(last) <= PAGE_ROWS, True)
    rows = [row for rows in [*full, last] for row in rows]
    harness.read(name, reading, rows)
    return f"{len(rows)} rows on {len(pages)} pages"


jsforce("jsforce_ingests")
jsforce("jsforce_ingests_nasty_values")
jsforce("jsforce_ingests_long_cells")
jsforce("jsforce_makes_query_job")
jsforce("jsforce_reads_query_job")
step("simple_salesforce_in_its_own_version_refused", read_in_own_version)
step("simple_salesforce_reads_the_same_job", read_query_job)
step("simple_salesforce_downloads_the_same_job", download_query_job)
jsforce("jsforce_bulk_query")
step("simple_salesforce_bulk_query", bulk_query)
jsforce("jsforce_reads_over_rest")
step(
    "simple_salesforce_reads_over_rest",
    lambda name: read_over_rest(name, "rows over REST, simple-salesforce"),
)
