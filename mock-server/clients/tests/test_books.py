"""What the three books must notice, and what they must let pass."""

import json
import tempfile
import unittest
from pathlib import Path

from runner.books import compare
from runner.ledger import Claim, Given, Ledger, ReadRow
from runner.rules import SALESFORCE

KEY_FIELD = SALESFORCE.key_field


def given(key="a", step="insert", operation="insert", fate="success", **cells):
    return Given(step, operation, "Contact", fate, {KEY_FIELD: key} | cells)


def claim(key="a", step="insert", file="success", id="", **cells):
    return Claim(step, file, {KEY_FIELD: key} | cells, id or f"003{key}")


def stored(key="a", deleted=False, **cells):
    return {"Id": f"003{key}", "IsDeleted": deleted, KEY_FIELD: key} | cells


def read(key="a", step="read", id="", **cells):
    row = {"Id": id or f"003{key}", "IsDeleted": "false", KEY_FIELD: key} | cells
    return ReadRow(step, "rows read", "Contact", row)


def compared(given_rows, org_rows, claims, known_bugs=(), read_rows=()):
    ledger = Ledger(given_rows, claims, list(read_rows))
    return compare(ledger, {"Contact": org_rows}, set(known_bugs), SALESFORCE)


class Agreement(unittest.TestCase):
    def assert_agree(self, comparison):
        self.assertEqual([found.text for found in comparison.differences], [])
        self.assertTrue(comparison.agree())

    def test_rows_that_arrived_and_were_claimed_agree(self):
        self.assert_agree(compared([given(X="1")], [stored(X="1")], [claim(X="1")]))

    def test_refused_and_unprocessed_rows_are_not_in_the_org(self):
        rows = [given("a"), given("b", fate="failed"), given("c", fate="unprocessed")]
        claims = [
            claim("a"),
            Claim("insert", "failed", {KEY_FIELD: "b"}, ""),
            Claim("insert", "unprocessed", {KEY_FIELD: "c"}, ""),
        ]
        comparison = compared(rows, [stored("a")], claims)
        self.assert_agree(comparison)
        self.assertEqual(comparison.fates, {"success": 1, "failed": 1, "unprocessed": 1})

    def test_an_update_by_id_overwrites_clears_and_leaves_alone(self):
        update = {"Id": "003a", "X": "new", "Y": "#N/A", "Z": ""}
        rows = [given(X="1", Y="1", Z="1"), Given("update", "update", "Contact", "success", update)]
        for echo_of_null in ("#N/A", ""):
            echo = update | {"Y": echo_of_null}
            claims = [claim(X="1", Y="1", Z="1"), Claim("update", "success", echo, "003a")]
            self.assert_agree(compared(rows, [stored(X="new", Y=None, Z="1")], claims))

    def test_a_deleted_row_stays_in_the_books(self):
        rows = [given(), Given("delete", "delete", "Contact", "success", {"Id": "003a"})]
        claims = [claim(), Claim("delete", "success", {"Id": "003a"}, "003a")]
        comparison = compared(rows, [stored(deleted=True)], claims)
        self.assert_agree(comparison)
        self.assertEqual(comparison.books[1].counts(), "1 rows, 1 of them deleted")

    def test_the_order_of_rows_and_columns_does_not_matter(self):
        rows = [given("a", X="1", Y="2"), given("b", X="1")]
        one = compared(rows, [stored("a", X="1", Y="2"), stored("b", X="1")], [])
        other = compared(rows, [stored("b", X="1"), stored("a", Y="2", X="1")], [])
        self.assertEqual(one.books[1].digest(), other.books[1].digest())

    def test_empty_books_prove_nothing(self):
        self.assertFalse(compared([], [], []).agree())


