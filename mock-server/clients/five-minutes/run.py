"""Jobs of more than five minutes under the auto clock, by clients that poll as they always do.

Each job takes its minutes on the org's clock, as the times in its own answers show, and the states that it
came through are seen. How long that took here is reported, and asserted nowhere: it is the machine's.

Started by ../run.py, in an org of both providers, with marketorestpython's Python.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

CLIENTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CLIENTS / "marketorestpython"))

# The org has one client of that name on either side.
os.environ["MK_CLIENT_ID"] = os.environ["SF_CLIENT_ID"]
os.environ["MK_CLIENT_SECRET"] = os.environ["SF_CLIENT_SECRET"]

from harness import step  # noqa: E402 (it lies in the folder named above)
from instance import ask, extract, leads, settled  # noqa: E402
from expect import same  # noqa: E402
from tables import write_csv  # noqa: E402
from driver import report  # noqa: E402

#: What each job takes at least, on the org's clock.
JOB_S_MIN = 5 * 60

#: Rows that take that long, at a second each as ../run.py sets it, beside the minute in the queue.
ROWS = 300

JSFORCE_TIME_S_MAX = 60


def jsforce() -> None:
    """Has jsforce take its steps; how it ended is a step if it ended badly."""
    done = subprocess.run(
        ["node", "timed.mjs", str(ROWS), str(JOB_S_MIN)],
        cwd=CLIENTS / "jsforce",
        capture_output=True,
        text=True,
        timeout=JSFORCE_TIME_S_MAX,
    )
    sys.stdout.write(done.stdout)
    sys.stdout.flush()
    if done.returncode != 0:
        report("jsforce_ended_badly", False, done.stderr)


def marketorestpython_imports(name: str) -> str:
    """A batch tells no times of its own; leads that were made before and by it do."""
    [before, *rows] = leads("timed", ROWS + 1)
    ask("create_update_leads", leads=[before], lookupField="email")
    began = time.monotonic()
    [queued] = ask("import_lead", format="csv", file=str(write_csv(name, rows)))
    batch, states = settled(
        queued,
        lambda: ask("get_import_lead_status", id=queued["batchId"])[0],
        {"Complete", "Failed"},
    )
    here = time.monotonic() - began
    same([states, batch["numOfLeadsProcessed"]], [["Queued", "Importing", "Complete"], ROWS])
    took = created_at(rows[-1]["email"]) - created_at(before["email"])
    return told(took.total_seconds(), len(states), here)


def created_at(email: str) -> datetime:
    """When the lead of that address was made, in the org's time."""
    [found] = ask(
        "get_multiple_leads_by_filter_type",
        filterType="email",
        filterValues=[email],
        fields=["createdAt"],
    )
    return datetime.fromisoformat(found["createdAt"])


def marketorestpython_extracts(_name: str) -> str:
    """From the queue to the file."""
    began = time.monotonic()
    done = extract("leads", fields=["id", "email"], filters={"staticListId": 1001})
    here = time.monotonic() - began
    same(done.states, ["Created", "Queued", "Processing", "Completed"])
    queued, finished = (datetime.fromisoformat(done.job[end]) for end in ("queuedAt", "finishedAt"))
    return told((finished - queued).total_seconds(), len(done.states), here)


def told(org_s: float, states: int, here_s: float) -> str:
    """How long it took there and here; there it must have taken its time."""
    if org_s < JOB_S_MIN:
        raise AssertionError(f"{org_s} s on the org's clock, at least {JOB_S_MIN} expected")
    return f"{org_s:.0f} s on the org's clock, {states} states, {here_s * 1000:.0f} ms here"


jsforce()
step("marketorestpython_imports", marketorestpython_imports)
step("marketorestpython_extracts", marketorestpython_extracts)
