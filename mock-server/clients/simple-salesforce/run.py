"""Drives simple-salesforce, unmodified, through Bulk API 2.0 and the REST calls beside it.

Started by ../run.py, which sets the environment that harness.py reads. The order
matters: later steps change and delete what earlier ones inserted.
"""

from importlib.metadata import version

from harness import step
from steps.bulk_queries import bulk_queries
from steps.changes import changes
from steps.deletes import deletes
from steps.inserts import inserts
from steps.jobs import jobs
from steps.logins import logins
from steps.nasty import nasty_cells
from steps.readings import readings
from steps.refusals import refusals
from steps.rest_queries import rest_queries
from steps.results import results
from steps.single_records import single_records

step("installed_version", lambda _name: f"simple-salesforce {version('simple-salesforce')}")
logins()
inserts()
nasty_cells()
results()
changes()
refusals()
jobs()
deletes()
single_records()
bulk_queries()
rest_queries()
readings()
