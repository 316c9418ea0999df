"""The check of results must see each kind of wrong result, or a fast wrong server would pass."""

from __future__ import annotations

import unittest

import check

UPLOADED = [["Key", "Note"], ["a", "one"], ["b", "two\nlines"], ["c", ""]]
HEADER = ["sf__Id", "sf__Created", "Key", "Note"]


def answered(*rows: list[str]) -> list[list[str]]:
    """Right results of `rows`, each with an id of its own."""
    return [HEADER, *([f"003{place:015}", "true", *row] for place, row in enumerate(rows))]


class Rows(unittest.TestCase):
    def refused(self, results: list[list[str]], because: str) -> None:
        with self.assertRaisesRegex(check.WrongResults, because):
            check.rows(UPLOADED, results)

    def test_right_results_pass_in_any_order(self) -> None:
        check.rows(UPLOADED, answered(*UPLOADED[1:]))
        check.rows(UPLOADED, answered(*reversed(UPLOADED[1:])))

    def test_a_row_that_is_missing_is_seen(self) -> None:
        self.refused(answered(*UPLOADED[1:3]), "is missing")
        self.refused(answered(*UPLOADED[2:]), "is missing")

    def test_a_row_that_stands_there_twice_is_seen(self) -> None:
        self.refused(answered(*UPLOADED[1:], UPLOADED[1]), "twice")

    def test_a_changed_cell_is_seen(self) -> None:
        self.refused(answered(*UPLOADED[1:3], ["c", " "]), "is missing|not uploaded")

    def test_an_empty_row_is_not_overlooked(self) -> None:
        self.refused([*answered(*UPLOADED[1:]), []], "not one of a new record")

    def test_an_id_that_two_rows_share_is_seen(self) -> None:
        results = answered(*UPLOADED[1:])
        results[3][0] = results[1][0]
        self.refused(results, "different ids")

    def test_a_row_that_was_not_created_is_seen(self) -> None:
        results = answered(*UPLOADED[1:])
        results[2][1] = "false"
        self.refused(results, "not one of a new record")

    def test_another_header_is_seen(self) -> None:
        self.refused([["Id", *HEADER[1:]], *answered(*UPLOADED[1:])[1:]], "header")


if __name__ == "__main__":
    unittest.main()
