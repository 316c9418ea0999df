"""The flow that is timed: create, upload, close, wait, read the results; polled all the while."""

from __future__ import annotations

import http.client
import json
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from contacts import EXTERNAL_ID_FIELD
from server import ANSWER_WAIT_S, Server, ServerError

JOBS = "/services/data/v62.0/jobs/ingest"
OBJECT = "Contact"
#: The token of the demo org; the yardstick reads none.
TOKEN = "00DDemo00000001!demo.access.token.for.bulk.mock.0001"
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}

POLL_EVERY_S = 0.010
BLOCK_BYTES = 1 << 20
ENDED = ("JobComplete", "Failed", "Aborted")


@dataclass(frozen=True)
class Flow:
    """What one run took."""

    job: str
    #: Seconds of each stage: create, upload, process (from close to JobComplete), results.
    stages_s: tuple[float, ...]
    #: Seconds that each poll waited for its answer.
    polls_s: list[float]
    result_bytes: int
    memory_peak_mib: float | None

    @property
    def total_s(self) -> float:
        """From create to the last byte of the results."""
        return sum(self.stages_s)


def run(server: Server, csv: Path) -> Flow:
    """Uploads `csv` in one upsert job and reads its successful results."""
    connection, poller = server.connect(), Poller(server)
    marks = [time.perf_counter()]
    job = _create(connection)
    marks.append(time.perf_counter())
    with poller.polling(job):
        _upload(server, job, csv)
        marks.append(time.perf_counter())
        ask(connection, "PATCH", f"{JOBS}/{job}", {"state": "UploadComplete"})
        poller.wait_for_end()
        marks.append(time.perf_counter())
        result_bytes = _read_results(server, job)
        marks.append(time.perf_counter())
    connection.close()
    return Flow(
        job=job,
        stages_s=tuple(end - start for start, end in zip(marks, marks[1:])),
        polls_s=poller.waits_s,
        result_bytes=result_bytes,
        memory_peak_mib=server.memory_peak_mib(),
    )


class Poller:
    """Asks for the job on a connection of its own, every 10 ms, until told to stop.

    A poll that waits longer delays the next one, as it does for a client; so look at the longest
    wait too, not at percentiles alone.
    """

    def __init__(self, server: Server) -> None:
        self._connection = server.connect()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._stop, self._ended = threading.Event(), threading.Event()
        self._problem: Exception | None = None
        self.waits_s: list[float] = []

    def polling(self, job: str) -> Poller:
        """Names the job; polls go on as long as the returned context."""
        self._path = f"{JOBS}/{job}"
        return self

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, kind: object, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self._connection.close()
        if self._problem and kind is None:
            raise self._problem

    def wait_for_end(self) -> None:
        """Waits until a poll sees that the job is over."""
        if not self._ended.wait(ANSWER_WAIT_S):
            raise ServerError(f"the job was not over after {ANSWER_WAIT_S} s")
        if self._problem:
            raise self._problem

    def _run(self) -> None:
        try:
            self._poll()
        except Exception as error:  # raised again by whoever waits
            self._problem = error
            self._ended.set()

    def _poll(self) -> None:
        due = time.perf_counter()
        while not self._stop.is_set():
            asked = time.perf_counter()
            info = ask(self._connection, "GET", self._path)
            self.waits_s.append(time.perf_counter() - asked)
            if info["state"] in ENDED:
                if info["state"] != "JobComplete" or info["numberRecordsFailed"] != 0:
                    raise ServerError(f"the job did not go well: {info}")
                self._ended.set()
            due = max(due + POLL_EVERY_S, time.perf_counter())
            self._stop.wait(due - time.perf_counter())


def ask(
    connection: http.client.HTTPConnection, method: str, path: str, body: dict | None = None
) -> dict:
    """One call that is answered with JSON."""
    connection.request(method, path, None if body is None else json.dumps(body), HEADERS)
    response = connection.getresponse()
    text = response.read()
    if response.status != 200:
        raise ServerError(f"{method} {path}: {response.status} {text[:300]!r}")
    return json.loads(text)


def get_results(server: Server, job: str) -> http.client.HTTPResponse:
    """The successful results, to be read."""
    connection = server.connect()
    connection.request("GET", f"{JOBS}/{job}/successfulResults", headers=HEADERS)
    response = connection.getresponse()
    if response.status != 200:
        raise ServerError(f"GET successfulResults: {response.status} {response.read(300)!r}")
    return response


def _create(connection: http.client.HTTPConnection) -> str:
    wanted = {
        "object": OBJECT,
        "externalIdFieldName": EXTERNAL_ID_FIELD,
        "operation": "upsert",
        "contentType": "CSV",
        "lineEnding": "LF",
    }
    return ask(connection, "POST", JOBS, wanted)["id"]


def _upload(server: Server, job: str, csv: Path) -> None:
    path = f"{JOBS}/{job}/batches"
    if shutil.which("curl"):
        # `Expect:` keeps curl from asking whether it may upload.
        _curl(server.url + path, "-T", str(csv), "-H", "Content-Type: text/csv", "-H", "Expect:")
        return
    connection = server.connect()
    headers = HEADERS | {"Content-Type": "text/csv", "Content-Length": str(csv.stat().st_size)}
    with csv.open("rb") as body:
        connection.request("PUT", path, body, headers)
    response = connection.getresponse()
    text = response.read()
    if response.status != 201:
        raise ServerError(f"PUT {path}: {response.status} {text[:300]!r}")


def _read_results(server: Server, job: str) -> int:
    if shutil.which("curl"):
        return _curl(f"{server.url}{JOBS}/{job}/successfulResults", "-H", "Accept: text/csv")
    response, read = get_results(server, job), 0
    while block := response.read(BLOCK_BYTES):
        read += len(block)
    return read


def _curl(url: str, *options: str) -> int:
    """One call by curl, which costs less than Python does; the number of bytes that came."""
    fixed = ["-sS", "--fail", "--noproxy", "*", "-o", "/dev/null", "-w", "%{size_download}"]
    token = ["-H", f"Authorization: {HEADERS['Authorization']}", "-m", str(ANSWER_WAIT_S)]
    done = subprocess.run(
        ["curl", *fixed, *token, *options, url], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise ServerError(f"curl {url}: {done.stderr.strip()}")
    return int(done.stdout)
