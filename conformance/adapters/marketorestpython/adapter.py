"""marketorestpython, as its README uses it, behind the adapter protocol.

- The client makes one call at a time and looks at no job by itself. As its README does one after
  the other, the adapter imports, looks at the batch, and fetches the files of failures and
  warnings where the batch counts any; it creates, enqueues, looks, and fetches the file of an
  extract. The loop around the look is the adapter's: it goes on until the status is one that ends
  a job, and pauses as the kit says. Nothing else is the adapter's: it tries nothing again.
- A status of Failed or Cancelled is handed over in a dict; the adapter tells it as an error.
- An import takes the name of a file. Rows that come as records are written to one by Python's csv
  module, as a user of this client must do it: what is found about CSV writing is that module's.
- The files are handed over as text or bytes, which the adapter reads as CSV, whatever they are.
- Its host is made from the Munchkin id, and is an attribute that anybody may set.
"""

from __future__ import annotations

import csv
import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import requests
from marketorestpython.client import MarketoClient
from marketorestpython.helper.exceptions import MarketoException

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "common"))

import adapter as kit  # noqa: E402 (it lies in the folder named above)
from adapter import Case, Outcome, Unsupported, asking  # noqa: E402
from tables import Table, records  # noqa: E402

#: Any will do: the host that the client makes of it is replaced.
MUNCHKIN_ID = "123-ABC-456"

DELIMITERS = {"csv": ",", "tsv": "\t", "ssv": ";"}

#: What an extract writes, bare, where there is no value.
NULL = "null"

#: Names of extracts in the client's methods.
KINDS = {
    "leads": "leads",
    "activities": "activities",
    "program/members": "program_members",
    "program_members": "program_members",
}

CANCELLED = ("Cancelled", "Canceled")


class NothingGiven(Exception):
    """The client gave None, and raised nothing."""


def connect(target: dict[str, Any]) -> MarketoClient:
    """A client with the token that is there, and credentials for the next."""
    auth = target["auth"]
    client = MarketoClient(
        MUNCHKIN_ID, auth["client_id"], auth["client_secret"], access_token=target.get("token")
    )
    client.host = target["base_url"]
    return client


def ask(client: MarketoClient, method: str, **arguments: Any) -> Any:
    """One call, in the way of the README."""
    with asking():
        answer = client.execute(method=method, **arguments)
        if answer is None:
            raise NothingGiven(f"{method} gave None, without an error")
    return answer


# --- imports


def load(case: Case, client: MarketoClient) -> Outcome:
    """Imports a file of leads and fetches what became of its rows."""
    args = case.args
    if args.get("object", "leads") != "leads":
        raise Unsupported(f"import of {args['object']}")
    format_ = args.get("format", "csv")
    file = _file(case, format_)
    options = {
        name: args[name] for name in ("lookupField", "listId", "partitionName") if args.get(name)
    }
    batch = ask(client, "import_lead", file=file, format=format_, **options)[0]
    batch_id = batch["batchId"]
    case.note("job", {"id": str(batch_id)})
    while batch["status"] not in ("Complete", "Failed"):
        case.pause()
        batch = ask(client, "get_import_lead_status", id=batch_id)[0]
    if batch["status"] == "Failed":
        return kit.error("job_failed", str(batch.get("message")), job_id=str(batch_id))
    failed = batch.get("numOfRowsFailed") or 0
    rows = {}
    if failed:
        text = ask(client, "get_import_failure_file", id=batch_id)
        rows["failed"] = _save(case, "failed", text, format_)
    if batch.get("numOfRowsWithWarning"):
        text = ask(client, "get_import_warning_file", id=batch_id)
        rows["warnings"] = _save(case, "warnings", text, format_)
    job = {
        "id": str(batch_id),
        "state": batch["status"],
        "processed": batch.get("numOfLeadsProcessed"),
        "failed": batch.get("numOfRowsFailed"),
    }
    return kit.ok(jobs=[job], rows=rows, partial=failed > 0)


def _file(case: Case, format_: str) -> str:
    if case.input.get("stream"):
        raise Unsupported("input.stream")
    if case.input.get("file"):
        return case.input["file"]
    table = Table.load(case.input["records"])
    path = case.folder / f"input.{format_}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, table.header, delimiter=DELIMITERS[format_], lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(records(table))
    return str(path)


# --- extracts


