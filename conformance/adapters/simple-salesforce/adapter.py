"""simple-salesforce, as its README uses it, behind the adapter protocol.

- Rows that come as records go through `insert(records=…)`, and their results come back as records,
  by `get_all_ingest_records(job_id)`. A CSV file goes through `insert(csv_file=…)`, and its
  results come back as files, by `get_failed_records(job_id, file=…)` and its like, which the
  adapter reads.
- `query()` and `query_all()` hand over pages of CSV text, which the adapter reads.
- Abort and delete of a job that is there already are methods without an underscore on an object
  that has only a private name, `_client`; there is no other way to them.
- The client writes `https://` before every host and has fixed login hosts: a transport adapter in
  the `requests` session that it accepts leads these to the target.

It waits by `wait=`, which is the pause before the first look; the client lengthens it by itself.
"""

from __future__ import annotations

import csv
import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from simple_salesforce import Salesforce
from simple_salesforce import exceptions as sf

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "common"))

import adapter as kit  # noqa: E402 (it lies in the folder named above)
from adapter import Case, Outcome, Unsupported, asking  # noqa: E402
from tables import DELIMITERS, Table, records  # noqa: E402

#: A client-credentials login needs a My Domain; it leads to the target as well.
DOMAIN = "conformance.my"

OPERATIONS = {
    "insert": "insert",
    "update": "update",
    "upsert": "upsert",
    "delete": "delete",
    "hardDelete": "hard_delete",
}

#: Result files: the protocol's name, the key of `get_all_ingest_records`, the function for files.
RESULTS = {
    "success": ("successfulRecords", "get_successful_records"),
    "failed": ("failedRecords", "get_failed_records"),
    "unprocessed": ("unprocessedRecords", "get_unprocessed_records"),
}


class ToTarget(HTTPAdapter):
    """Sends what is meant for Salesforce's login hosts to the target, all in its scheme."""

    def __init__(self, base_url: str) -> None:
        self._base = urlsplit(base_url)
        super().__init__()

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Replaces the scheme, and the host where it is one of Salesforce's."""
        url = urlsplit(request.url)
        host = self._base.netloc if url.netloc.endswith(".salesforce.com") else url.netloc
        request.url = url._replace(scheme=self._base.scheme, netloc=host).geturl()
        return super().send(request, **options)


def connect(target: dict[str, Any]) -> Salesforce:
    """A client with the token that is there, or one that logs in."""
    session = requests.Session()
    session.mount("https://", ToTarget(target["base_url"]))
    if target.get("ca_file"):
        session.verify = target["ca_file"]
    if target.get("proxy"):
        session.proxies = {"http": target["proxy"], "https": target["proxy"]}
    options = {"session": session}
    if target.get("api_version"):
        options["version"] = target["api_version"]
    if target.get("token"):
        return Salesforce(instance_url=target["base_url"], session_id=target["token"], **options)
    return Salesforce(**_login(target["auth"]), **options)


def _login(auth: dict[str, Any]) -> dict[str, Any]:
    connected_app = {
        "consumer_key": auth.get("client_id"),
        "consumer_secret": auth.get("client_secret"),
    }
    match auth["kind"]:
        case "password":
            return {"username": auth["username"], "password": auth["password"], **connected_app}
        case "client_credentials":
            return {"domain": DOMAIN, **connected_app}
    raise Unsupported(f"login by {auth['kind']}")


# --- loading


def ingest(case: Case, client: Salesforce) -> Outcome:
    """Loads rows and fetches all three results of each job."""
    args = case.args
    load = getattr(_type(client, args), _operation(args))
    dialect = case.input.get("dialect") or {}
    delimiter = dialect.get("columnDelimiter") or args.get("columnDelimiter") or "COMMA"
    options = {
        "column_delimiter": delimiter,
        "line_ending": dialect.get("lineEnding") or args.get("lineEnding") or "LF",
        "wait": case.poll_s,
    }
    if args.get("externalIdFieldName"):
        options["external_id_field"] = args["externalIdFieldName"]
    rows = _input(case)
    with asking():
        jobs = load(**rows, **options)
    for job in jobs:
        case.note("job", {"id": job["job_id"]})
    fetch = _fetch_files if "csv_file" in rows else _fetch_records
    return kit.ok(
        jobs=[
            {
                "id": job["job_id"],
                "processed": job["numberRecordsProcessed"],
                "failed": job["numberRecordsFailed"],
            }
            for job in jobs
        ],
        rows=fetch(case, client, [job["job_id"] for job in jobs], DELIMITERS[delimiter]),
        partial=any(job["numberRecordsFailed"] for job in jobs),
    )


def _operation(args: dict[str, Any]) -> str:
    if args["operation"] not in OPERATIONS:
        raise Unsupported(f"operation {args['operation']}")
    return OPERATIONS[args["operation"]]


def _type(client: Salesforce, args: dict[str, Any]) -> Any:
    """The bulk interface to an object; where none is named, any will do."""
    return getattr(client.bulk2, args.get("object") or "Contact")


def _input(case: Case) -> dict[str, Any]:
    if case.input.get("stream"):
        raise Unsupported("input.stream")
    if case.input.get("file"):
        return {"csv_file": case.input["file"]}
    return {"records": records(Table.load(case.input["records"]))}


def _fetch_records(
    case: Case, client: Salesforce, jobs: list[str], _delimiter: str
) -> dict[str, Path]:
    found = {name: Table([], []) for name in RESULTS}
    for job in jobs:
        with asking():
            all_records = _type(client, case.args).get_all_ingest_records(job)
        for name, (key, _) in RESULTS.items():
            found[name] = found[name].joined(Table.of_records(all_records[key]))
    return {name: table.save(case.folder / f"{name}.ndjson") for name, table in found.items()}


