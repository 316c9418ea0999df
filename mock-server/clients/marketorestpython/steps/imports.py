"""Imports in each format, to a list, over leads that are there, with rows that fail or warn."""

from __future__ import annotations

from expect import same
from harness import give, step
from instance import (
    LIST_ID,
    PLAIN_ROWS,
    REASONS,
    ask,
    email,
    id_of,
    import_file,
    import_rows,
    lead,
    leads,
    load,
)
from tables import write_csv

LISTED_ROWS = 6


def imports() -> None:
    """From a file that is taken whole to one that fails whole."""
    step("import_csv", import_csv)
    step("import_shows_every_state", import_shows_every_state)
    step("import_tsv", lambda name: import_in_format(name, "tsv"))
    step("import_ssv", lambda name: import_in_format(name, "ssv"))
    step("import_csv_crlf", import_csv_crlf)
    step("import_without_last_newline", import_without_last_newline)
    step("import_with_byte_order_mark", import_with_byte_order_mark)
    step("import_changes_and_clears", import_changes_and_clears)
    step("import_same_lead_twice", import_same_lead_twice)
    step("import_to_a_list", import_to_a_list)
    step("import_by_id", import_by_id)
    step("import_by_custom_field", import_by_custom_field)
    step("import_with_failures_and_warnings", import_with_failures_and_warnings)
    step("import_where_every_row_fails", import_where_every_row_fails)


def import_csv(name: str) -> str:
    return load(name, leads("plain", PLAIN_ROWS), lookupField="email").batch["message"]


def import_shows_every_state(name: str) -> None:
    done = load(name, leads("states", 2))
    same(done.states, ["Queued", "Importing", "Complete"])


def import_in_format(name: str, format: str) -> None:
    """Every delimiter inside a cell."""
    load(name, [lead(name, title='a\tb;c,d"e"'), lead(f"{name}-1", title="x\ny")], format=format)


def import_csv_crlf(name: str) -> None:
    rows = [lead("crlf-0", title="line1\r\nline2"), lead("crlf-1", title="plain")]
    give(name, rows)
    same(import_file(name, write_csv(name, rows, end="\r\n")).counts, [2, 0, 0])


def import_without_last_newline(name: str) -> None:
    rows = leads("unended", 2)
    give(name, rows)
    path = write_csv(name, rows)
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    same(import_file(name, path).counts, [2, 0, 0])


def import_with_byte_order_mark(name: str) -> None:
    rows = leads("marked", 2)
    give(name, rows)
    path = write_csv(name, rows)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    same(import_file(name, path).counts, [2, 0, 0])


def import_changes_and_clears(name: str) -> None:
    """A cell that is not in the file is left alone; a blank one clears."""
    changed = [
        {"email": email("plain-0"), "title": "changed", "lastName": ""},
        {"email": email("plain-1"), "title": "", "lastName": "Changed"},
    ]
    load(name, changed)
    [row] = ask(
        "get_multiple_leads_by_filter_type",
        filterType="email",
        filterValues=[email("plain-1")],
        fields=["firstName", "lastName", "title"],
    )
    same([row["firstName"], row["lastName"], row["title"]], ["First", "Changed", None])


def import_same_lead_twice(name: str) -> None:
    """Of two rows with one key the later one counts."""
    rows = [lead("twice", title="first"), lead("twice", title="second")]
    give(name, rows)
    same(import_rows(name, rows).batch["numOfRowsFailed"], 0)


def import_to_a_list(name: str) -> None:
    rows = leads("listed", LISTED_ROWS)
    load(name, rows, listId=LIST_ID)
    listed = ask("get_multiple_leads_by_list_id", listId=LIST_ID, fields="email")
    same({row["email"] for row in listed}, {row["email"] for row in rows})


def import_by_id(name: str) -> None:
    """By id, leads are changed and never made."""
    known = {"id": str(id_of("plain-2")), "title": "found by id"}
    unknown = {"id": "987654", "title": "nobody"}
    give(name, [known])
    give(name, [unknown], "failed")
    done = import_rows(name, [known, unknown], lookupField="id")
    same(done.counts, [1, 1, 0])


def import_by_custom_field(name: str) -> None:
    """A custom field of type integer may find leads as well."""
    load(name, [lead("by-number", myCustomInt="4711")])
    again = [lead("by-number", myCustomInt="4711", title="found by number")]
    load(name, again, lookupField="myCustomInt")


def import_with_failures_and_warnings(name: str) -> str:
    good = [lead("half-0", leadScore="5"), lead("half-1", leadScore="6", title='good\n"too"')]
    scoreless = [lead("half-2", leadScore="abc", title='bad\n"too", with a comma')]
    nameless = [lead("half-3", leadScore="7", title="no key") | {"email": ""}]
    warned = [lead("half-4", leadScore="8", title="Zoë") | {"email": "no-mail-address"}]
    give(name, good)
    give(name, scoreless + nameless, "failed")
    give(name, warned, "warned")
    rows = [{"title": "", **row} for row in [*good, *scoreless, *nameless, *warned]]
    done = import_rows(name, rows)
    same(done.counts, [3, 2, 1])
    same(reasons(done.reports["warned"], "warned"), ["Invalid email address"])
    same(
        reasons(done.reports["failed"], "failed"),
        ["Invalid data type in field Lead Score", "Value for lookup field 'email' not found"],
    )
    return done.batch["message"]


def import_where_every_row_fails(name: str) -> str:
    rows = [lead(f"none-{n}", leadScore="1.5") for n in range(2)]
    give(name, rows, "failed")
    done = import_rows(name, rows)
    same(done.counts, [0, 2, 0])
    same(done.batch["status"], "Complete")
    return done.batch["message"]


def reasons(rows: list, file: str) -> list[str]:
    return [row[REASONS[file]] for row in rows]
