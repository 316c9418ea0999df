"""Runs one driver as a child process and collects what it says.

A driver prints one JSON line per step on stdout, `{"step", "ok", "detail"}`, and writes
its books to the file that it is told of. Its stderr is for people: it goes to a log.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from runner.expected import Outcome
from runner.orgs import Org

DRIVER_TIME_S_MAX = 300

#: Settings of the machine that would lead a client away from the loopback address.
_PROXY_SETTINGS = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}


@dataclass(frozen=True)
class Run:
    """What a driver said, and where it wrote its books."""

    outcomes: dict[str, Outcome]
    books: Path


def drive(command: Sequence[str], folder: Path, url: str, org: Org, scratch: Path) -> Run:
    """Runs a driver to its end; an end that is not clean becomes a step of that name."""
    books = scratch / "books.jsonl"
    with (scratch / "driver.log").open("w") as log:
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                env=_environment(url, org, scratch, books),
                stdout=subprocess.PIPE,
                stderr=log,
                timeout=DRIVER_TIME_S_MAX,
            )
            outcomes = _outcomes(done.stdout)
            if done.returncode != 0:
                ended = f"driver ended with {done.returncode}, see {log.name}"
                outcomes["driver_ended_badly"] = Outcome(False, ended)
        except subprocess.TimeoutExpired as late:
            outcomes = _outcomes(late.stdout or b"")
            ended = f"driver still ran after {DRIVER_TIME_S_MAX} s"
            outcomes["driver_ended_badly"] = Outcome(False, ended)
    return Run(outcomes, books)


def _environment(url: str, org: Org, scratch: Path, books: Path) -> dict[str, str]:
    """The one interface from the runner to a driver."""
    inherited = {
        name: value for name, value in os.environ.items() if name.lower() not in _PROXY_SETTINGS
    }
    return inherited | {
        "BASE_URL": url,
        **org.environment(),
        "BOOKS_FILE": str(books),
        "SCRATCH_DIR": str(scratch),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _outcomes(output: bytes) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    for line in output.decode(errors="replace").splitlines():
        step, outcome = _step(line)
        if step in outcomes:
            step, outcome = f"{step}_again", Outcome(False, "the driver took a step twice")
        outcomes[step] = outcome
    return outcomes


def _step(line: str) -> tuple[str, Outcome]:
    try:
        said = json.loads(line)
        return said["step"], Outcome(said["ok"] is True, str(said["detail"]))
    except (ValueError, KeyError, TypeError):
        return "unreadable_line", Outcome(False, f"not a step: {line!r}")
