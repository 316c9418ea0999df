"""Drives simple-salesforce, unmodified, through the ingest side of Bulk API 2.0.

Started by ../run.py, which sets the environment that harness.py reads. The order
matters: later steps change and delete what earlier ones inserted.
"""

from importlib.metadata import version

from harness import step
from steps.changes import changes
from steps.deletes import deletes
from steps.inserts import inserts
from steps.jobs import jobs
from steps.logins import logins
from steps.nasty import nasty_cells
from steps.refusals import refusals
from steps.results import results

step("installed_version", lambda _name: f"simple-salesforce {version('simple-salesforce')}")
logins()
inserts()
nasty_cells()
results()
changes()
refusals()
jobs()
deletes()