def export(case: Case, client: MarketoClient) -> Outcome:
    """Extracts rows and fetches the file."""
    args = case.args
    kind = _kind(args)
    wanted = {"filters": args["filter"]}
    for name in ("fields", "format", "columnHeaderNames"):
        if args.get(name) is not None:
            wanted[name] = args[name]
    job_id = ask(client, f"create_{kind}_export_job", **wanted)[0]["exportId"]
    case.note("job", {"id": job_id})
    job = ask(client, f"enqueue_{kind}_export_job", job_id=job_id)[0]
    while job["status"] not in ("Completed", "Failed", *CANCELLED):
        case.pause()
        job = ask(client, f"get_{kind}_export_job_status", job_id=job_id)[0]
    if job["status"] == "Failed":
        return kit.error("job_failed", str(job.get("errorMsg")), job_id=job_id)
    if job["status"] in CANCELLED:
        return kit.error("job_aborted", job["status"], job_id=job_id)
    content = ask(client, f"get_{kind}_export_job_file", job_id=job_id)
    with asking():
        text = content.decode("utf-8")
    told = {"id": job_id, "state": job["status"], "processed": job.get("numberOfRecords")}
    rows = {"records": _save(case, "records", text, args.get("format", "CSV"))}
    return kit.ok(jobs=[told], rows=rows)


def cancel(case: Case, client: MarketoClient) -> Outcome:
    """Cancels an extract that is there already."""
    job_id = case.args["export_id"]
    job = ask(client, f"cancel_{_kind(case.args)}_export_job", job_id=job_id)[0]
    return kit.ok(jobs=[{"id": job_id, "state": job["status"]}])


def _kind(args: dict[str, Any]) -> str:
    name = args.get("object", "leads")
    if name not in KINDS:
        raise Unsupported(f"extract of {name}")
    return KINDS[name]


def _save(case: Case, name: str, text: str, format_: str) -> Path:
    table = Table.of_csv(text, DELIMITERS[format_.lower()], null=NULL)
    return table.save(case.folder / f"{name}.ndjson")


# --- errors


def classify(error: Exception) -> Outcome:
    """What a caller can tell: most errors are an Exception around a dict of code and message."""
    told = error.args[0] if error.args else None
    if isinstance(error, MarketoException):
        told = {"code": error.code, "message": error.message}
    if isinstance(told, dict) and "code" in told:
        code, message = str(told["code"]), str(told.get("message"))
        return kit.error(kit.class_of_code("marketo", code, message), message, code=code)
    message = f"{type(error).__name__}: {error}"
    match error:
        case requests.Timeout():
            return kit.error("timeout", message)
        case requests.RequestException() | json.JSONDecodeError():
            return kit.error("transport", message)
        case UnicodeError():
            return kit.error("data", message)
    # A login that is refused is a bare Exception with the provider's words and no code.
    if type(error) is Exception and isinstance(told, str) and told != "Empty Response":
        return kit.error("auth", told)
    return kit.error("other", message)


ALONE = "it makes single calls; waiting and what follows is its caller's"

FEATURES: dict[str, Any] = {
    "input.records": True,
    "input.file": True,
    "input.stream": {"no": True, "why": "import_lead takes the name of a file"},
    "null.explicit": {"no": True, "why": "Marketo's imports know no null; a blank cell clears"},
    "dialect.delimiters": ["COMMA", "TAB", "SEMICOLON"],
    "dialect.line_endings": ["LF", "CRLF"],
    "split": {"no": True, "why": "it sends the file that it is given, whatever its size"},
    "auth.refresh": True,
    "auth.refresh_token": {"no": True, "why": "Marketo has no refresh tokens"},
    "cancel": {"no": True, "why": ALONE},
    "resume": {"no": True, "why": "it fetches the whole file, and takes status 200 only"},
    "results.unprocessed": {"no": True, "why": "Marketo has no such file"},
    "retry_failed": {"no": True, "why": ALONE},
    "export.split": {"no": True, "why": ALONE},
    "poll.configurable": True,
    "timeout.configurable": {"no": True, "why": ALONE},
    "typed": {"no": True, "why": "it takes the name of a file, which has texts only"},
    "session.shared": True,
    "results.columns": True,
}

if __name__ == "__main__":
    kit.serve(
        kit.Adapter(
            client={
                "name": "marketorestpython",
                "version": version("marketorestpython"),
                "homepage": "https://github.com/jepcastelein/marketo-rest-python",
                "issues": "https://github.com/jepcastelein/marketo-rest-python/issues",
            },
            features=FEATURES,
            connect=connect,
            ops={"mk.import": load, "mk.export": export, "mk.cancel": cancel},
            classify=classify,
        )
    )
