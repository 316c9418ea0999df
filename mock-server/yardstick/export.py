#!/usr/bin/env python3
"""Measures an export of generated rows against a stream of rows that cost nothing to find.

A query job over rows that no one stored is run and its results are downloaded, once as one page and
once as pages of the default size; the yardstick sends as many made-up rows of about the same size in
one answer. All are read by curl into nothing, in turn, on one machine. The share of the yardstick's
speed is that of one page, like with like; a page of its own costs a request, and here a curl.
Exit status: 0 when all went well, 1 when rows were missing or the share is below --fail-below,
2 when a run could not be made.
"""

from __future__ import annotations

import argparse
import http.client
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import options
from flow import TOKEN, ask
from options import met
from server import Server, ServerError

QUERIES = "/services/data/v62.0/jobs/query"
QUERY = (
    "SELECT Id, External_Id__c, FirstName, LastName, Email, Phone, MailingCity, CreatedDate"
    " FROM Contact"
)
COUNT = "/services/data/v62.0/query?q=SELECT+COUNT()+FROM+Contact"
PAGE_ROWS = 250_000  # the default
AIM_SHARE = 0.5
AIM_ABOVE_IDLE_MIB = 64


@dataclass(frozen=True)
class Download:
    """One download, page by page."""

    seconds: float
    bytes: int
    rows: int
    above_idle_mib: float

    @property
    def mb_per_s(self) -> float:
        """Megabytes in a second."""
        return self.bytes / 1e6 / self.seconds


def main() -> int:
    """The command line."""
    chosen = _arguments()
    return options.judged(lambda: _measure(chosen), chosen.fail_below)


def _arguments() -> argparse.Namespace:
    parser = options.speed_parser(
        "Measure an export of generated rows against a bare stream of rows.",
        "example: export.py --rows 10000000 --pairs 3 --fail-below 0.25",
        rows=10_000_000,
        pairs=3,
    )
    if shutil.which("curl") is None:
        parser.error("curl is needed to read fast enough")
    return options.parse(parser)


def _measure(chosen: argparse.Namespace) -> float:
    print(f"{chosen.rows:,} generated contacts, {QUERY.count(',') + 1} fields, one query job")
    print("MB are 1 000 000 bytes of CSV")
    print()
    print(f"{'':6}{'MB/s':^30}{'':8}{'rows/s':>12}{'above idle':>12}")
    print(f"{'pair':<6}{'yardstick':>10}{'one page':>10}{'paged':>10}{'share':>8}"
          f"{'one page':>12}{'MiB':>12}")
    shares, ours_all = [], []
    for number in range(1, chosen.pairs + 1):
        bare, whole, paged = _runs(chosen, number)
        shares.append(whole.mb_per_s / bare.mb_per_s)
        ours_all += [whole, paged]
        above = max(whole.above_idle_mib, paged.above_idle_mib)
        print(f"{number:<6}{bare.mb_per_s:>10,.0f}{whole.mb_per_s:>10,.0f}{paged.mb_per_s:>10,.0f}"
              f"{shares[-1]:>8.2f}{whole.rows / whole.seconds:>12,.0f}{above:>12.1f}", flush=True)
    share = median(shares)
    above = max(run.above_idle_mib for run in ours_all)
    print()
    print(f"rows       {ours_all[0].rows:,} each time, as the job, its pages and a count say")
    print(f"speed      {share:.2f} of the yardstick's, aim {AIM_SHARE}: {met(share >= AIM_SHARE)}")
    print(f"memory     at most {above:.1f} MiB above idle, aim {AIM_ABOVE_IDLE_MIB}: "
          f"{met(above < AIM_ABOVE_IDLE_MIB)}")
    return share


def _runs(chosen: argparse.Namespace, number: int) -> tuple[Download, Download, Download]:
    # Who goes first changes: a machine that grows slower, or warm, favours none.
    if number % 2 == 1:
        bare = _bare(chosen)
        return bare, _ours(chosen, 2 * chosen.rows), _ours(chosen, PAGE_ROWS)
    whole, paged = _ours(chosen, 2 * chosen.rows), _ours(chosen, PAGE_ROWS)
    return _bare(chosen), whole, paged


def _bare(chosen: argparse.Namespace) -> Download:
    with Server([chosen.yardstick]) as server:
        started = time.perf_counter()
        size, _ = _get(f"{server.url}/blob/{chosen.rows}")
        return Download(time.perf_counter() - started, size, chosen.rows, 0)


def _ours(chosen: argparse.Namespace, page_rows: int) -> Download:
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as settings:
        settings.write(f"[settings.salesforce]\nquery_page_rows = {page_rows}\n")
        settings.flush()
        command = [chosen.server, "serve", "--port", "0", "--settings", settings.name,
                   "--generate", f"contacts={chosen.rows}"]
        return _export(command, chosen.rows)


def _export(command: list[str | Path], made: int) -> Download:
    with Server(command) as server:
        idle = server.memory_peak_mib() or 0.0
        connection = server.connect()
        wanted = {"operation": "query", "query": QUERY}
        started = time.perf_counter()
        job = ask(connection, "POST", QUERIES, wanted)["id"]
        counted = _wait(connection, job)
        size, rows, locator = 0, 0, None
        while locator != "null":
            at = f"{server.url}{QUERIES}/{job}/results"
            page, head = _get(at if locator is None else f"{at}?locator={locator}")
            size, rows = size + page, rows + int(head["sforce-numberofrecords"])
            locator = head["sforce-locator"]
        seconds = time.perf_counter() - started
        # The demo org has a few contacts of its own.
        there = ask(connection, "GET", COUNT)["totalSize"]
        connection.close()
        if not rows == counted == there >= made:
            raise ServerError(f"{rows} rows on all pages, {counted} counted, {there} there")
        return Download(seconds, size, rows, (server.memory_peak_mib() or 0.0) - idle)


def _wait(connection: http.client.HTTPConnection, job: str) -> int:
    while True:
        info = ask(connection, "GET", f"{QUERIES}/{job}")
        if info["state"] == "JobComplete":
            return info["numberRecordsProcessed"]
        if info["state"] in ("Failed", "Aborted"):
            raise ServerError(f"the job did not go well: {info}")


def _get(url: str) -> tuple[int, dict[str, str]]:
    """Bytes of the body, which goes nowhere, and the headers."""
    with tempfile.NamedTemporaryFile("r") as head:
        command = ["curl", "--silent", "--fail", "--output", "/dev/null", "--dump-header",
                   head.name, "--write-out", "%{size_download}",
                   "--header", f"Authorization: Bearer {TOKEN}", url]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ServerError(f"curl {url}: status {done.returncode}")
        lines = (line.partition(":") for line in head.read().splitlines())
        return int(done.stdout), {name.strip().lower(): value.strip() for name, _, value in lines}


if __name__ == "__main__":
    sys.exit(main())
