// What the steps of run.mjs stand on: the settings, one JSON line per step, the books.
// It knows nothing of jsforce.

import { appendFileSync, readFileSync } from 'node:fs';

const env = process.env;

export const settings = {
  baseUrl: env.BASE_URL,
  accessToken: env.SF_ACCESS_TOKEN,
  username: env.SF_USERNAME,
  password: env.SF_PASSWORD,
  clientId: env.SF_CLIENT_ID,
  clientSecret: env.SF_CLIENT_SECRET,
  jobFile: env.JOB_FILE,
};

/** The hostile cells, by group; each is `{ name, field, value }`. */
export const nasty = readNasty();

function readNasty() {
  const groups = JSON.parse(readFileSync(new URL('../nasty.json', import.meta.url), 'utf8'));
  const written = (entry) => ({
    name: entry.name,
    field: entry.field ?? 'Description',
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
    const code = error.errorCode ? `${error.errorCode}: ` : '';
    report(name, false, `${code}${error.message}`);
  }
}

export function report(name, ok, detail) {
  process.stdout.write(`${JSON.stringify({ step: name, ok, detail })}\n`);
}

/** Enters rows into the book of rows given; `fate` is the result file they are meant for. */
export function give(stepName, operation, object, rows, fate = 'success') {
  enter(rows.map((row) => ({ book: 'given', step: stepName, operation, object, fate, row })));
}

/** Enters what the client made of the three result files into the book of results. */
export function claim(stepName, { successfulResults, failedResults, unprocessedRecords }) {
  const files = {
    success: successfulResults,
    failed: failedResults,
    unprocessed: unprocessedRecords,
  };
  for (const [file, rows] of Object.entries(files)) {
    enter(rows.map((row) => ({ book: 'results', step: stepName, file, row })));
  }
}

/** Enters an object that was read back whole, deleted rows included. */
export function read(stepName, reading, object, rows) {
  enter(rows.map((row) => ({ book: 'read', step: stepName, reading, object, row })));
}

function enter(entries) {
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
  appendFileSync(env.BOOKS_FILE, lines.join(''));
}
