"""What counts as a difference between a run and its committed list."""

import tempfile
import unittest
from pathlib import Path

from runner.expected import KnownBug, Outcome, judge, load

BUG = KnownBug("cause", "evidence", "sign of the bug")


def difference(expected, outcomes):
    """The word and the difference of the only step."""
    [verdict] = judge(expected, outcomes)
    return verdict.word, bool(verdict.difference)


class Judgement(unittest.TestCase):
    def test_a_pass_that_passes_is_as_expected(self):
        self.assertEqual(difference({"a": None}, {"a": Outcome(True)}), ("pass", False))

    def test_a_pass_that_fails_is_a_difference(self):
        self.assertEqual(difference({"a": None}, {"a": Outcome(False)}), ("failed", True))

    def test_a_known_bug_that_fails_as_known_is_as_expected(self):
        outcome = Outcome(False, "error: sign of the bug, line 3")
        self.assertEqual(difference({"a": BUG}, {"a": outcome}), ("known bug", False))

    def test_a_known_bug_that_passes_is_a_difference(self):
        self.assertEqual(difference({"a": BUG}, {"a": Outcome(True)}), ("passed", True))

    def test_a_known_bug_that_fails_in_another_way_is_a_difference(self):
        outcome = Outcome(False, "the server answered 500")
        self.assertEqual(difference({"a": BUG}, {"a": outcome}), ("failed", True))

    def test_a_step_that_the_run_lacks_is_a_difference(self):
        self.assertEqual(difference({"a": None}, {}), ("missing", True))

    def test_a_known_bug_that_the_run_lacks_is_a_difference(self):
        self.assertEqual(difference({"a": BUG}, {}), ("missing", True))

    def test_a_step_that_the_list_lacks_is_a_difference(self):
        self.assertEqual(difference({}, {"a": Outcome(True)}), ("unlisted", True))


class Loading(unittest.TestCase):
    def load(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "expected.toml"
            path.write_text(text)
            return load(path)

    def test_both_forms_are_read_in_order(self):
        steps = self.load(
            '[steps]\na = "pass"\n'
            "[steps.b]\n"
            'known_bug = "cause"\nevidence = "evidence"\nshows = "sign of the bug"\n'
        )
        self.assertEqual(list(steps.items()), [("a", None), ("b", BUG)])

    def test_a_known_bug_without_evidence_is_refused(self):
        with self.assertRaisesRegex(ValueError, "step b"):
            self.load('[steps.b]\nknown_bug = "cause"\nevidence = ""\nshows = "sign"\n')

    def test_another_word_than_pass_is_refused(self):
        with self.assertRaisesRegex(ValueError, "step a"):
            self.load('[steps]\na = "skip"\n')

    def test_another_table_is_refused(self):
        with self.assertRaisesRegex(ValueError, "only table"):
            self.load('[steps]\na = "pass"\n[notes]\nb = "x"\n')


if __name__ == "__main__":
    unittest.main()
