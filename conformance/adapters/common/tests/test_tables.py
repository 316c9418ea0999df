"""The reader of CSV and the tables that adapters in Python and JavaScript share say the same."""

import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

COMMON = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(COMMON))

from tables import MISSING, Table, records  # noqa: E402

TEXTS = {
    "nothing": ("", [[]]),
    "a header alone": ("a,b\n", [["a", "b"]]),
    "no last newline": ("a\n1", [["a"], ["1"]]),
    "every ending": ("a\r\n1\r2\n", [["a"], ["1"], ["2"]]),
    "newlines in quotes": ('a\n"x\r\ny\n"\n', [["a"], ["x\r\ny\n"]]),
    "doubled quotes": ('a\n"""x"""\n', [["a"], ['"x"']]),
    "an empty last cell": ("a,b\n1,\n", [["a", "b"], ["1", ""]]),
    "an empty last cell without newline": ("a,b\n1,", [["a", "b"], ["1", ""]]),
    "a blank line": ("a\n\n1\n", [["a"], [""], ["1"]]),
    "null and the text": ('a\nnull\n"null"\n', [["a"], [None], ["null"]]),
    "a quote never closed": ('a\n"x\n', [["a"], ["x\n"]]),
    "text behind a quote": ('a\n"x"y\n', [["a"], ["xy"]]),
    "no CSV at all": ('{"success":false}', [['{"success":false}']]),
}

IN_NODE = """
import { tableOfCsv } from './tables.mjs';
const texts = JSON.parse(process.argv[1]);
const tables = texts.map((text) => tableOfCsv(text, { nullWord: 'null' }));
process.stdout.write(JSON.stringify(tables.map(({ header, rows }) => [header, ...rows])));
"""


class Csv(unittest.TestCase):
    def test_python_reads_texts_as_they_are(self):
        for name, (text, expected) in TEXTS.items():
            with self.subTest(name):
                table = Table.of_csv(text, null="null")
                self.assertEqual([table.header, *table.rows], expected)

    @unittest.skipUnless(shutil.which("node"), "there is no node on this machine")
    def test_javascript_reads_them_alike(self):
        texts = json.dumps([text for text, _ in TEXTS.values()])
        command = ["node", "--input-type=module", "--eval", IN_NODE, texts]
        done = subprocess.run(command, cwd=COMMON, capture_output=True, text=True, check=True)
        for name, found in zip(TEXTS, json.loads(done.stdout), strict=True):
            with self.subTest(name):
                self.assertEqual(found, TEXTS[name][1])


class Tables(unittest.TestCase):
    def test_a_table_comes_back_from_its_file(self):
        table = Table(["a", "b"], [["x\ny", None], ["\u2028", MISSING]])
        with tempfile.TemporaryDirectory() as folder:
            found = Table.load(table.save(Path(folder) / "rows.ndjson"))
        self.assertEqual(found, table)

    def test_records_of_different_keys_keep_their_columns(self):
        table = Table.of_records([{"a": "1"}, {"b": None, "a": "2"}])
        self.assertEqual(table, Table(["a", "b"], [["1", MISSING], ["2", None]]))

    def test_typed_cells_become_values_and_missing_cells_no_keys(self):
        [record] = records(Table(["a", "b", "c"], [[{"bool": True}, MISSING, {"int": "7"}]]))
        self.assertEqual(record, {"a": True, "c": 7})


if __name__ == "__main__":
    unittest.main()
