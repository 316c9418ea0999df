"""What a shell cannot do: JSON and CSV. Each command reads standard in and writes standard out."""

import csv
import json
import os
import shlex
import sys

csv.field_size_limit(1 << 30)
SEPARATORS = {
    "COMMA": ",", "TAB": "\t", "SEMICOLON": ";", "PIPE": "|", "CARET": "^", "BACKQUOTE": "`",
}
ENDS = {"LF": "\n", "CRLF": "\r\n"}


def text(value):
    """A JSON value as a shell variable holds it."""
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def message():
    """A message as shell assignments, one for each member that the adapter knows."""
    whole = json.load(sys.stdin)
    paths = (
        "t id op dir poll_ms limits.timeout_ms target.base_url target.token_url target.token "
        "target.api_version target.auth.username target.auth.password target.auth.client_id "
        "target.auth.client_secret target.auth.kind args.object args.operation args.soql "
        "args.externalIdFieldName args.columnDelimiter args.lineEnding input.records input.file "
        "input.stream"
    )
    for path in paths.split():
        value = whole
        for name in path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        print(f"{path.rsplit('.')[-1]}={shlex.quote(text(value))}")


def field(*names):
    """The first of these members that an answer has; empty if it is no JSON."""
    try:
        answer = json.load(sys.stdin)
    except ValueError:
        return
    answer = answer[0] if isinstance(answer, list) and answer else answer
    if isinstance(answer, dict):
        print(next((text(answer[name]) for name in names if name in answer), ""))


def pairs(words):
    """`name=value` words as a dictionary, without those that have no value."""
    split = (word.split("=", 1) for word in words)
    return {name: value for name, value in split if value}


def body(*words):
    """A flat JSON object."""
    json.dump(pairs(words), sys.stdout)


def to_csv(delimiter, end):
    """Rows of the kit as the CSV of a job: a null is `#N/A`, a missing key nothing."""

    def cell(value):
        if value is None:
            return "#N/A"
        if isinstance(value, str):
            return value
        (kind, content), = value.items()
        if kind in ("missing", "b64"):
            return ""
        return text(content)

    writer = csv.writer(
        sys.stdout, delimiter=SEPARATORS[delimiter], lineterminator=ENDS[end],
        quoting=csv.QUOTE_ALL,
    )
    for line in sys.stdin:
        writer.writerow([cell(value) for value in json.loads(line)])


def from_csv(delimiter, *paths):
    """Pages of a result as rows for the kit; the header of all but the first is left out."""
    for number, path in enumerate(paths):
        with open(path, encoding="utf-8", newline="") as page:
            for at, row in enumerate(csv.reader(page, delimiter=SEPARATORS[delimiter])):
                if at > 0 or number == 0:
                    print(json.dumps(row))


def ready(version):
    """The answer to `hello`."""
    no = {"no": True, "why": "curl is one request at a time, and this script keeps it plain"}
    print(json.dumps({
        "t": "ready", "protocol": 1,
        "client": {
            "name": "curl", "version": version, "language": "Bash",
            "runtime": f"bash {os.environ.get('BASH_VERSION_SAID', '')}",
            "homepage": "https://curl.se", "issues": "https://github.com/curl/curl/issues",
        },
        "ops": ["sf.ingest", "sf.query"],
        "features": {
            "input.records": True, "input.file": True, "input.stream": no, "null.explicit": True,
            "dialect.delimiters": list(SEPARATORS), "dialect.line_endings": list(ENDS),
            "split": no, "auth.refresh": no, "auth.refresh_token": no, "cancel": no, "resume": no,
            "results.unprocessed": True, "retry_failed": no, "export.split": no,
            "poll.configurable": True, "timeout.configurable": True, "typed": True,
            "session.shared": no, "results.columns": False,
        },
        "parallel": 4,
    }))


def ok(case_id, job_id, state, processed, failed, *files):
    """The end of a case that went well; `files` are `success=path` and so on."""
    number = {"processed": int(processed or 0), "failed": int(failed or 0)}
    outcome = {
        "kind": "ok", "jobs": [{"id": job_id, "state": state, **number}], "rows": pairs(files),
        "partial": number["failed"] > 0,
    }
    print(json.dumps({"t": "done", "id": case_id, "outcome": outcome}))


def error(case_id, kind, code, told, job_id):
    """The end of a case that went wrong."""
    outcome = {"kind": "error", "class": kind, "message": told}
    outcome.update(pairs([f"code={code}", f"job_id={job_id}"]))
    print(json.dumps({"t": "done", "id": case_id, "outcome": outcome}))


def unsupported(case_id, what):
    """The end of a case that cannot be done."""
    print(json.dumps({"t": "done", "id": case_id, "outcome": {"kind": "unsupported", "what": what}}))


COMMANDS = {
    "message": message, "field": field, "body": body, "to-csv": to_csv, "from-csv": from_csv,
    "ready": ready, "ok": ok, "error": error, "unsupported": unsupported,
}
for stream in (sys.stdin, sys.stdout):
    stream.reconfigure(encoding="utf-8", newline="")
COMMANDS[sys.argv[1]](*sys.argv[2:])
