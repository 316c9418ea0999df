// Insert in each form of input that jsforce takes, and in each dialect of CSV.

import { Readable } from 'node:stream';

import { give, step } from '../harness.mjs';
import { PLAIN_ROWS, contact, contacts, load, loadNothing, settle } from '../org.mjs';

const DELIMITERS = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
};

const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' };

export async function inserts() {
  await step('insert_records', async (name) => {
    await load(name, 'insert', contacts('plain', PLAIN_ROWS));
  });
  await step('insert_booleans_and_numbers', insertTyped);
  await step('insert_csv_string', async (name) => {
    const rows = [contact('string-0', 'a "q", b'), contact('string-1', 'x\ny')];
    give(name, 'insert', 'Contact', rows);
    await settle(name, 'insert', csv(rows));
  });
  await step('insert_csv_stream', async (name) => {
    const rows = [contact('stream-0', 'a "q", 🚀'), contact('stream-1', 'x\ny')];
    give(name, 'insert', 'Contact', rows);
    await settle(name, 'insert', Readable.from(csv(rows).match(/.{1,7}/gsu)));
  });
  for (const dialect of dialects()) {
    await step(dialect.name, (name) => insertInDialect(name, dialect));
  }
  await step('insert_no_rows', (name) => loadNothing(name, 'insert'));
}

async function insertTyped(name) {
  const [row] = contacts('typed', 1);
  give(name, 'insert', 'Contact', [{ ...row, FirstName: 'true', Description: '12.5' }]);
  await settle(name, 'insert', [{ ...row, FirstName: true, Description: 12.5 }]);
}

function dialects() {
  return Object.keys(DELIMITERS).flatMap((columnDelimiter) =>
    Object.keys(LINE_ENDINGS).map((lineEnding) => ({
      name: `insert_${columnDelimiter}_${lineEnding}`.toLowerCase(),
      columnDelimiter,
      lineEnding,
    })),
  );
}

async function insertInDialect(name, { columnDelimiter, lineEnding }) {
  const everyDelimiter = Object.values(DELIMITERS).join('');
  const rows = [contact(`${name}-0`, `a${everyDelimiter}"q"`), contact(`${name}-1`, 'x\r\ny\nz')];
  give(name, 'insert', 'Contact', rows);
  const input = csv(rows, DELIMITERS[columnDelimiter], LINE_ENDINGS[lineEnding]);
  await settle(name, 'insert', input, { columnDelimiter, lineEnding });
}

/** Every cell quoted, the header bare: what the users of a CSV string bring along. */
function csv(rows, delimiter = ',', lineEnding = '\n') {
  const header = Object.keys(rows[0]).join(delimiter);
  const lines = rows.map((row) => Object.values(row).map(quote).join(delimiter));
  return [header, ...lines].map((line) => line + lineEnding).join('');
}

function quote(cell) {
  return `"${cell.replaceAll('"', '""')}"`;
}
