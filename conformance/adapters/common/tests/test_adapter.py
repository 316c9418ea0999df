"""The loop that adapters in Python share keeps to the protocol, whatever its operations do."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

COMMON = Path(__file__).resolve().parent.parent

ADAPTER = """
import sys
sys.path.insert(0, sys.argv[1])
import adapter as kit

def fine(case, client):
    print("chatter of the client")
    case.note("job", {"id": "7"})
    return kit.ok(jobs=[{"id": client}])

def refused(case, client):
    with kit.asking():
        raise ValueError("no")

def clumsy(case, client):
    raise KeyError("mine")

def endless(case, client):
    while True:
        case.pause()

made = iter(["first", "second", "third"])
kit.serve(kit.Adapter(
    client={"name": "toy", "version": "1"}, features={},
    connect=lambda target: next(made),
    ops={"sf.ingest": fine, "sf.query": refused, "sf.abort": clumsy, "mk.export": endless},
    classify=lambda error: kit.error("other", str(error)), parallel=1,
))
"""


class Loop(unittest.TestCase):
    def test_what_is_printed_is_no_message(self):
        _, note, done = self.talk(case("sf.ingest"))
        self.assertEqual(note, {"t": "note", "id": "c", "kind": "job", "data": {"id": "7"}})
        self.assertEqual(done["outcome"]["jobs"], [{"id": "first"}])

    def test_an_error_of_the_client_is_classified(self):
        [_, done] = self.talk(case("sf.query"))
        self.assertEqual(done["outcome"], {"kind": "error", "class": "other", "message": "no"})

    def test_an_error_of_the_adapter_is_broken(self):
        [_, done] = self.talk(case("sf.abort"))
        self.assertEqual(done["outcome"]["kind"], "broken")

    def test_an_unknown_operation_and_message_are_unsupported(self):
        [_, op, message] = self.talk(case("sf.delete"), {"t": "dance", "id": "d"})
        found = sorted([op["outcome"]["what"], message["outcome"]["what"]])
        self.assertEqual(found, ["dance", "sf.delete"])

    def test_a_wait_is_cancelled(self):
        [_, done] = self.talk(case("mk.export"), {"t": "cancel", "id": "c"})
        self.assertEqual(done["outcome"]["class"], "cancelled")

    def test_cases_of_a_session_share_a_client(self):
        said = self.talk(*[case("sf.ingest", session=name) for name in ("a", "b", "a")])
        jobs = [line["outcome"]["jobs"][0]["id"] for line in said if line["t"] == "done"]
        self.assertEqual(jobs, ["first", "second", "first"])

    def talk(self, *messages):
        hello = {"t": "hello", "protocol": [1], "kit": "0", "run": "r", "dir": "/"}
        with tempfile.TemporaryDirectory() as folder:
            for message in messages:
                message["dir"] = folder
            lines = [json.dumps(message) for message in (hello, *messages, {"t": "bye"})]
            command = [sys.executable, "-c", ADAPTER, str(COMMON)]
            done = subprocess.run(
                command, input="\n".join(lines), capture_output=True, text=True, check=True
            )
        return [json.loads(line) for line in done.stdout.splitlines()]


def case(op, **more):
    return {"t": "case", "id": "c", "op": op, "target": {}, "poll_ms": 60_000, **more}


if __name__ == "__main__":
    unittest.main()
