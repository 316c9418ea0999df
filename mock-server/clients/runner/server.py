"""The server under test: started on a free port, asked over `/_mock`, stopped.

This file and `orgs` are the only ones that know the admin surface of the mock.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from runner.orgs import Org

READY_PREFIX = "ready "
READY_WAIT_S = 30
STOP_WAIT_S = 10
ADMIN_WAIT_S = 30

#: Every run has the same orgs, ids and tokens.
SEED = 1


class ServerError(Exception):
    """The server did not start, did not answer as it must, or did not stop cleanly."""


class Server:
    """A running `bulk-mock`. Use it as a context manager."""

    def __init__(self, binary: Path, log: Path) -> None:
        self._binary = binary
        self._log_path = log
        self._ready: queue.Queue[str | None] = queue.Queue()
        self.url = ""

    def __enter__(self) -> Server:
        self._log = self._log_path.open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            [self._binary, "serve", "--port", "0", "--seed", str(SEED)],
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read_output, args=(self._process.stdout,))
        self._reader.start()
        try:
            self.url = self._await_ready()
        except ServerError:
            self._end()
            raise
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        status = self._end()
        if kind is None and status != 0:
            raise ServerError(f"server ended with {status} on SIGTERM, see {self._log_path}")

    def declare(self, org: Org) -> None:
        """Makes a fresh org."""
        self._ask("/_mock/orgs", org.declaration())

    def generate(self, org: Org, fixture: bytes, rows: int) -> None:
        """Puts the generated rows of a fixture into an org, so many of the table that counts."""
        self._ask(f"/_mock/orgs/{org.name}/generated?rows={rows}", fixture)

    def rows(self, org: Org, object_name: str) -> list[dict]:
        """All rows of an object as they are stored, deleted ones too."""
        return json.loads(self._ask(org.rows_path(object_name)))

    def _ask(self, path: str, body: dict | bytes | None = None) -> bytes:
        request = urllib.request.Request(
            self.url + path,
            data=json.dumps(body).encode() if isinstance(body, dict) else body,
            headers={"Accept": "application/json", "Content-Type": "application/json"},
        )
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with direct.open(request, timeout=ADMIN_WAIT_S) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")
            method = request.get_method()
            raise ServerError(f"{method} {path} answered {error.code}: {text}") from None
        except OSError as error:
            gone = f"{path} got no answer ({error}), see {self._log_path}"
            raise ServerError(gone) from None

    def _read_output(self, output: IO[str]) -> None:
        """Keeps reading, so that the server never waits for a full pipe."""
        for line in output:
            self._log.write(line)
            if line.startswith(READY_PREFIX):
                self._ready.put(line.removeprefix(READY_PREFIX).strip())
        self._ready.put(None)

    def _await_ready(self) -> str:
        try:
            url = self._ready.get(timeout=READY_WAIT_S)
        except queue.Empty:
            raise ServerError(f"no `ready` line within {READY_WAIT_S} s") from None
        if url is None:
            raise ServerError(f"server ended before it was ready, see {self._log_path}")
        return url

    def _end(self) -> int:
        """Asks the server to stop, insists after a while, and gives its exit status."""
        self._process.terminate()
        try:
            status = self._process.wait(timeout=STOP_WAIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._reader.join()
        self._log.close()
        return status
