// What the steps share of jsforce: the connection, the contacts, a load that is booked.
//
// Each row that creates a record has an External_Id__c of its own: the books know it by that.

import assert from 'node:assert/strict';

import jsforce from 'jsforce';

import { claim, give, settings } from './harness.mjs';

export const KEY = 'External_Id__c';

/** Contacts `plain-0` and so on, there after the first insert. */
export const PLAIN_ROWS = 25;

export const POLL = { pollInterval: 100, pollTimeout: 60_000 };

export const connection = new jsforce.Connection({
  instanceUrl: settings.baseUrl,
  accessToken: settings.accessToken,
});

const idByKey = new Map();

export function contact(key, description) {
  return { LastName: `Last ${key}`, FirstName: 'First', [KEY]: key, Description: description };
}

export function contacts(stem, count) {
  return Array.from({ length: count }, (_, n) => contact(`${stem}-${n}`, `${stem} ${n}`));
}

/** The id that a result file gave to the contact of this key. */
export function idOf(key) {
  assert.ok(idByKey.has(key), `no result file named ${key}`);
  return idByKey.get(key);
}

/** Loads rows that are all meant to succeed, and books them and their results. */
export function load(step, operation, rows) {
  give(step, operation, 'Contact', rows);
  return settle(step, operation, rows);
}

/** Loads no row at all: the job must complete with three empty result files. */
export async function loadNothing(step, operation) {
  const results = await settle(step, operation, []);
  const counts = Object.values(results).map((rows) => rows.length);
  assert.deepEqual(counts, [0, 0, 0]);
}

/** Loads input whose rows are booked already, and books the results. */
export async function settle(step, operation, input, options = {}) {
  const results = await bulkLoad(operation, input, options);
  claim(step, results);
  for (const row of results.successfulResults) {
    if (row[KEY]) idByKey.set(row[KEY], row.sf__Id);
  }
  return results;
}

export function bulkLoad(operation, input, options = {}) {
  return connection.bulk2.loadAndWaitForResults({
    object: 'Contact',
    operation,
    input,
    ...POLL,
    ...options,
  });
}

export function newJob(options = { operation: 'insert' }) {
  return connection.bulk2.createJob({ object: 'Contact', ...options });
}

export function listJobs(client) {
  return client.request(`/services/data/v${client.version}/jobs/ingest`);
}

/** Expects a refusal with this error code, or with a message that matches. */
export async function refused(call, expected) {
  try {
    await call;
  } catch (error) {
    const found = expected instanceof RegExp ? error.message : error.errorCode;
    assert.match(String(found), new RegExp(expected));
    return error.message;
  }
  return assert.fail(`not refused, though ${expected} was expected`);
}

/** A query job under way. jsforce makes one by itself only to wait for it at once. */
export async function queryJob(soql, operation = 'query') {
  const { id, state } = await connection.request({
    method: 'POST',
    url: `/services/data/v${connection.version}/jobs/query`,
    body: JSON.stringify({ operation, query: soql }),
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(state, 'UploadComplete');
  return connection.bulk2.job('query', { id });
}

/** All records of a stream of records. */
export function recordsOf(stream) {
  const records = [];
  return new Promise((resolve, reject) => {
    stream.on('record', (record) => records.push(record));
    stream.on('error', reject);
    stream.on('end', () => resolve(records));
  });
}

/** Books single records that were written, as their answers say; `rows` and `ids` go together. */
export function written(step, operation, rows, ids) {
  give(step, operation, 'Contact', rows);
  const answered = rows.map((row, n) => ({ ...row, sf__Id: ids[n] }));
  claim(step, { successfulResults: answered, failedResults: [], unprocessedRecords: [] });
  rows.forEach((row, n) => row[KEY] && idByKey.set(row[KEY], ids[n]));
}
