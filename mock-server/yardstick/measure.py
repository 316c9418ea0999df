#!/usr/bin/env python3
"""Measures bulk-mock against the yardstick: the same job, in turn, each time on a fresh server.

Only the ratio between the two says something: seconds are those of this machine, at this moment.
Exit status: 0 when all went well, 1 when results were wrong or the ratio is above --fail-above,
2 when a run could not be made.
"""

from __future__ import annotations

import argparse
import http.client
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import check
import contacts
import flow
import options
from flow import Flow
from options import met
from server import Server, ServerError

AIM_RATIO = 2.0
AIM_POLL_P99_S = 0.020

STAGES = ("create", "upload", "process", "results")


@dataclass(frozen=True)
class Pair:
    """The same job on both, one right after the other."""

    yardstick: Flow
    ours: Flow

    @property
    def ratio(self) -> float:
        """How many times the yardstick's time ours took."""
        return self.ours.total_s / self.yardstick.total_s


def main() -> int:
    """The command line."""
    chosen = _arguments()
    try:
        with tempfile.TemporaryDirectory() as folder:
            ratio = _measure(chosen, Path(folder) / "contacts.csv")
    except check.WrongResults as problem:
        print(f"wrong results: {problem}", file=sys.stderr)
        return 1
    except (ServerError, OSError, http.client.HTTPException) as problem:
        print(f"could not measure: {problem}", file=sys.stderr)
        return 2
    if chosen.fail_above is not None and ratio > chosen.fail_above:
        print(f"too slow: {ratio:.2f} times the yardstick's time", file=sys.stderr)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = options.parser(
        "Measure bulk-mock against the least possible server.",
        "example: measure.py --rows 100000 --pairs 3 --fail-above 4.0",
        rows=1_000_000,
        pairs=5,
    )
    parser.add_argument(
        "--fail-above", type=float, metavar="RATIO", help="exit with 1 if the median is above it"
    )
    return options.parse(parser)


def _measure(chosen: argparse.Namespace, csv: Path) -> float:
    contacts.write(csv, chosen.rows)
    print(f"{chosen.rows:,} rows, {csv.stat().st_size / 1e6:.1f} MB, upserted in one job")
    print("seconds from create to the last byte of the results; both servers fresh for each run")
    print()
    print(f"{'':6}{'seconds':^20}{'':8}{'peak MiB':^20}{'poll ms: p50, p99, longest':^44}")
    sides = f"{'yardstick':>10}{'ours':>10}"
    print(f"{'pair':<6}{sides}{'ratio':>8}{sides}{'yardstick':>22}{'ours':>22}")
    pairs = []
    for number in range(1, chosen.pairs + 1):
        pair = _pair(chosen, csv, number)
        pairs.append(pair)
        _print_line(str(number), [pair], pair.ratio)
    ratio = median(pair.ratio for pair in pairs)
    _print_line("all", pairs, ratio)
    print()
    _print_stages("yardstick", [pair.yardstick for pair in pairs])
    _print_stages("ours", [pair.ours for pair in pairs])
    print()
    _print_verdict(pairs, ratio, chosen.rows)
    return ratio


def _pair(chosen: argparse.Namespace, csv: Path, number: int) -> Pair:
    yardstick, ours = _run_yardstick, _run_ours
    # Who goes first changes: a machine that grows slower, or warm, favours none.
    if number % 2 == 1:
        first = yardstick(chosen, csv)
        return Pair(first, ours(chosen, csv))
    first = ours(chosen, csv)
    return Pair(yardstick(chosen, csv), first)


def _run_yardstick(chosen: argparse.Namespace, csv: Path) -> Flow:
    with Server([chosen.yardstick]) as server:
        return flow.run(server, csv)


def _run_ours(chosen: argparse.Namespace, csv: Path) -> Flow:
    with Server([chosen.server, "serve", "--port", "0"]) as server:
        before = check.rows_in_org(server)
        took = flow.run(server, csv)
        check.results(server, took, csv)
        came = check.rows_in_org(server) - before
        if came != chosen.rows:
            raise check.WrongResults(f"{chosen.rows} rows went in, the org has {came} more")
        return took


def _print_line(name: str, pairs: list[Pair], ratio: float) -> None:
    both = [[pair.yardstick for pair in pairs], [pair.ours for pair in pairs]]
    seconds = "".join(f"{median(flow.total_s for flow in flows):>10.2f}" for flows in both)
    memory = "".join(f"{_memory(flows):>10}" for flows in both)
    polls = "".join(f"{_polls(flows):>22}" for flows in both)
    print(f"{name:<6}{seconds}{ratio:>8.2f}{memory}{polls}", flush=True)


def _memory(flows: list[Flow]) -> str:
    peak = _median_peak(flows)
    return "unknown" if peak is None else f"{peak:.0f}"


def _median_peak(flows: list[Flow]) -> float | None:
    peaks = [flow.memory_peak_mib for flow in flows]
    return None if None in peaks else median(peaks)


def _polls(flows: list[Flow]) -> str:
    waits = _waits(flows)
    figures = (_percentile(waits, 0.5), _percentile(waits, 0.99), waits[-1])
    return "".join(f"{1000 * seconds:>7.1f}" for seconds in figures)


def _waits(flows: list[Flow]) -> list[float]:
    return sorted(wait for flow in flows for wait in flow.polls_s)


def _percentile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _print_stages(name: str, flows: list[Flow]) -> None:
    medians = [median(seconds) for seconds in zip(*(flow.stages_s for flow in flows))]
    stages = "   ".join(f"{stage} {s:.3f} s" for stage, s in zip(STAGES, medians))
    print(f"{name:<10} {stages}")


def _print_verdict(pairs: list[Pair], ratio: float, rows: int) -> None:
    ours, yardstick = [pair.ours for pair in pairs], [pair.yardstick for pair in pairs]
    waits = _waits(ours)
    p99 = _percentile(waits, 0.99)
    print(f"results    checked: {len(pairs)} x {rows:,} rows, each once, its cells as uploaded")
    print(f"rows       in org: {rows:,} more after each run")
    is_met = met(ratio <= AIM_RATIO)
    print(f"time       {ratio:.2f} times the yardstick's, aim {AIM_RATIO}: {is_met}")
    our_peak, peak = _median_peak(ours), _median_peak(yardstick)
    if our_peak is not None and peak is not None:
        share = our_peak / peak
        print(f"memory     {share:.2f} times the yardstick's peak, aim 1.0: {met(share <= 1.0)}")
    aim = f"aim {1000 * AIM_POLL_P99_S:.0f} ms: {met(p99 < AIM_POLL_P99_S)}"
    longest = f"longest of {len(waits):,}: {1000 * waits[-1]:.1f} ms"
    print(f"polls      p99 {1000 * p99:.1f} ms, {aim}; {longest}")


if __name__ == "__main__":
    sys.exit(main())
