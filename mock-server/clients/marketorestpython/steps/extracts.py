"""Extracts of leads by each filter and in each format, and a file that is read as a stream."""

from __future__ import annotations

from expect import same
from harness import step
from instance import DELIMITERS, LIST_ID, client, email, extract, last_days
from steps.imports import LISTED_ROWS

STREAM_BYTES = 64


def extracts() -> None:
    """What comes out; what is refused is in `extract_jobs`."""
    step("extract_shows_every_state", extract_shows_every_state)
    step("extract_by_updated_at", lambda _name: extract_by_range("updatedAt"))
    step("extract_by_static_list", lambda _name: extract_by_list({"staticListId": LIST_ID}))
    step("extract_by_static_list_name", extract_by_list_name)
    step("extract_with_renamed_columns", extract_renamed)
    step("extract_tsv", lambda _name: extract_in_format("TSV"))
    step("extract_ssv", lambda _name: extract_in_format("SSV"))
    step("extract_nothing", extract_nothing)
    step("extract_as_stream", extract_as_stream)


def extract_shows_every_state(_name: str) -> str:
    done = extract("leads", fields=["id"], filters={"createdAt": last_days()})
    same(done.states, ["Created", "Queued", "Processing", "Completed"])
    same(done.job["numberOfRecords"], len(done.rows()))
    return f"{done.job['numberOfRecords']} leads, {done.job['fileSize']} bytes"


def extract_by_range(name: str) -> str:
    done = extract("leads", fields=["email"], filters={name: last_days()})
    same(email("plain-0") in {row["email"] for row in done.rows()}, True)
    return f"{done.job['numberOfRecords']} leads"


def extract_by_list(filters: dict) -> None:
    done = extract("leads", fields=["email"], filters=filters)
    expected = {email(f"listed-{n}") for n in range(LISTED_ROWS)}
    same({row["email"] for row in done.rows()}, expected)


def extract_by_list_name(_name: str) -> None:
    [named] = client.execute("get_multiple_lists", id=LIST_ID)
    extract_by_list({"staticListName": named["name"]})


def extract_renamed(_name: str) -> None:
    done = extract(
        "leads",
        fields=["id", "email"],
        filters={"staticListId": LIST_ID},
        columnHeaderNames={"email": 'E-mail, "addr"'},
    )
    same(done.header, 'id,"E-mail, ""addr"""')


def extract_in_format(format: str) -> None:
    done = extract(
        "leads", fields=["email", "title"], filters={"staticListId": LIST_ID}, format=format
    )
    same(done.job["format"], format)
    rows = done.rows(DELIMITERS[format.lower()])
    same({row["title"] for row in rows}, {f"listed {n}" for n in range(LISTED_ROWS)})


def extract_nothing(_name: str) -> None:
    """Nobody was made in that second."""
    second = {"startAt": "2020-01-01T00:00:00Z", "endAt": "2020-01-01T00:00:01Z"}
    done = extract("leads", fields=["id"], filters={"createdAt": second})
    same([done.job["numberOfRecords"], done.content], [0, b""])


def extract_as_stream(_name: str) -> None:
    done = extract("leads", fields=["id", "email"], filters={"createdAt": last_days()})
    stream = client.get_leads_export_job_file(done.job["exportId"], stream=True)
    same(b"".join(stream.iter_content(STREAM_BYTES)) == done.content, True)
