"""An adapter that is broken in the way that its argument names, and only in cases called `bad…`.

Cases are answered in the order in which they come, unless `parallel` is named as well.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time

WAY = sys.argv[1]
PARALLEL = int(sys.argv[2]) if len(sys.argv) > 2 else 1


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def done(case_id, **outcome):
    say({"t": "done", "id": case_id, "outcome": {"kind": "ok", **outcome}})


def raw(data):
    os.write(1, data)


def never():
    threading.Event().wait()


def hold_pipes():
    """A grandchild that keeps both streams open."""
    subprocess.Popen(["sleep", "1000"], stdin=subprocess.DEVNULL)


def flood(stream):
    while True:
        os.write(stream, b"flood " * 4096 + b"\n")


def flood_then_answer(stream, case_id):
    for _ in range(400):
        os.write(stream, b"x" * 65535 + b"\n")
    done(case_id)


def leave(code):
    sys.stdout.flush()
    os._exit(code)


def crash_with_words():
    sys.stderr.write("Traceback: the sky fell\n")
    leave(3)


def closed(stream):
    os.close(stream)
    never()


BAD = {
    "silent": lambda case_id: never(),
    "garbage": lambda case_id: raw(b"{ this is no JSON\n"),
    "garbage-and-answer": lambda case_id: raw(
        b"{ this is no JSON\n"
        + json.dumps({"t": "done", "id": case_id, "outcome": {"kind": "ok"}}).encode()
        + b"\n"
    ),
    "log-lines": lambda case_id: raw(b'{"level":"info","msg":"x"}\n'),
    "no-utf8": lambda case_id: raw(b'{"t":"done","id":"\xff\xfe"}\n'),
    "wrong-id": lambda case_id: done("somebody-else"),
    "wrong-shape": lambda case_id: say({"t": "done", "id": case_id, "outcome": "fine"}),
    "twice": lambda case_id: raw(
        2 * (json.dumps({"t": "done", "id": case_id, "outcome": {"kind": "ok"}}) + "\n").encode()
    ),
    "ready-again": lambda case_id: say(READY),
    "long-line": lambda case_id: raw(b'{"t":"' + b"x" * (2 << 20) + b'"}\n'),
    "endless-line": lambda case_id: [raw(b"{" * 65536) for _ in range(64)] and never(),
    "notes": lambda case_id: [
        say({"t": "note", "id": case_id, "kind": "log", "data": n}) for n in range(20_000)
    ],
    "note-after-done": lambda case_id: raw(
        (
            json.dumps({"t": "done", "id": case_id, "outcome": {"kind": "ok"}})
            + "\n"
            + json.dumps({"t": "note", "id": case_id, "kind": "log"})
            + "\n"
        ).encode()
    ),
    "flood-stdout": lambda case_id: flood(1),
    "flood-stderr": lambda case_id: flood(2),
    "noise": lambda case_id: flood_then_answer(1, case_id),
    "stderr": lambda case_id: flood_then_answer(2, case_id),
    "crash": lambda case_id: crash_with_words(),
    "signal": lambda case_id: os.kill(os.getpid(), signal.SIGSEGV),
    "exit": lambda case_id: leave(0),
    "close-stdout": lambda case_id: closed(1),
    "close-stdin": lambda case_id: (os.close(0), never()),
    "grandchild-crash": lambda case_id: (hold_pipes(), leave(3)),
    "grandchild-hang": lambda case_id: (hold_pipes(), never()),
    "no-line-feed": lambda case_id: (
        raw(json.dumps({"t": "done", "id": case_id, "outcome": {"kind": "ok"}}).encode()),
        never(),
    ),
    # Not broken: what may look so.
    "unknown-message": lambda case_id: (say({"t": "weather", "id": case_id}), done(case_id)),
    "crash-later": lambda case_id: (
        done(case_id),
        # The next case is read, and then the error of this one surfaces.
        sys.stdin.readline(),
        leave(3),
    ),
    "exit-later": lambda case_id: (done(case_id), leave(0)),
    "cancelled": lambda case_id: (
        say({"t": "note", "id": case_id, "kind": "job", "data": {"id": "750"}}),
        done(case_id, kind="error", **{"class": "cancelled"})
        if json.loads(sys.stdin.readline()) == {"t": "cancel", "id": case_id}
        else None,
    ),
    "pid": lambda case_id: (
        say({"t": "note", "id": case_id, "kind": "log", "data": os.getpid()}),
        done(case_id),
    ),
    "answer-later": lambda case_id: (done(case_id), sys.stdin.readline(), done(case_id), never()),
}

READY = {
    "t": "ready",
    "protocol": 1,
    "client": {"name": WAY},
    "ops": ["sf.query"],
    "features": {},
    "parallel": PARALLEL,
}

GATE = threading.Barrier(PARALLEL) if PARALLEL > 1 else None


def handle(case):
    case_id = case["id"]
    if GATE is not None and not case["args"].get("alone"):
        # All cases are under way before one of them goes wrong. Alone there is nobody to wait for.
        try:
            GATE.wait(timeout=case["args"].get("gate_s", 0.5))
        except threading.BrokenBarrierError:
            pass
    if case_id.startswith("bad"):
        BAD[WAY](case_id)
    else:
        if case["args"].get("stderr"):
            sys.stderr.write(case["args"]["stderr"] + "\n")
            sys.stderr.flush()
        if case["args"].get("noise"):
            print(case["args"]["noise"], flush=True)
        if case["args"].get("wait_for_bad"):
            never()
        done(case_id)


def main():
    while line := sys.stdin.readline():
        message = json.loads(line)
        if message["t"] == "hello":
            say(READY)
        elif message["t"] == "case" and PARALLEL > 1:
            threading.Thread(target=handle, args=[message], daemon=True).start()
        elif message["t"] == "case":
            handle(message)
        elif message["t"] == "bye":
            break


main()