class Disagreement(unittest.TestCase):
    def assert_shown(self, comparison, step, *texts):
        self.assertFalse(comparison.agree())
        shown = "\n".join(comparison.of_step(step))
        for text in texts:
            self.assertIn(text, shown)

    def test_a_changed_cell_is_shown_from_all_three_sides(self):
        comparison = compared([given(X="a\r\nb")], [stored(X="a\nb")], [claim(X="a\r\nb")])
        self.assert_shown(
            comparison,
            "insert",
            "Contact a: X: rows given 'a\\r\\nb'; rows in the org 'a\\nb'; "
            "rows in the result files 'a\\r\\nb'",
        )
        self.assertEqual(len({book.digest() for book in comparison.books}), 2)

    def test_a_lost_row_is_shown(self):
        comparison = compared([given("a"), given("b")], [stored("a")], [claim("a")])
        self.assert_shown(
            comparison, "insert", "Contact b: only among the rows given", "given, but not among"
        )

    def test_a_row_that_nobody_gave_is_shown_and_belongs_to_no_step(self):
        comparison = compared([given("a")], [stored("a"), stored("b")], [claim("a")])
        self.assert_shown(comparison, "", "Contact b: only among the rows in the org")

    def test_a_row_in_the_wrong_result_file_is_shown(self):
        claims = [Claim("insert", "failed", {KEY_FIELD: "a"}, "", "WHY:it failed:--")]
        comparison = compared([given("a")], [stored("a")], claims)
        self.assert_shown(
            comparison,
            "insert",
            "given, but not among the success results: External_Id__c='a'",
            "among the failed results, but not given: External_Id__c='a' (WHY:it failed:--)",
        )

    def test_a_row_claimed_twice_is_shown(self):
        comparison = compared([given()], [stored()], [claim(), claim()])
        texts = comparison.of_step("insert")
        self.assertEqual(len(texts), 1)
        self.assertIn("among the success results, but not given", texts[0])

    def test_an_id_that_belongs_to_another_row_is_shown(self):
        rows, org = [given("a"), given("b")], [stored("a"), stored("b")]
        comparison = compared(rows, org, [claim("a", id="003b"), claim("b", id="003a")])
        self.assert_shown(comparison, "insert", "result file gives 'a' the id of 'b'")

    def test_an_id_that_the_org_does_not_have_is_shown(self):
        comparison = compared([given()], [stored()], [claim(id="003zzz")])
        self.assert_shown(comparison, "insert", "'003zzz', which the org does not have")

    def test_a_row_that_should_be_deleted_and_is_not_is_shown(self):
        rows = [given(), Given("delete", "delete", "Contact", "success", {"Id": "003a"})]
        claims = [claim(), Claim("delete", "success", {"Id": "003a"}, "003a")]
        comparison = compared(rows, [stored()], claims)
        self.assert_shown(comparison, "delete", "deleted: rows given True; rows in the org False")

    def test_long_cells_are_cut(self):
        comparison = compared([given(X="x" * 5000)], [stored(X="y")], [claim(X="y")])
        self.assertIn("… (5000 characters)", "\n".join(comparison.of_step("insert")))


