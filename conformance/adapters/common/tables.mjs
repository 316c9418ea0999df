// Tables of the protocol, and CSV as a caller reads it whose client hands over text.
//
// A table is a header and rows; a file of one has a JSON array a line. Rows leave an adapter only
// in this form. The CSV reader never refuses: what a client hands over is shown as it is, and it
// is for the kit to judge. It knows no client.

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

const MISSING = { missing: true };

/** Lines that are written at a time. */
const BLOCK = 4096;

/** So many decimal digits any number in JavaScript can hold. */
const NUMBER_DIGITS = 15;

/** Reads a file of rows. */
export function loadTable(path) {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const [header = [], ...rows] = lines.map((line) => JSON.parse(line));
  return { header, rows };
}

/** Writes a file of rows; gives its path. */
export function saveTable(path, { header, rows }) {
  const file = openSync(path, 'w');
  const lines = [header, ...rows];
  for (let at = 0; at < lines.length; at += BLOCK) {
    const block = lines.slice(at, at + BLOCK).map((line) => `${JSON.stringify(line)}\n`);
    writeSync(file, block.join(''));
  }
  closeSync(file);
  return path;
}

/** Records as a client hands them over, under all names that any of them has. */
export function tableOfRecords(records) {
  const names = new Set();
  for (const record of records) for (const name of Object.keys(record)) names.add(name);
  const header = [...names];
  const rows = records.map((record) =>
    header.map((name) => (name in record ? shown(record[name]) : MISSING)),
  );
  return { header, rows };
}

function shown(value) {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'boolean') return { bool: value };
  if (typeof value === 'bigint' || Number.isInteger(value)) return { int: String(value) };
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Records as a caller in JavaScript holds them; a missing cell is a missing key. */
export function recordsOf({ header, rows }) {
  return rows.map((row) => {
    const there = header.map((name, place) => [name, row[place]]);
    return Object.fromEntries(
      there.filter(([, cell]) => !cell?.missing).map(([name, cell]) => [name, held(cell)]),
    );
  });
}

/** One cell as a caller in JavaScript holds it: what no number can hold is a BigInt, or a text. */
function held(cell) {
  if (cell === null || typeof cell === 'string') return cell;
  const [[kind, inner]] = Object.entries(cell);
  switch (kind) {
    case 'bool':
      return inner;
    case 'int':
      return Number.isSafeInteger(Number(inner)) ? Number(inner) : BigInt(inner);
    case 'decimal':
      return inner.replace(/\D/g, '').length <= NUMBER_DIGITS ? Number(inner) : inner;
    case 'date':
      return inner;
    case 'datetime':
      return new Date(inner);
    default:
      throw new Error(`a cell that JavaScript has no value for: ${kind}`);
  }
}

/** The rows of a CSV text; a bare cell that reads `null` is a null, if that is what null is. */
export function tableOfCsv(text, { delimiter = ',', nullWord } = {}) {
  const rows = [...lines(text, delimiter)].map((line) =>
    line.map(({ cell, quoted }) => (!quoted && cell === nullWord ? null : cell)),
  );
  const header = (rows.shift() ?? []).map((cell) => cell ?? '');
  return { header, rows };
}

/** Lines of cells. CR, LF and CRLF end a line; blank lines count. */
function* lines(text, delimiter) {
  const endsCell = new RegExp(`[\\${delimiter}\\r\\n]`, 'g');
  let at = 0;
  let line = [];
  while (at < text.length || line.length > 0) {
    const { cell, quoted, end } =
      text[at] === '"' ? quotedCell(text, at) : { cell: '', quoted: false, end: at };
    endsCell.lastIndex = end;
    const stop = endsCell.exec(text)?.index ?? text.length;
    line.push({ cell: cell + text.slice(end, stop), quoted });
    at = stop + 1;
    if (text[stop] === delimiter) continue;
    if (text.startsWith('\r\n', stop)) at += 1;
    yield line;
    line = [];
  }
}

/** A quoted cell that begins here, and where it ends; one never closed ends with the text. */
function quotedCell(text, start) {
  const parts = [];
  let at = start + 1;
  for (;;) {
    const stop = text.indexOf('"', at);
    parts.push(text.slice(at, stop < 0 ? undefined : stop));
    if (stop < 0) return { cell: parts.join(''), quoted: true, end: text.length };
    if (text[stop + 1] !== '"') return { cell: parts.join(''), quoted: true, end: stop + 1 };
    parts.push('"');
    at = stop + 2;
  }
}
