"""Queries over REST, page by page and all at once."""

from __future__ import annotations

from simple_salesforce import SalesforceMalformedRequest, format_soql

from expect import refused, same
from harness import step
from org import KEY, PLAIN_ROWS, salesforce
from steps.deletes import ROWS as DELETED_ROWS

#: Rows of one page, as the run's org is declared.
PAGE_ROWS = 20

ALL = f"SELECT Id, {KEY} FROM Contact"
PLAIN = f"SELECT Id, IsDeleted FROM Contact WHERE {KEY} LIKE 'plain-%'"


def rest_queries() -> None:
    """All ways to the rows, and what is refused."""
    step("rest_query", rest_query)
    step("rest_query_more_by_url", lambda _name: query_more(by_url=True))
    step("rest_query_more_by_locator", lambda _name: query_more(by_url=False))
    step("rest_query_all", rest_query_all)
    step("rest_query_all_iter", rest_query_all_iter)
    step("rest_query_deleted_too", rest_query_deleted_too)
    step("rest_query_count", rest_query_count)
    step("rest_query_formatted", rest_query_formatted)
    step("rest_query_refused", rest_query_refused)


def rest_query(_name: str) -> None:
    answer = salesforce.query(f"{ALL} LIMIT 3")
    same([answer["done"], answer["totalSize"], len(answer["records"])], [True, 3, 3])
    same(answer["records"][0]["attributes"]["type"], "Contact")


def query_more(*, by_url: bool) -> str:
    page = salesforce.query(ALL)
    total, records = page["totalSize"], list(page["records"])
    while not page["done"]:
        same(len(page["records"]), PAGE_ROWS)
        url = page["nextRecordsUrl"]
        next_page = url if by_url else url.rsplit("/", 1)[1]
        page = salesforce.query_more(next_page, identifier_is_url=by_url)
        records += page["records"]
    same([len(records), distinct(records)], [total, total])
    return f"{total} rows"


def rest_query_all(_name: str) -> None:
    answer = salesforce.query_all(ALL)
    total = salesforce.query(ALL)["totalSize"]
    same([answer["done"], answer["totalSize"], distinct(answer["records"])], [True, total, total])
    same(total > 2 * PAGE_ROWS, True)


def rest_query_all_iter(_name: str) -> None:
    total = salesforce.query(ALL)["totalSize"]
    same(distinct(list(salesforce.query_all_iter(ALL))), total)


def rest_query_deleted_too(_name: str) -> None:
    records = salesforce.query_all(PLAIN, include_deleted=True)["records"]
    deleted = [record for record in records if record["IsDeleted"]]
    same([len(records), len(deleted)], [PLAIN_ROWS, DELETED_ROWS])


def rest_query_count(_name: str) -> None:
    answer = salesforce.query("SELECT COUNT() FROM Contact")
    same([answer["totalSize"], answer["records"]], [salesforce.query(ALL)["totalSize"], []])


def rest_query_formatted(_name: str) -> None:
    """The client quotes what goes into a query: both kinds of quotes, a backslash, a wildcard."""
    soql = format_soql("SELECT Id FROM Contact WHERE LastName = {}", "O'Brien \\ \"x\"\n")
    same(salesforce.query(soql)["records"], [])
    soql = format_soql(f"SELECT {KEY} FROM Contact WHERE {KEY} LIKE '{{:like}}%'", "plain-5")
    same([record[KEY] for record in salesforce.query(soql)["records"]], ["plain-5"])
    soql = format_soql(f"SELECT {KEY} FROM Contact WHERE {KEY} LIKE '{{:like}}'", "plain_5")
    same(salesforce.query(soql)["records"], [])


def rest_query_refused(_name: str) -> str:
    return refused(
        lambda: salesforce.query("SELECT Id FROM Nope"), SalesforceMalformedRequest, "INVALID_TYPE"
    )


def distinct(records: list[dict]) -> int:
    return len({record["Id"] for record in records})
