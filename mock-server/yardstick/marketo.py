#!/usr/bin/env python3
"""Measures Marketo's two bulk flows: an import of as many bytes as it takes, and an extract of leads.

The import is timed from the upload to the poll that sees `Complete`, polled without a pause; the
yardstick takes the same rows, from the create to the poll that sees `JobComplete`, and checks nothing.
The extract is timed from the create to the last byte of the file, whose size and SHA-256 are those of
the status; the yardstick sends as many made-up rows in one answer. Both servers run on one machine, in
turn. Exit status: 0 when all went well, 1 when rows were missing or the extract is slower than
--fail-below, 2 when a run could not be made.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import contacts
import flow
import options
from server import Server, ServerError

TOKEN_CALL = (
    "/identity/oauth/token?grant_type=client_credentials"
    "&client_id=demo-client&client_secret=demo-secret"
)
#: What an import takes at most; the multipart frame wants a little of it.
IMPORT_BYTES = (10 << 20) - 1024
HEADER = "title,firstName,lastName,email,phone,company"
FIELDS = ["id", "email", "firstName", "lastName", "phone", "city", "createdAt", "updatedAt"]
BOUNDARY = "yardstick"
DAYS_MAX = 31
AIM_SHARE = 0.5
AIM_ABOVE_IDLE_MIB = 64


@dataclass(frozen=True)
class Took:
    """What one run took."""

    seconds: float
    bytes: int
    rows: int
    above_idle_mib: float

    @property
    def mb_per_s(self) -> float:
        """Megabytes in a second."""
        return self.bytes / 1e6 / self.seconds


class Client:
    """A client of the demo org's Marketo side."""

    def __init__(self, server: Server) -> None:
        self.connection = server.connect()
        token = self._call("GET", TOKEN_CALL, None, {})["access_token"]
        self._headers = {"Authorization": f"Bearer {token}"}

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> dict:
        """The first result of a call that goes well."""
        headers = self._headers | ({"Content-Type": kind} if kind else {})
        said = self._call(method, path, body, headers)
        if not said["success"]:
            raise ServerError(f"{method} {path}: {said['errors']}")
        return said["result"][0]

    def read(self, path: str) -> tuple[int, str]:
        """The size and the digest of a file."""
        self.connection.request("GET", path, headers=self._headers)
        response, size, digest = self.connection.getresponse(), 0, hashlib.sha256()
        while block := response.read(1 << 20):
            size += len(block)
            digest.update(block)
        return size, f"sha256:{digest.hexdigest()}"

    def skim(self, path: str) -> int:
        """The size of a file that goes nowhere."""
        self.connection.request("GET", path, headers=self._headers)
        response, size, block = self.connection.getresponse(), 0, bytearray(1 << 20)
        while read := response.readinto(block):
            size += read
        return size

    def _call(self, method: str, path: str, body: bytes | None, headers: dict) -> dict:
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read()
        if response.status != 200:
            raise ServerError(f"{method} {path}: {response.status} {text[:300]!r}")
        return json.loads(text)


def main() -> int:
    """The command line."""
    chosen = _arguments()
    return options.judged(lambda: _measure(chosen), chosen.fail_below)


def _arguments() -> argparse.Namespace:
    parser = options.speed_parser(
        "Measure an import and an extract of Marketo.",
        "example: marketo.py --rows 1000000 --pairs 3 --fail-below 0.1",
        rows=1_000_000,
        pairs=3,
    )
    return options.parse(parser)


def _measure(chosen: argparse.Namespace) -> float:
    with tempfile.TemporaryDirectory() as folder:
        rows = _import_rows(Path(folder))
        _measure_imports(chosen, rows)
        return _measure_extracts(chosen)


# --- the import


