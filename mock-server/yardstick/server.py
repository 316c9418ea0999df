"""A server under measure: started on a free port, asked for its memory, stopped."""

from __future__ import annotations

import http.client
import re
import select
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

READY_WAIT_S = 30
STOP_WAIT_S = 10
ANSWER_WAIT_S = 300


class ServerError(Exception):
    """A server did not start, or did not answer as it must."""


class Server:
    """A running server that said `ready URL`. Use it as a context manager."""

    def __init__(self, command: list[str | Path]) -> None:
        self._command = command

    def __enter__(self) -> Server:
        try:
            self._process = subprocess.Popen(
                self._command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
        except OSError as error:
            raise ServerError(f"{self._command[0]} could not be started: {error}") from error
        readable, _, _ = select.select([self._process.stdout], [], [], READY_WAIT_S)
        line = self._process.stdout.readline() if readable else ""
        if not line.startswith("ready "):
            self.__exit__()
            raise ServerError(f"{self._command[0]} did not say within {READY_WAIT_S} s `ready URL`")
        self.url = line.removeprefix("ready ").strip()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_WAIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def connect(self) -> http.client.HTTPConnection:
        """An open connection of its own."""
        address = urlsplit(self.url)
        connection = http.client.HTTPConnection(
            address.hostname, address.port, timeout=ANSWER_WAIT_S
        )
        connection.connect()
        return connection

    def memory_peak_mib(self) -> float | None:
        """The most memory that the process ever had; None where the system does not tell."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return None
        found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
        return int(found[1]) / 1024 if found else None