def _fetch_files(
    case: Case, client: Salesforce, jobs: list[str], delimiter: str
) -> dict[str, Path]:
    found = {}
    for name, (_, function) in RESULTS.items():
        table = Table([], [])
        for job in jobs:
            file = case.folder / f"{job}.{name}.csv"
            with asking():
                getattr(_type(client, case.args), function)(job, file=str(file))
            table = table.joined(Table.of_csv(file.read_bytes().decode(), delimiter))
        found[name] = table.save(case.folder / f"{name}.ndjson")
    return found


# --- querying


def query(case: Case, client: Salesforce) -> Outcome:
    """Runs a query and reads all pages."""
    args = case.args
    contacts = _type(client, args)
    run = contacts.query_all if args.get("operation") == "queryAll" else contacts.query
    delimiter = args.get("columnDelimiter") or "COMMA"
    options = {
        "column_delimiter": delimiter,
        "line_ending": args.get("lineEnding") or "LF",
        "wait": case.poll_s,
    }
    if args.get("maxRecords"):
        options["max_records"] = int(args["maxRecords"])
    table = Table([], [])
    with asking():
        pages = list(run(args["soql"], **options))
    for page in pages:
        table = table.joined(Table.of_csv(page, DELIMITERS[delimiter]))
    return kit.ok(rows={"records": table.save(case.folder / "records.ndjson")})


# --- jobs that are there already


def abort(case: Case, client: Salesforce) -> Outcome:
    """Aborts a job."""
    with asking():
        job = _type(client, case.args)._client.abort_job(*_job(case))
    return kit.ok(jobs=[{"id": job["id"], "state": job["state"]}])


def delete(case: Case, client: Salesforce) -> Outcome:
    """Deletes a job."""
    with asking():
        _type(client, case.args)._client.delete_job(*_job(case))
    return kit.ok(jobs=[{"id": case.args["job_id"]}])


def _job(case: Case) -> tuple[str, bool]:
    return case.args["job_id"], case.args.get("type") == "query"


# --- errors


def classify(error: Exception) -> Outcome:
    """What a caller can tell by the exception's type, its status, and the codes in its content."""
    message = str(error)
    match error:
        case sf.SalesforceAuthenticationFailed():
            return kit.error("auth", message, code=str(error.code))
        case sf.SalesforceError():
            return _of_answer(error, message)
        case sf.SalesforceBulkV2LoadError() | sf.SalesforceBulkV2ExtractError():
            refused = "Error Code" in message or "Response content" in message
            return kit.error("rejected" if refused else "data", message)
        case sf.SalesforceOperationError():
            return kit.error(_of_job(message), message)
        case requests.Timeout():
            return kit.error("timeout", message)
        case requests.RequestException() | json.JSONDecodeError():
            return kit.error("transport", f"{type(error).__name__}: {message}")
        case UnicodeError() | csv.Error():
            return kit.error("data", message)
    return kit.error("other", f"{type(error).__name__}: {message}")


def _of_answer(error: sf.SalesforceError, message: str) -> Outcome:
    first = error.content[0] if isinstance(error.content, list) and error.content else {}
    code = first.get("errorCode") if isinstance(first, dict) else None
    if code:
        # The text of the exception is a repr of its content; a caller who reads that has it plain.
        message = f"{type(error).__name__}: {first.get('message')}"
    if error.status in (420, 429):
        return kit.error("rate_limited", message, code=code)
    if code:
        return kit.error(kit.class_of_code("salesforce", code), message, code=code)
    if error.status == 401:
        return kit.error("auth", message)
    return kit.error("transport" if error.status >= 500 else "rejected", message)


def _of_job(message: str) -> str:
    if message.startswith("Job timeout"):
        return "timeout"
    # An aborted job has no errorMessage: the client shows the whole of it.
    return "job_aborted" if "'Aborted'" in message else "job_failed"


FEATURES: dict[str, Any] = {
    "input.records": True,
    "input.file": True,
    "input.stream": {"no": True, "why": "it takes records or the name of a file"},
    "null.explicit": {"no": True, "why": "it writes None and the empty text alike"},
    "dialect.delimiters": list(DELIMITERS),
    "dialect.line_endings": ["LF", "CRLF"],
    "split": {"no": True, "why": "it splits by rows, or at a constant of 100 MB"},
    "auth.refresh": {"no": True, "why": "its bulk calls never log in again"},
    "auth.refresh_token": {"no": True, "why": "it knows no refresh tokens"},
    "cancel": {"no": True, "why": "its calls block until the job is over"},
    "resume": {"no": True, "why": "a download that breaks is begun again by the caller"},
    "results.unprocessed": True,
    "retry_failed": {"no": True, "why": "it has no such call"},
    "poll.configurable": True,
    "timeout.configurable": {"no": True, "why": "it waits for a constant of 24 hours"},
    "typed": True,
    "session.shared": True,
    "results.columns": True,
}

if __name__ == "__main__":
    kit.serve(
        kit.Adapter(
            client={
                "name": "simple-salesforce",
                "version": version("simple-salesforce"),
                "homepage": "https://github.com/simple-salesforce/simple-salesforce",
                "issues": "https://github.com/simple-salesforce/simple-salesforce/issues",
            },
            features=FEATURES,
            connect=connect,
            ops={"sf.ingest": ingest, "sf.query": query, "sf.abort": abort, "sf.delete": delete},
            classify=classify,
        )
    )
