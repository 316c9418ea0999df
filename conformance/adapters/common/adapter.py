"""What the adapters in Python share: the lines of the adapter protocol, version 1.

`serve` reads what the kit says on standard in, runs each case in a thread, and answers on standard
out. An operation is a function that takes a `Case` and a session, and gives an outcome. It asks
its client inside of `asking()`: what is raised in there is the client's own error, which the
adapter classifies; what is raised elsewhere is the adapter's fault, and told as `broken`.

It knows no client, no provider's calls, no requirement, and no fake. It never asks twice.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

PROTOCOL = 1

#: Longer texts of errors are cut: a client may show a whole page, and a line has its limit.
MESSAGE_CHARS_MAX = 20_000

Outcome = dict[str, Any]

_CLASSES: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent / "classes.json").read_text(encoding="utf-8")
)


class Unsupported(Exception):
    """The client has no such operation, option or value."""


class Cancelled(Exception):
    """The kit asked for an end while the adapter waited."""


class ClientError(Exception):
    """What the client raised, as its `__cause__`."""


@contextmanager
def asking() -> Iterator[None]:
    """Marks what is the client's doing."""
    try:
        yield
    except (Unsupported, Cancelled, ClientError):
        raise
    except Exception as error:
        raise ClientError from error


def class_of_code(provider: str, code: str | None, text: str = "") -> str:
    """The class of a provider's error code; a full quota of Marketo shows only in its text."""
    if provider == "marketo" and code == "1029" and "quota" in text.lower():
        return "quota"
    return _CLASSES[provider].get(str(code), "rejected")


def ok(
    jobs: list[dict[str, Any]] | None = None,
    rows: dict[str, Path] | None = None,
    partial: bool = False,
) -> Outcome:
    """The client says that it did what it was asked."""
    files = {name: str(path) for name, path in (rows or {}).items()}
    return {"kind": "ok", "jobs": jobs or [], "rows": files, "partial": partial}


def error(class_: str, message: str, **more: Any) -> Outcome:
    """The client says that it failed. `more`: `code`, `job_id`."""
    told = {name: value for name, value in more.items() if value is not None}
    return {"kind": "error", "class": class_, "message": message[:MESSAGE_CHARS_MAX], **told}


@dataclass
class Case:
    """A case under way: what the kit said, and how to talk to the kit meanwhile."""

    said: dict[str, Any]
    say: Callable[[dict[str, Any]], None]
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def op(self) -> str:
        """The operation."""
        return self.said["op"]

    @property
    def target(self) -> dict[str, Any]:
        """Where to go, and as whom."""
        return self.said["target"]

    @property
    def args(self) -> dict[str, Any]:
        """Arguments under the provider's own names."""
        return self.said.get("args") or {}

    @property
    def input(self) -> dict[str, Any]:
        """Rows to load."""
        return self.said.get("input") or {}

    @property
    def folder(self) -> Path:
        """The case's own folder."""
        return Path(self.said["dir"])

    @property
    def poll_s(self) -> float:
        """The pause between two polls, in seconds."""
        return self.said["poll_ms"] / 1000

    def note(self, kind: str, data: dict[str, Any]) -> None:
        """Tells the kit something on the way."""
        self.say({"t": "note", "id": self.said["id"], "kind": kind, "data": data})

    def pause(self) -> None:
        """Waits for one pause between two polls, where the client leaves that to its user."""
        if self.cancelled.wait(self.poll_s):
            raise Cancelled


@dataclass
class Adapter:
    """A client as the protocol sees it."""

    #: `name`, `version`, `homepage`, `issues`.
    client: dict[str, str]
    #: What it can and cannot do, by the names of the protocol.
    features: dict[str, Any]
    #: Makes a client for a target, as its user would.
    connect: Callable[[dict[str, Any]], Any]
    #: The operations by name.
    ops: dict[str, Callable[[Case, Any], Outcome]]
    #: What a caller can tell of an error that the client raised.
    classify: Callable[[Exception], Outcome]
    parallel: int = 4


