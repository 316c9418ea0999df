// What every driver in JavaScript stands on: one JSON line per step, the books, the hostile cells.
// It knows no client and no provider.

import { appendFileSync, readFileSync } from 'node:fs';

/** The hostile cells, by group; each is `{ name, field, value }`. */
export function nastyCells(defaultField) {
  const groups = JSON.parse(readFileSync(new URL('../nasty.json', import.meta.url), 'utf8'));
  const written = (entry) => ({
    name: entry.name,
    field: entry.field ?? defaultField,
    value: entry.value ?? entry.repeat.repeat(entry.times),
  });
  return Object.fromEntries(
    Object.entries(groups).map(([group, entries]) => [group, entries.map(written)]),
  );
}

/** Takes one step: a text that it returns is its detail, whatever it throws is its failure. */
export async function step(name, take) {
  try {
    const said = await take(name);
    report(name, true, typeof said === 'string' ? said : '');
  } catch (error) {
    report(name, false, reason(error));
  }
}

/** What was thrown, with the code that a client laid on it; some throw a bare text. */
export function reason(error) {
  const code = error?.errorCode ?? error?.errors?.[0]?.code;
  return `${code ? `${code}: ` : ''}${error?.message ?? error}`;
}

export function report(name, ok, detail) {
  process.stdout.write(`${JSON.stringify({ step: name, ok, detail })}\n`);
}

/** Enters rows into the book of rows given; `fate` is what they are meant for. */
export function give(stepName, operation, object, rows, fate = 'success') {
  enter(rows.map((row) => ({ book: 'given', step: stepName, operation, object, fate, row })));
}

/** Enters the rows of one result file into the book of results. */
export function claimFile(stepName, file, rows) {
  enter(rows.map((row) => ({ book: 'results', step: stepName, file, row })));
}

/** Enters an object that was read back whole; `nothing` is the text that stands for no value. */
export function read(stepName, reading, object, rows, nothing = null) {
  const common = { book: 'read', step: stepName, reading, object, null: nothing };
  enter(rows.map((row) => ({ ...common, row })));
}

function enter(entries) {
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
  appendFileSync(process.env.BOOKS_FILE, lines.join(''));
}
