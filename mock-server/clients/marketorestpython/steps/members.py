"""Members of a program: made over REST, and extracted."""

from __future__ import annotations

from expect import refused, same
from harness import step
from instance import PROGRAM_ID, ask, email, extract, id_of

STATUSES = {"plain-3": "Member", "plain-4": "Clicked"}
CODE = 'code "1", a\nb'


def members() -> None:
    """The order matters."""
    step("member_status", change_status)
    step("member_status_unknown_refused", change_to_unknown_status)
    step("member_data", sync_data)
    step("members_of_program", members_of_program)
    step("extract_program_members", extract_members)
    step("extract_program_members_by_status", extract_by_status)


def change_status(_name: str) -> None:
    for key, status in STATUSES.items():
        [answer] = ask(
            "change_lead_program_status", id=PROGRAM_ID, leadIds=[id_of(key)], status=status
        )
        same(answer["status"] in ("created", "updated"), True)


def change_to_unknown_status(_name: str) -> str:
    lead_ids = [id_of("plain-3")]
    return refused(
        lambda: ask(
            "change_lead_program_status", id=PROGRAM_ID, leadIds=lead_ids, status="No Such Status"
        ),
        Exception,
        "'code': '1025'",
    )


def sync_data(_name: str) -> None:
    record = {"leadId": id_of("plain-4"), "registrationCode": CODE}
    [answer] = ask("sync_program_member_data", id=PROGRAM_ID, input=[record])
    same(answer["status"], "updated")


def members_of_program(_name: str) -> None:
    found = ask("get_multiple_leads_by_program_id", programId=PROGRAM_ID, fields="email")
    same(sorted(row["email"] for row in found), [email(key) for key in STATUSES])


def extract_members(_name: str) -> str:
    fields = ["leadId", "email", "statusName", "registrationCode"]
    done = extract("program_members", fields=fields, filters={"programId": PROGRAM_ID})
    rows = {row["email"]: row for row in done.rows()}
    found = {mail: row["statusName"] for mail, row in rows.items()}
    same(found, {email(key): status for key, status in STATUSES.items()})
    same(rows[email("plain-4")]["registrationCode"], CODE)
    same(rows[email("plain-3")]["registrationCode"], "null")
    return f"{done.job['numberOfRecords']} members"


def extract_by_status(_name: str) -> None:
    filters = {"programId": PROGRAM_ID, "statusNames": ["Clicked"]}
    done = extract("program_members", fields=["email"], filters=filters)
    same([row["email"] for row in done.rows()], [email("plain-4")])
