#!/usr/bin/env python3
"""Drives real, unmodified clients against a `bulk-mock` binary. See README.md beside this file.

Exit status: 0 when every client did what its committed list says, 1 when one did not,
2 when a run could not be made (no server, no install, a list that cannot be read).
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runner import books, expected, install, report
from runner.drive import Run, drive
from runner.expected import ExpectedSteps, Outcome, Verdict
from runner.install import Installer, InstallError
from runner.ledger import Ledger
from runner.orgs import MarketoInstance, Org, SalesforceOrg
from runner.server import Server, ServerError

HERE = Path(__file__).resolve().parent
SCRATCH = HERE.parent.parent / "target" / "clients"
GENERATED = HERE.parent.parent / "fixtures" / "salesforce" / "generated" / "contacts.toml"

#: The runner's own step, last in every list.
BOOKS_STEP = "three_books"


@dataclass(frozen=True)
class Client:
    """A client under test: its folder, its install, how its driver is started, its org."""

    name: str
    installer: Installer
    command: tuple[str, ...]
    org: Mapping[str, object] = field(default_factory=dict)
    #: The provider that it speaks.
    provider: type[Org] = SalesforceOrg
    #: Contacts of the shipped fixture that are generated in its org.
    generated_rows: int = 0

    @property
    def folder(self) -> Path:
        """Where its driver, its lock file and its expected list are."""
        return HERE / self.name


#: What the readers' orgs have in common. A query job takes a minute, which the org's clock
#: leaps over as soon as a client looks: so each state of a job is seen, and a job that is to
#: be aborted is still under way, at any speed of the machine.
READERS = {"query_chunk_time": "60s", "rest_page_rows": 20}
READERS_ORG = {"clock": "auto", "settings": READERS}

#: jsforce never says how many rows it wants on a page of bulk results; the org does.
PAGING_ORG = {"clock": "auto", "settings": READERS | {"query_page_rows": 7}}

#: As the readers' orgs, for Marketo. A queue takes few extracts, so that a full one is soon seen.
MARKETO = {
    "import_queue_wait": "60s",
    "import_row_time": "1s",
    "export_queue_wait": "60s",
    "export_thousand_time": "60s",
    "exports_queued": 3,
}
MARKETO_ORG = {"clock": "auto", "settings": MARKETO}

#: One org of both providers, whose jobs take more than five minutes: a minute in the queue, and then a
#: second for each row, or five minutes for any query and extract.
FIVE_MINUTES_ORG = {
    "clock": "auto",
    "settings": {"queue_wait": "60s", "record_time": "1s", "query_chunk_time": "300s"},
    "marketo": {
        "clients": [
            {"client_id": "five-minutes-client", "client_secret": "five-minutes-secret"}
        ],
        "settings": {
            "import_queue_wait": "60s",
            "import_row_time": "1s",
            "export_queue_wait": "60s",
            "export_thousand_time": "300s",
        },
    },
}

CLIENTS = [
    Client("jsforce", install.npm, ("node", "run.mjs"), READERS_ORG),
    Client("simple-salesforce", install.venv, (".venv/bin/python", "run.py"), READERS_ORG),
    Client(
        "paging",
        install.beside({"jsforce": install.npm, "simple-salesforce": install.venv}),
        ("../simple-salesforce/.venv/bin/python", "run.py"),
        PAGING_ORG,
    ),
    Client(
        "generated",
        install.beside({"simple-salesforce": install.venv}),
        ("../simple-salesforce/.venv/bin/python", "run.py"),
        generated_rows=100_000,
    ),
    Client(
        "five-minutes",
        install.beside({"jsforce": install.npm, "marketorestpython": install.venv}),
        ("../marketorestpython/.venv/bin/python", "run.py"),
        FIVE_MINUTES_ORG,
    ),
    Client("marketing-cloud", install.nothing, ("bash", "walk.sh")),
    Client(
        "marketorestpython",
        install.venv,
        (".venv/bin/python", "run.py"),
        MARKETO_ORG,
        MarketoInstance,
    ),
    Client("node-marketo-rest", install.npm, ("node", "run.mjs"), MARKETO_ORG, MarketoInstance),
    Client("segment-static-lists", install.npm, ("node", "run.mjs"), MARKETO_ORG, MarketoInstance),
]


def main() -> int:
    """The command line."""
    chosen = _arguments()
    SCRATCH.mkdir(parents=True, exist_ok=True)
    try:
        return _run_all(chosen.server, _clients(chosen.client))
    except (InstallError, ServerError, ValueError) as problem:
        print(f"could not run the clients: {problem}", file=sys.stderr)
        return 2


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Drive real clients against a bulk-mock binary.",
        epilog="example: run.py --server target/debug/bulk-mock jsforce",
    )
    parser.add_argument("--server", type=Path, required=True, help="the bulk-mock binary")
    parser.add_argument(
        "client",
        nargs="*",
        help=f"which to run, all by default: {', '.join(client.name for client in CLIENTS)}",
    )
    return parser.parse_args()


def _clients(names: list[str]) -> list[Client]:
    by_name = {client.name: client for client in CLIENTS}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise ValueError(f"no such client: {', '.join(unknown)}; there are {', '.join(by_name)}")
    return [by_name[name] for name in names] or CLIENTS


def _run_all(binary: Path, clients: list[Client]) -> int:
    if not binary.is_file():
        raise ServerError(f"{binary} is not there; build it with `cargo build -p bulk-mock`")
    lists = {client.name: expected.load(client.folder / "expected.toml") for client in clients}
    for client in clients:
        print(f"preparing {client.name}", flush=True)
        client.installer(client.folder)
    verdicts: list[Verdict] = []
    with Server(binary.resolve(), SCRATCH / "server.log") as server:
        for client in clients:
            verdicts += _run_client(server, client, lists[client.name])
    failed = sum(bool(verdict.difference) for verdict in verdicts)
    print(f"\n{len(verdicts) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _run_client(server: Server, client: Client, steps: ExpectedSteps) -> list[Verdict]:
    """One client in a fresh org of its own, from its first step to its three books."""
    org = client.provider.named(client.name, **client.org)
    server.declare(org)
    if client.generated_rows:
        server.generate(org, GENERATED.read_bytes(), client.generated_rows)
    planted = {name: server.rows(org, name) for name in org.rules.planted}
    run = drive(client.command, client.folder, server.url, org, _scratch(client))
    if client.generated_rows:
        # Rows that nobody gave stand in no book; the driver proves them by their digest.
        verdicts = expected.judge(steps, run.outcomes)
        report.print_steps(client.name, verdicts)
        return verdicts
    comparison = _compare(server, org, planted, run, expected.known_bugs(steps))
    verdicts = expected.judge(steps, _with_books(run.outcomes, comparison))
    report.print_steps(client.name, verdicts)
    report.print_books(comparison)
    return verdicts


def _scratch(client: Client) -> Path:
    """An empty folder for one run of one client; it stays for those who want to look."""
    folder = SCRATCH / client.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _compare(
    server: Server,
    org: Org,
    planted: Mapping[str, list[dict]],
    run: Run,
    known_bugs: set[str],
) -> books.Comparison:
    ledger = Ledger.read(run.books, org.rules)
    org_rows = {
        name: books.without_planted(server.rows(org, name), planted.get(name, []))
        for name in ledger.objects()
    }
    return books.compare(ledger, org_rows, known_bugs, org.rules)


def _with_books(
    said: Mapping[str, Outcome], comparison: books.Comparison
) -> dict[str, Outcome]:
    """What the driver said of its steps, less what the books do not bear out."""
    outcomes = {
        step: _borne_out(outcome, comparison.of_step(step)) for step, outcome in said.items()
    }
    ownerless = [found.text for found in comparison.differences if found.step not in said]
    agree = comparison.agree() and not ownerless
    outcomes[BOOKS_STEP] = Outcome(agree, "\n".join(ownerless))
    return outcomes


def _borne_out(outcome: Outcome, differences: list[str]) -> Outcome:
    if not differences:
        return outcome
    return Outcome(False, "\n".join(filter(None, [outcome.detail, *differences])))


if __name__ == "__main__":
    sys.exit(main())