class Sessions:
    """One client for all cases of a session with one target; one of its own for a case without.

    A client object belongs to the tenant that it was made for, so its user has one for each.
    """

    def __init__(self, connect: Callable[[dict[str, Any]], Any]) -> None:
        self._connect = connect
        self._made: dict[tuple[str, str], Any] = {}
        self._lock = threading.Lock()

    def of(self, case: Case) -> Any:
        """The client of a case."""
        name = case.said.get("session")
        if name is None:
            return self._make(case)
        key = (name, json.dumps(case.target, sort_keys=True))
        with self._lock:
            if key not in self._made:
                self._made[key] = self._make(case)
            return self._made[key]

    def _make(self, case: Case) -> Any:
        with asking():
            return self._connect(case.target)


def serve(adapter: Adapter) -> None:
    """Answers the kit until it says `bye` or goes away."""
    _Loop(adapter, sys.stdin, _take_stdout()).run()


def _take_stdout() -> TextIO:
    """Standard out, for messages alone: what the client prints goes to standard error."""
    messages = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    return messages


class _Loop:
    def __init__(self, adapter: Adapter, lines: TextIO, out: TextIO) -> None:
        self._adapter = adapter
        self._lines = lines
        self._out = out
        self._out_lock = threading.Lock()
        self._sessions = Sessions(adapter.connect)
        self._under_way: dict[str, Case] = {}

    def run(self) -> None:
        with ThreadPoolExecutor(max_workers=self._adapter.parallel) as threads:
            for line in self._lines:
                if not line.strip():
                    continue
                said = json.loads(line)
                kind = said.get("t")
                if kind == "bye":
                    break
                if kind == "hello":
                    self._greet(said)
                elif kind == "case":
                    case = Case(said, self._say)
                    self._under_way[said["id"]] = case
                    threads.submit(self._settle, case)
                elif kind == "cancel":
                    if case := self._under_way.get(said["id"]):
                        case.cancelled.set()
                elif "id" in said:
                    self._done(said["id"], {"kind": "unsupported", "what": str(kind)})
            for case in list(self._under_way.values()):
                case.cancelled.set()

    def _greet(self, said: dict[str, Any]) -> None:
        if PROTOCOL not in said["protocol"]:
            raise SystemExit(f"this adapter speaks version {PROTOCOL} of the protocol only")
        runtime = {"language": "Python", "runtime": f"python {platform.python_version()}"}
        self._say(
            {
                "t": "ready",
                "protocol": PROTOCOL,
                "client": {**self._adapter.client, **runtime},
                "ops": list(self._adapter.ops),
                "features": self._adapter.features,
                "parallel": self._adapter.parallel,
            }
        )

    def _settle(self, case: Case) -> None:
        try:
            outcome = self._outcome(case)
        finally:
            self._under_way.pop(case.said["id"], None)
        self._done(case.said["id"], outcome)

    def _outcome(self, case: Case) -> Outcome:
        op = self._adapter.ops.get(case.op)
        if op is None:
            return {"kind": "unsupported", "what": case.op}
        try:
            case.folder.mkdir(parents=True, exist_ok=True)
            return op(case, self._sessions.of(case))
        except Unsupported as lack:
            return {"kind": "unsupported", "what": str(lack)}
        except Cancelled:
            return error("cancelled", "cancelled while the adapter waited between two looks")
        except ClientError as raised:
            assert isinstance(raised.__cause__, Exception)
            return self._adapter.classify(raised.__cause__)
        except Exception:
            return {"kind": "broken", "message": traceback.format_exc(limit=-4)}

    def _done(self, case_id: str, outcome: Outcome) -> None:
        self._say({"t": "done", "id": case_id, "outcome": outcome})

    def _say(self, message: dict[str, Any]) -> None:
        line = json.dumps(message, ensure_ascii=False)
        with self._out_lock:
            self._out.write(line + "\n")
            self._out.flush()
