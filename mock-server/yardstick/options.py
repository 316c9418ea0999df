"""What the measuring programs have in common on their command lines."""

from __future__ import annotations

import argparse
import http.client
import sys
from collections.abc import Callable
from pathlib import Path

from server import ServerError

HERE = Path(__file__).resolve().parent
RELEASE = Path("target") / "release"


def parser(description: str, epilog: str, rows: int, pairs: int) -> argparse.ArgumentParser:
    """A parser with how much is measured, and with which two servers."""
    parser = argparse.ArgumentParser(description=description, epilog=epilog)
    parser.add_argument("--rows", type=int, default=rows, help="rows of a job [%(default)s]")
    parser.add_argument("--pairs", type=int, default=pairs, help="runs of each server [%(default)s]")
    parser.add_argument("--server", type=Path, default=HERE.parent.parent / RELEASE / "bulk-mock")
    parser.add_argument("--yardstick", type=Path, default=HERE / RELEASE / "yardstick")
    return parser


def parse(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """What was chosen, if it can be measured."""
    chosen = parser.parse_args()
    if chosen.rows < 1 or chosen.pairs < 1:
        parser.error("--rows and --pairs are 1 or more")
    return chosen


def speed_parser(
    description: str, epilog: str, rows: int, pairs: int
) -> argparse.ArgumentParser:
    """As `parser`, for a share of the yardstick's speed that must not be too small."""
    made = parser(description, epilog, rows, pairs)
    made.add_argument(
        "--fail-below", type=float, metavar="SHARE", help="exit with 1 if the median is below it"
    )
    return made


def judged(measure: Callable[[], float], fail_below: float | None) -> int:
    """The exit status of a measurement that gives a share of the yardstick's speed."""
    try:
        share = measure()
    except (ServerError, OSError, http.client.HTTPException) as problem:
        print(f"could not measure: {problem}", file=sys.stderr)
        return 2
    if fail_below is not None and share < fail_below:
        print(f"too slow: {share:.2f} of the yardstick's speed", file=sys.stderr)
        return 1
    return 0


def met(is_met: bool) -> str:
    """Whether an aim was reached, in a word."""
    return "met" if is_met else "missed"
