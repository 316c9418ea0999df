"""What the books must know of Marketo: blank cells clear, no file tells of success, `null`."""

import json
import tempfile
import unittest
from pathlib import Path

from runner.books import compare, without_planted
from runner.ledger import Claim, Given, Ledger, ReadRow
from runner.rules import MARKETO


def given(email="a", step="import", fate="success", operation="upsert", **cells):
    return Given(step, operation, "leads", fate, {"email": email} | cells)


def lead(email="a", id=1, deleted=False, **cells):
    return {"id": id, "isDeleted": deleted, "email": email} | cells


def extracted(email="a", id="1", **cells):
    return ReadRow("extract", "rows in the extract", "leads", {"id": id, "email": email} | cells, "null")


def car(vin="v", **cells):
    return Given("cars", "upsert", "car_c", "success", {"vin": vin} | cells)


def compared(rows, leads, claims=(), read_rows=(), known_bugs=(), **others):
    ledger = Ledger(list(rows), list(claims), list(read_rows))
    return compare(ledger, {"leads": leads} | others, set(known_bugs), MARKETO)


class Agreement(unittest.TestCase):
    def assert_agree(self, comparison):
        self.assertEqual([found.text for found in comparison.differences], [])
        self.assertTrue(comparison.agree())

    def test_an_extract_is_the_third_book(self):
        comparison = compared([given(x="1")], [lead(x="1")], read_rows=[extracted(x="1")])
        self.assert_agree(comparison)
        titles = [book.title for book in comparison.books]
        self.assertEqual(titles, ["rows given", "rows in the org", "rows in the extract"])

    def test_without_an_extract_two_books_prove_nothing(self):
        self.assertFalse(compared([given(x="1")], [lead(x="1")]).agree())

    def test_a_blank_cell_clears_and_an_absent_one_leaves_alone(self):
        rows = [given(x="1", y="1"), given(step="update", x="")]
        self.assert_agree(
            compared(rows, [lead(x=None, y="1")], read_rows=[extracted(x="null", y="1")])
        )

    def test_a_row_taken_with_a_warning_is_in_the_org_and_in_its_file(self):
        claims = [Claim("import", "warned", {"email": "a"}, "", "Invalid email address")]
        comparison = compared(
            [given(fate="warned")], [lead()], claims=claims, read_rows=[extracted()]
        )
        self.assert_agree(comparison)

    def test_a_refused_row_is_in_its_file_only(self):
        rows = [given("a"), given("", fate="failed", x="1")]
        claims = [Claim("import", "failed", {"x": "1"}, "", "no lookup value")]
        self.assert_agree(compared(rows, [lead()], claims=claims, read_rows=[extracted()]))

    def test_a_deleted_lead_is_not_looked_for_in_an_extract(self):
        rows = [given("a"), given("b"), Given("delete", "delete", "leads", "success", {"id": "2"})]
        leads = [lead("a"), lead("b", id=2, deleted=True)]
        self.assert_agree(compared(rows, leads, read_rows=[extracted("a")]))

    def test_each_object_has_its_own_key_and_its_own_books(self):
        comparison = compared(
            [given(), car(model="x")],
            [lead()],
            read_rows=[
                extracted(),
                ReadRow("extract", "cars", "car_c", {"vin": "v", "model": "x"}, "null"),
            ],
            car_c=[{"id": 1, "isDeleted": False, "vin": "v", "model": "x"}],
        )
        self.assert_agree(comparison)
        self.assertEqual(comparison.books[-1].title, "cars, car_c")


class Null(unittest.TestCase):
    def reading(self, stored, read):
        return compared([given(x=stored or "")], [lead(x=stored)], read_rows=[extracted(x=read)])

    def test_the_text_null_of_an_extract_is_a_blank_or_that_text(self):
        for stored in (None, "", "null"):
            self.assertTrue(self.reading(stored, "null").agree(), stored)

    def test_a_truth_that_the_org_does_not_hold_reads_false_and_not_true(self):
        for read, agrees in (("false", True), ("true", False)):
            rows = [given(x="1", unsubscribed="")]
            seen = [extracted(x="1", unsubscribed=read)]
            books = compared(rows, [lead(x="1", unsubscribed=None)], read_rows=seen)
            self.assertEqual(books.agree(), agrees, read)

    def test_the_text_null_of_an_extract_is_no_other_value(self):
        for stored in ("x", "NULL"):
            self.assertFalse(self.reading(stored, "null").agree(), stored)

    def test_a_blank_of_an_extract_is_not_the_text_null(self):
        self.assertFalse(self.reading("null", "").agree())


class Disagreement(unittest.TestCase):
    def test_a_taken_row_in_the_failures_file_is_shown(self):
        claims = [Claim("import", "failed", {"email": "a"}, "", "why")]
        comparison = compared([given()], [lead()], claims=claims, read_rows=[extracted()])
        self.assertEqual(
            comparison.of_step("import"), ["among the failed results, but not given: email='a' (why)"]
        )

    def test_a_refused_row_without_its_file_is_shown(self):
        rows = [given("a"), given("b", fate="failed")]
        comparison = compared(rows, [lead()], read_rows=[extracted()])
        self.assertEqual(
            comparison.of_step("import"), ["given, but not among the failed results: email='b'"]
        )

    def test_a_lead_of_another_id_is_shown(self):
        comparison = compared([given()], [lead(id=7)], read_rows=[extracted(id="8")])
        self.assertIn("gives 'a' the id of None", comparison.of_step("extract")[0])

    def test_a_lead_that_is_not_deleted_is_shown(self):
        rows = [given("a"), Given("delete", "delete", "leads", "success", {"id": "1"})]
        comparison = compared(rows, [lead("a")])
        self.assertIn("deleted: rows given True", comparison.of_step("delete")[0])


class Planted(unittest.TestCase):
    def test_a_planted_lead_is_in_no_book(self):
        rows = [lead("a", x="1", y=None), lead("b", id=2, x=None, y="1")]
        self.assertEqual(without_planted(rows, [lead("a", x="1")]), rows[1:])

    def test_a_planted_lead_that_was_changed_or_deleted_is(self):
        rows = [lead("a", x="2"), lead("b", id=2, deleted=True)]
        self.assertEqual(without_planted(rows, [lead("a", x="1"), lead("b", id=2)]), rows)


class Reading(unittest.TestCase):
    def test_reasons_are_parted_from_the_row(self):
        row = {"email": "a", "Import Failure Reason": "why"}
        entry = {"book": "results", "step": "s", "file": "failed", "row": row}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "books.jsonl"
            path.write_text(json.dumps(entry) + "\n")
            claims = Ledger.read(path, MARKETO).claims
        self.assertEqual(claims, [Claim("s", "failed", {"email": "a"}, "", "why")])


if __name__ == "__main__":
    unittest.main()
