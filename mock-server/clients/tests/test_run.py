"""How the runner joins what a driver says with what the books bear out."""

import sys
import tempfile
import unittest
from pathlib import Path

from run import BOOKS_STEP, CLIENTS, _with_books
from runner import expected, install
from runner.books import compare
from runner.drive import drive
from runner.expected import Outcome
from runner.ledger import Claim, Given, Ledger
from runner.orgs import MarketoInstance, SalesforceOrg
from runner.rules import SALESFORCE

KEY_FIELD = SALESFORCE.key_field

ROW = Given("insert", "insert", "Contact", "success", {KEY_FIELD: "a", "X": "1"})
CLAIM = Claim("insert", "success", {KEY_FIELD: "a", "X": "1"}, "003a")


def org_row(key, value):
    return {"Id": f"003{key}", "IsDeleted": False, KEY_FIELD: key, "X": value}


def joined(*org_rows):
    comparison = compare(Ledger([ROW], [CLAIM]), {"Contact": list(org_rows)}, set(), SALESFORCE)
    return _with_books({"insert": Outcome(True, "said ok")}, comparison)


class Joining(unittest.TestCase):
    def test_a_step_that_the_books_bear_out_passes(self):
        outcomes = joined(org_row("a", "1"))
        self.assertTrue(outcomes["insert"].ok)
        self.assertTrue(outcomes[BOOKS_STEP].ok)

    def test_a_step_that_said_ok_fails_when_its_books_differ(self):
        outcomes = joined(org_row("a", "2"))
        self.assertFalse(outcomes["insert"].ok)
        self.assertIn("said ok", outcomes["insert"].detail)
        self.assertIn("X: rows given '1'; rows in the org '2'", outcomes["insert"].detail)
        self.assertFalse(outcomes[BOOKS_STEP].ok)

    def test_a_row_of_no_step_fails_the_books_themselves(self):
        outcomes = joined(org_row("a", "1"), org_row("b", "1"))
        self.assertTrue(outcomes["insert"].ok)
        self.assertFalse(outcomes[BOOKS_STEP].ok)
        self.assertIn("Contact b", outcomes[BOOKS_STEP].detail)


class Driving(unittest.TestCase):
    def drive(self, script):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder)
            command = [sys.executable, "-c", script]
            return drive(command, path, "http://127.0.0.1:1", SalesforceOrg.named("test"), path).outcomes

    def test_each_line_is_a_step(self):
        outcomes = self.drive('print(\'{"step": "a", "ok": true, "detail": "d"}\')')
        self.assertEqual(outcomes, {"a": Outcome(True, "d")})

    def test_a_bad_end_is_a_step_of_its_own(self):
        self.assertFalse(self.drive("exit(3)")["driver_ended_badly"].ok)

    def test_a_line_that_is_no_step_is_a_step_of_its_own(self):
        self.assertFalse(self.drive("print('hello')")["unreadable_line"].ok)

    def test_a_step_taken_twice_is_told(self):
        line = 'print(\'{"step": "a", "ok": true, "detail": ""}\');'
        self.assertFalse(self.drive(line * 2)["a_again"].ok)


class Orgs(unittest.TestCase):
    def test_an_org_is_declared_with_the_settings_of_its_client(self):
        org = SalesforceOrg.named("test", clock="auto", settings={"query_page_rows": 7})
        declaration = org.declaration()
        self.assertEqual(declaration["settings"], {"query_page_rows": 7})
        self.assertEqual(declaration["clock"], "auto")

    def test_an_instance_is_declared_with_the_settings_of_its_marketo_side(self):
        instance = MarketoInstance.named("test", clock="auto", settings={"exports_queued": 3})
        self.assertEqual(
            instance.declaration(),
            {
                "name": "test",
                "clock": "auto",
                "marketo": {
                    "clients": [{"client_id": "test-client", "client_secret": "test-secret"}],
                    "settings": {"exports_queued": 3},
                },
            },
        )

    def test_a_driver_is_told_the_credentials_of_its_provider_only(self):
        names = set(MarketoInstance.named("test").environment())
        self.assertEqual(names, {"MK_CLIENT_ID", "MK_CLIENT_SECRET"})

    def test_credentials_do_not_depend_on_the_settings(self):
        plain, other = SalesforceOrg.named("test"), SalesforceOrg.named("test", clock="auto")
        self.assertEqual(plain.access_token, other.access_token)


class Installing(unittest.TestCase):
    def test_a_driver_of_several_clients_installs_each_in_its_own_folder(self):
        installed = []
        install.beside({"one": installed.append, "two": installed.append})(Path("clients/both"))
        self.assertEqual(installed, [Path("clients/one"), Path("clients/two")])


class Lists(unittest.TestCase):
    def test_every_client_that_ingests_has_a_list_that_ends_with_the_books(self):
        for client in CLIENTS:
            steps = expected.load(client.folder / "expected.toml")
            if not client.generated_rows:
                self.assertIsNone(steps[BOOKS_STEP], client.name)


if __name__ == "__main__":
    unittest.main()