def _import_rows(folder: Path) -> Path:
    """As many of the yardstick's contacts, as leads, as one import takes."""
    path = folder / "leads.csv"
    # Contacts are about 97 bytes each.
    contacts.write(path, IMPORT_BYTES // 90)
    text = path.read_bytes().replace(contacts.HEADER.encode(), HEADER.encode(), 1)
    # The last row that fits; a line end that is quoted is no row's.
    end = text.rfind(b"\nC-", 0, IMPORT_BYTES) + 1
    path.write_bytes(text[:end])
    return path


def _measure_imports(chosen: argparse.Namespace, rows: Path) -> None:
    count = rows.read_bytes().count(b"\nC-")
    print(f"import of {count:,} leads, {rows.stat().st_size / 1e6:.1f} MB, each a new one")
    print(f"{'pair':<6}{'yardstick s':>12}{'ours s':>10}{'ratio':>8}{'above idle MiB':>28}")
    ratios = []
    for number in range(1, chosen.pairs + 1):
        runs = (_bare_import, _our_import)
        bare, ours = (run(chosen, rows, count) for run in runs)
        ratios.append(ours.seconds / bare.seconds)
        memory = f"{bare.above_idle_mib:.0f} and {ours.above_idle_mib:.0f}"
        print(f"{number:<6}{bare.seconds:>12.2f}{ours.seconds:>10.2f}{ratios[-1]:>8.2f}"
              f"{memory:>28}", flush=True)
    print(f"time       {median(ratios):.2f} times the yardstick's, which checks nothing")
    print()


def _our_import(chosen: argparse.Namespace, rows: Path, count: int) -> Took:
    with Server([chosen.server, "serve", "--port", "0"]) as server:
        client, idle = Client(server), server.memory_peak_mib() or 0.0
        head = (
            f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; "
            f"filename=\"leads.csv\"\r\nContent-Type: text/csv\r\n\r\n"
        )
        body = head.encode() + rows.read_bytes() + f"\r\n--{BOUNDARY}--\r\n".encode()
        started = time.perf_counter()
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        path = "/bulk/v1/leads.json?format=csv&lookupField=email"
        batch = client.ask("POST", path, body, kind)["batchId"]
        while True:
            state = client.ask("GET", f"/bulk/v1/leads/batch/{batch}.json")
            if state["status"] in ("Complete", "Failed"):
                break
        seconds = time.perf_counter() - started
        if (state["numOfLeadsProcessed"], state["numOfRowsFailed"]) != (count, 0):
            raise ServerError(f"{count} rows went in: {state}")
        return Took(seconds, len(body), count, (server.memory_peak_mib() or 0.0) - idle)


def _bare_import(chosen: argparse.Namespace, rows: Path, count: int) -> Took:
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        text = rows.read_bytes().replace(HEADER.encode(), contacts.HEADER.encode(), 1)
        file.write(text)
        file.flush()
        with Server([chosen.yardstick]) as server:
            idle = server.memory_peak_mib() or 0.0
            took = flow.run(server, Path(file.name))
            # All but the reading of the results, which Marketo has none of.
            seconds = sum(took.stages_s[:-1])
            return Took(seconds, len(text), count, (server.memory_peak_mib() or 0.0) - idle)


# --- the extract


def _measure_extracts(chosen: argparse.Namespace) -> float:
    print(f"extract of {chosen.rows:,} generated leads, {len(FIELDS)} fields")
    print("MB are 1 000 000 bytes of CSV; `both` is from the create to the last byte of the file")
    print(f"{'pair':<6}{'yardstick MB/s':>16}{'file MB/s':>12}{'share':>8}{'both s':>10}"
          f"{'above idle MiB':>18}")
    shares, above = [], 0.0
    for number in range(1, chosen.pairs + 1):
        bare = _bare_extract(chosen)
        file, whole = _our_extract(chosen)
        shares.append(file.mb_per_s / bare.mb_per_s)
        above = max(above, file.above_idle_mib)
        print(f"{number:<6}{bare.mb_per_s:>16,.0f}{file.mb_per_s:>12,.0f}{shares[-1]:>8.2f}"
              f"{whole:>10.2f}{file.above_idle_mib:>18.1f}", flush=True)
    share = median(shares)
    print(f"rows       {chosen.rows:,} each time, size and SHA-256 as the status says")
    print(f"speed      {share:.2f} of the yardstick's, aim {AIM_SHARE}: "
          f"{options.met(share >= AIM_SHARE)}")
    print(f"memory     at most {above:.1f} MiB above idle, aim {AIM_ABOVE_IDLE_MIB}: "
          f"{options.met(above < AIM_ABOVE_IDLE_MIB)}")
    return share


def _bare_extract(chosen: argparse.Namespace) -> Took:
    with Server([chosen.yardstick]) as server:
        connection, size, block = server.connect(), 0, bytearray(1 << 20)
        started = time.perf_counter()
        connection.request("GET", f"/blob/{chosen.rows}")
        response = connection.getresponse()
        while read := response.readinto(block):
            size += read
        return Took(time.perf_counter() - started, size, chosen.rows, 0)


def _our_extract(chosen: argparse.Namespace) -> tuple[Took, float]:
    command = [chosen.server, "serve", "--port", "0", "--generate", f"leads={chosen.rows}"]
    # The leads were made over some years, and one range of dates is to hold them all.
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as settings:
        settings.write("[settings.marketo]\ndate_range_days = 36500\n")
        settings.flush()
        with Server([*command, "--settings", settings.name]) as server:
            client, idle = Client(server), server.memory_peak_mib() or 0.0
            started = time.perf_counter()
            export = "/bulk/v1/leads/export"
            wanted = {
                "fields": FIELDS,
                "filter": {
                    "createdAt": {"startAt": "2000-01-01T00:00:00Z", "endAt": "2090-01-01T00:00:00Z"}
                },
            }
            body = json.dumps(wanted).encode()
            job = client.ask("POST", f"{export}/create.json", body, "application/json")["exportId"]
            client.ask("POST", f"{export}/{job}/enqueue.json")
            while True:
                state = client.ask("GET", f"{export}/{job}/status.json")
                if state["status"] not in ("Queued", "Processing"):
                    break
            made = time.perf_counter() - started
            again = time.perf_counter()
            size = client.skim(f"{export}/{job}/file.json")
            seconds = time.perf_counter() - again
            above = (server.memory_peak_mib() or 0.0) - idle
            # The digest costs the client more than the server; it is not timed.
            proven = client.read(f"{export}/{job}/file.json")
            told = (state.get("fileSize"), state.get("fileChecksum"))
            if proven != told or size != proven[0] or state["numberOfRecords"] < chosen.rows:
                raise ServerError(f"the file is {proven}, the status says {state}")
            return Took(seconds, size, chosen.rows, above), made + seconds


if __name__ == "__main__":
    sys.exit(main())
