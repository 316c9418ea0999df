"""Drives marketorestpython, unmodified, through Marketo's bulk calls and the REST calls beside them.

Started by ../run.py, which sets the environment that harness.py reads. The order matters: later
steps change, list and read what earlier ones imported. The client takes five calls of each verb a
second at most, and so the whole takes most of a minute.
"""

from importlib.metadata import version

from harness import step
from steps.activities import activities
from steps.extract_jobs import extract_jobs
from steps.extracts import extracts
from steps.identity import identity
from steps.import_refusals import import_refusals
from steps.imports import imports
from steps.lists import lists
from steps.members import members
from steps.nasty import nasty_cells
from steps.neighbours import neighbours
from steps.objects import objects
from steps.readings import readings
from steps.sync_leads import sync_leads

step("installed_version", lambda _name: f"marketorestpython {version('marketorestpython')}")
identity()
neighbours()
imports()
nasty_cells()
import_refusals()
sync_leads()
lists()
members()
objects()
extracts()
extract_jobs()
activities()
readings()
