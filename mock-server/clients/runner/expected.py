"""The committed list of a client: each step passes, or fails for a known bug of that client.

A step that is missing on either side, a pass that fails, a known bug that passes, and a
known bug that fails in another way than the list says are all differences.

    [steps]
    login_token = "pass"

    [steps.delete_job]
    known_bug = "what the client does wrong, in one sentence"
    evidence = "where that can be checked"
    shows = "text that must appear in what the run reports of the step"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_KNOWN_BUG_KEYS = {"known_bug", "evidence", "shows"}


@dataclass(frozen=True)
class KnownBug:
    """A step that fails because of the client, with the text that tells this failure."""

    cause: str
    evidence: str
    shows: str


@dataclass(frozen=True)
class Outcome:
    """What a run says of one step."""

    ok: bool
    detail: str = ""


@dataclass(frozen=True)
class Verdict:
    """One step of the run held against the list; `difference` is empty when they agree."""

    step: str
    word: str
    detail: str
    difference: str = ""


#: Step to `None` for a pass, or to the bug that makes it fail.
ExpectedSteps = Mapping[str, KnownBug | None]


def load(path: Path) -> dict[str, KnownBug | None]:
    """The steps of an expected list, in its order.

    Raises `ValueError`, with the file and the step, for anything but the two forms above.
    """
    with path.open("rb") as file:
        document = tomllib.load(file)
    if set(document) != {"steps"}:
        raise ValueError(f"{path}: the only table is [steps]")
    return {step: _entry(path, step, entry) for step, entry in document["steps"].items()}


def _entry(path: Path, step: str, entry: object) -> KnownBug | None:
    if entry == "pass":
        return None
    if isinstance(entry, dict) and set(entry) == _KNOWN_BUG_KEYS and all(entry.values()):
        return KnownBug(entry["known_bug"], entry["evidence"], entry["shows"])
    raise ValueError(f'{path}: step {step}: write "pass", or known_bug, evidence and shows')


def known_bugs(expected: ExpectedSteps) -> set[str]:
    """The steps that are to fail."""
    return {step for step, bug in expected.items() if bug is not None}


def judge(expected: ExpectedSteps, outcomes: Mapping[str, Outcome]) -> list[Verdict]:
    """Holds a run against its list: the steps of the run in order, then those it lacks."""
    verdicts = [_judge_step(expected, step, outcome) for step, outcome in outcomes.items()]
    missing = [step for step in expected if step not in outcomes]
    return verdicts + [
        Verdict(step, "missing", "", "the list names this step, the run did not take it")
        for step in missing
    ]


def _judge_step(expected: ExpectedSteps, step: str, outcome: Outcome) -> Verdict:
    if step not in expected:
        return Verdict(step, "unlisted", outcome.detail, "the run took it, the list lacks it")
    bug = expected[step]
    if bug is None:
        return _judge_pass(step, outcome)
    return _judge_known_bug(step, bug, outcome)


def _judge_pass(step: str, outcome: Outcome) -> Verdict:
    if outcome.ok:
        return Verdict(step, "pass", outcome.detail)
    return Verdict(step, "failed", outcome.detail, "the list says that it passes")


def _judge_known_bug(step: str, bug: KnownBug, outcome: Outcome) -> Verdict:
    if outcome.ok:
        return Verdict(step, "passed", outcome.detail, f"the list has a known bug: {bug.cause}")
    if bug.shows not in outcome.detail:
        why = f"failed, but without the sign of the known bug, {bug.shows!r}"
        return Verdict(step, "failed", outcome.detail, why)
    return Verdict(step, "known bug", bug.cause)