class Readings(unittest.TestCase):
    def compared(self, *read_rows, org=None, known_bugs=()):
        org = org or [stored("a", X="1"), stored("b", X="2")]
        rows = [given(row[KEY_FIELD], X=row["X"]) for row in org]
        claims = [claim(row[KEY_FIELD], X=row["X"]) for row in org]
        return compared(rows, org, claims, known_bugs, read_rows)

    def assert_shown(self, comparison, text):
        self.assertFalse(comparison.agree())
        self.assertIn(text, "\n".join(comparison.of_step("read")))
        self.assertEqual(comparison.of_step("insert"), [])

    def test_a_reading_of_all_rows_is_one_book_more(self):
        comparison = self.compared(read("a", X="1"), read("b", X="2"))
        self.assertTrue(comparison.agree())
        self.assertEqual(comparison.differences, [])
        self.assertEqual([book.title for book in comparison.books][3:], ["rows read"])

    def test_what_differs_in_a_reading_is_laid_to_the_step_that_read_it(self):
        comparison = self.compared(read("a", X="1"), read("b", X="3"))
        self.assert_shown(comparison, "Contact b: X: rows in the org '2'; rows read '3'")

    def test_a_row_that_a_reading_lacks_is_shown(self):
        comparison = self.compared(read("a", X="1"))
        self.assert_shown(comparison, "Contact b: only among the rows in the org")

    def test_a_row_read_twice_is_shown(self):
        comparison = self.compared(read("a", X="1"), read("b", X="2"), read("b", X="2"))
        self.assertIn("rows read has 'b' more than once", comparison.of_step("read"))

    def test_an_id_of_another_row_is_shown(self):
        comparison = self.compared(read("a", X="1"), read("b", X="2", id="003a"))
        self.assertIn("rows read gives 'b' the id of 'a'", comparison.of_step("read"))

    def test_a_deleted_row_that_is_read_as_alive_is_shown(self):
        comparison = self.compared(read(X="1"), org=[stored(deleted=True, X="1")])
        shown = "deleted: rows in the org True; rows read False"
        self.assertIn(shown, "\n".join(comparison.of_step("read")))

    def test_a_row_set_aside_is_not_looked_for_in_a_reading(self):
        rows = [given("a", X="1"), given("b", step="bug", X="1")]
        org = [stored("a", X="1"), stored("b", X="2")]
        claims = [claim("a", X="1"), claim("b", step="bug", X="2")]
        comparison = compared(rows, org, claims, ["bug"], [read("a", X="1"), read("b", X="?")])
        self.assertTrue(comparison.agree())
        self.assertEqual(comparison.of_step("read"), [])


class KnownBugs(unittest.TestCase):
    def test_a_row_that_differs_for_a_known_bug_is_set_aside(self):
        rows = [given("a", step="sound"), given("b", step="bug", X="1")]
        org = [stored("a"), stored("b", X="2")]
        claims = [claim("a", step="sound"), claim("b", step="bug", X="2")]
        comparison = compared(rows, org, claims, known_bugs=["bug"])
        self.assertTrue(comparison.agree())
        self.assertEqual(comparison.set_aside, 1)
        self.assertTrue(comparison.of_step("bug"))

    def test_a_row_of_a_known_bug_that_agrees_stays_in_the_books(self):
        comparison = compared([given(step="bug")], [stored()], [claim(step="bug")], ["bug"])
        self.assertEqual(comparison.set_aside, 0)
        self.assertEqual(comparison.of_step("bug"), [])


class Reading(unittest.TestCase):
    def read(self, *entries):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "books.jsonl"
            path.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
            return Ledger.read(path, SALESFORCE)

    def test_a_result_row_is_parted_from_its_sf_columns(self):
        row = {"sf__Id": "003a", "sf__Created": "true", "X": "a\u2028b"}
        entry = {"book": "results", "step": "s", "file": "success", "row": row}
        expected = Claim("s", "success", {"X": "a\u2028b"}, "003a")
        self.assertEqual(self.read(entry).claims, [expected])

    def test_a_row_that_was_read_back_keeps_all_its_columns(self):
        row = {"Id": "003a", "IsDeleted": "true", KEY_FIELD: "a"}
        common = {"step": "s", "object": "Contact", "row": row}
        ledger = self.read({"book": "read", "reading": "rows over REST", **common})
        self.assertEqual(ledger.read_rows, [ReadRow("s", "rows over REST", "Contact", row)])

    def test_an_unknown_book_is_refused(self):
        with self.assertRaisesRegex(ValueError, "step s: no such book: ledger"):
            self.read({"book": "ledger", "step": "s", "row": {}})

    def test_an_unknown_fate_is_refused(self):
        entry = {"book": "given", "step": "s", "operation": "insert", "object": "X", "row": {}}
        with self.assertRaisesRegex(ValueError, "step s: no such fate: lost"):
            self.read(entry | {"fate": "lost"})

    def test_a_cell_that_is_no_text_is_refused(self):
        entry = {"book": "results", "step": "s", "file": "success", "row": {"X": ["a", "b"]}}
        with self.assertRaisesRegex(ValueError, "step s: cell X is no text"):
            self.read(entry)

    def test_books_that_were_never_begun_are_empty(self):
        self.assertEqual(Ledger.read(Path("no-such-file"), SALESFORCE), Ledger())


if __name__ == "__main__":
    unittest.main()
