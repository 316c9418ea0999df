// What the drivers in JavaScript share of Marketo: how to get in, leads, CSV, and by plain HTTP what
// their clients lack.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

const env = process.env;

export const settings = {
  baseUrl: env.BASE_URL,
  clientId: env.MK_CLIENT_ID,
  clientSecret: env.MK_CLIENT_SECRET,
};

/** What an extract writes where there is no value. */
export const NULL = 'null';

/** All that any step writes to a lead, and its id. */
export const LEAD_FIELDS = [
  'id',
  'email',
  'firstName',
  'lastName',
  'title',
  'leadScore',
  'myCustomText',
];

/** Looks at a job before it must be over; the org's clock leaps with each. */
const LOOKS_MAX = 12;

export const email = (key) => `${key.replaceAll('_', '-')}@clients.example`;

/** A row that creates a lead. */
export function lead(key, others = {}) {
  return { email: email(key), firstName: 'First', lastName: `Last ${key}`, ...others };
}

export function leads(stem, count) {
  return Array.from({ length: count }, (_, n) => lead(`${stem}-${n}`, { title: `${stem} ${n}` }));
}

/** From ten days ago to ten days ahead: the org's clock has leapt while jobs waited. */
export function lastDays() {
  const instant = (days) => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19)}Z`;
  return { startAt: instant(-10), endAt: instant(10) };
}

/** Looks at a job until it is over; resolves to it and the states that it showed. */
export async function settled(first, look, ends) {
  const states = [first.status];
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const job = await look();
    if (job.status !== states.at(-1)) states.push(job.status);
    if (ends.includes(job.status)) return { job, states };
  }
  return assert.fail(`not over after ${LOOKS_MAX} looks: ${states}`);
}

/** Size and digest of a file must be those of the job's status. */
export function assertIsFileOf(job, text) {
  const bytes = Buffer.from(text, 'utf8');
  const digest = createHash('sha256').update(bytes).digest('hex');
  assert.deepEqual([bytes.length, `sha256:${digest}`], [job.fileSize, job.fileChecksum]);
}

// --- plain HTTP

let token;

/** The first record of the answer to a call that must succeed. */
export async function plainCall(path, options = {}) {
  const answer = await (await plainFetch(path, options)).json();
  assert.ok(answer.success, `${path}: ${JSON.stringify(answer.errors)}`);
  return answer.result[0];
}

async function plainFetch(path, { headers, ...options }) {
  token ??= await plainToken();
  const bearer = { Authorization: `Bearer ${token}` };
  return fetch(settings.baseUrl + path, { ...options, headers: { ...bearer, ...headers } });
}

async function plainToken() {
  const query = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: settings.clientId,
    client_secret: settings.clientSecret,
  });
  const answer = await fetch(`${settings.baseUrl}/identity/oauth/token?${query}`);
  return (await answer.json()).access_token;
}

/** Imports rows; resolves to the batch when it is over. */
export async function plainImport(rows) {
  const form = new FormData();
  form.append('file', new Blob([csv(rows)], { type: 'text/csv' }), 'leads.csv');
  const path = '/bulk/v1/leads.json?format=csv&lookupField=email';
  return plainSettledBatch(await plainCall(path, { method: 'POST', body: form }));
}

/** A batch, looked at until it is over. */
export async function plainSettledBatch(queued) {
  const look = () => plainCall(`/bulk/v1/leads/batch/${queued.batchId}.json`);
  return (await settled(queued, look, ['Complete', 'Failed'])).job;
}

/** The failures (or warnings) of a batch, one object each. */
export async function plainReport(batchId, report = 'failures') {
  const answer = await plainFetch(`/bulk/v1/leads/batch/${batchId}/${report}.json`, {});
  assert.equal(answer.status, 200);
  return parseCsv(await answer.text());
}

/** An extract of leads; resolves to its rows. */
export async function plainExtract(fields, filter) {
  const path = (call) => `/bulk/v1/leads/export/${call}.json`;
  const created = await plainCall(path('create'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ fields, filter }),
  });
  const of = (call) => path(`${created.exportId}/${call}`);
  const queued = await plainCall(of('enqueue'), { method: 'POST' });
  const { job } = await settled(queued, () => plainCall(of('status')), ['Completed', 'Failed']);
  const text = await (await plainFetch(of('file'), {})).text();
  assertIsFileOf(job, text);
  return parseCsv(text);
}

// --- CSV

/** Every cell quoted, the header bare. */
export function csv(rows) {
  const quote = (cell) => `"${cell.replaceAll('"', '""')}"`;
  const lines = rows.map((row) => Object.values(row).map(quote).join(','));
  return [Object.keys(rows[0]).join(','), ...lines].map((line) => `${line}\n`).join('');
}

/** The rows of a CSV text; each must have as many cells as the header. */
export function parseCsv(text) {
  const [header, ...lines] = csvLines(text);
  return lines.map((line) => {
    assert.equal(line.length, header.length, `cells of ${JSON.stringify(line)}`);
    return Object.fromEntries(header.map((name, place) => [name, line[place]]));
  });
}

function csvLines(text) {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/gy;
  const lines = [];
  let line = [];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    assert.ok(found, `no cell at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    const [, quoted, bare, end] = found;
    line.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      lines.push(line);
      line = [];
    }
  }
  return lines;
}
