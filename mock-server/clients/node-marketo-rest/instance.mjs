// What the steps share of node-marketo-rest: the client, a lead's id, an extract to its end.
//
// The client waits ninety seconds and more between two looks at a job, whatever it is told; so the
// driver looks, by the client's own call for one status.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

import { reason } from '../common/driver.mjs';
import { assertIsFileOf, email, settings, settled } from '../common/marketo.mjs';

const require = createRequire(import.meta.url);
const Marketo = require('node-marketo-rest');

export const { version } = require('node-marketo-rest/package.json');

/** Of the standard instance: a list that has no members. */
export const LIST_ID = 1003;

/** A client with this secret; what can be tried again is soon tried. */
export function newClient(clientSecret) {
  return new Marketo({
    endpoint: `${settings.baseUrl}/rest`,
    identity: `${settings.baseUrl}/identity`,
    clientId: settings.clientId,
    clientSecret,
    retry: { maxRetries: 3, initialDelay: 100, maxDelay: 400 },
  });
}

export const marketo = newClient(settings.clientSecret);

/** The id of the lead of a key, as the client finds it. */
export async function idOf(key) {
  const { result } = await marketo.lead.find('email', [email(key)]);
  assert.equal(result.length, 1, `leads of ${key}`);
  return result[0].id;
}

/** Extracts to the end; size and digest of the file must be those of the status. */
export async function extract(api, ...wanted) {
  const created = first(await api.create(...wanted));
  assert.equal(created.status, 'Created');
  const queued = first(await api.enqueue(created.exportId));
  const look = async () => first(await api.status(created.exportId));
  const { job, states } = await settled(queued, look, ['Completed', 'Failed', 'Cancelled']);
  assert.equal(job.status, 'Completed');
  const text = await api.file(created.exportId);
  assertIsFileOf(job, text);
  return { job, states: ['Created', ...states], text };
}

export function extractLeads(fields, filter, options) {
  return extract(marketo.bulkLeadExtract, fields, filter, options);
}

export function first({ success, result }) {
  assert.equal(success, true);
  return result[0];
}

/** Expects a refusal with this error code, or with a message that matches. */
export async function refused(call, expected) {
  let answer;
  try {
    answer = await call;
  } catch (error) {
    assert.match(reason(error), expected instanceof RegExp ? expected : new RegExp(`^${expected}:`));
    return reason(error);
  }
  return assert.fail(`not refused, the answer was ${JSON.stringify(answer)}`);
}
