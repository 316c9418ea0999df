// What the steps share of Segment's destination "Marketo Static Lists": calls in the way in which
// Segment's own tests make them, and the batch that a call leaves behind, waited for.
//
// The destination looks at no batch after it was made, and reads no lead back: the driver does both by
// plain HTTP.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

import { plainReport, plainSettledBatch, settings } from '../common/marketo.mjs';
import { reason } from './harness.mjs';

const require = createRequire(import.meta.url);
const { createTestEvent, createTestIntegration } = require('@segment/actions-core');
const {
  default: definition,
} = require('@segment/action-destinations/dist/destinations/marketo-static-lists/index.js');

export const { version } = require('@segment/action-destinations/package.json');

export const destination = createTestIntegration(definition);

/** Of the standard instance: a list that has no members. */
export const LIST_ID = '1003';

/** How a customer of Segment sets the destination up. */
export const setUp = {
  client_id: settings.clientId,
  client_secret: settings.clientSecret,
  api_endpoint: `${settings.baseUrl}/rest`,
  folder_name: 'Marketing Activities',
};

let accessToken = '';

/** Gets a token for the calls to come; resolves to it. */
export async function authorise(others = {}) {
  const wanted = { ...setUp, ...others };
  const call = { accessToken: '', refreshToken: '', clientId: '', clientSecret: '' };
  ({ accessToken } = await destination.refreshAccessToken(wanted, call));
  return accessToken;
}

/** Calls an action with one row; resolves to the last answer. */
export async function one(action, row, { listId = LIST_ID, token = accessToken } = {}) {
  const answers = await destination.testAction(action, {
    event: event(row),
    mapping: mapping(action, Object.keys(row), listId),
    useDefaultMappings: false,
    settings: setUp,
    auth: { accessToken: token, refreshToken: '' },
  });
  return answers.at(-1).data;
}

/** Calls an action with many rows at once; resolves to what it says of each. */
export async function many(action, rows, { listId = LIST_ID } = {}) {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const answers = await destination.executeBatch(action, {
    events: rows.map(event),
    mapping: mapping(action, fields, listId),
    settings: setUp,
    auth: { accessToken, refreshToken: '' },
  });
  return answers;
}

function event(row) {
  return createTestEvent({ type: 'track', event: 'Audience Entered', properties: row });
}

function mapping(action, fields, listId) {
  const path = (field) => ({ '@path': `$.properties.${field}` });
  return {
    external_id: listId,
    lookup_field: 'email',
    field_value: path('email'),
    data: Object.fromEntries(fields.map((field) => [field, path(field)])),
    enable_batching: true,
    batch_size: action === 'addToList' ? 1000 : 100,
    event_name: 'Audience Entered',
  };
}

/** Adds rows in one batch that must be taken, and waits for its end. */
export async function addAll(rows, options) {
  const answers = await many('addToList', rows, options);
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  return settle(answers[0].body);
}

/** A batch that an answer tells of, waited for. */
export function settle(answer) {
  assert.equal(answer.success, true);
  return plainSettledBatch(answer.result[0]);
}

/** Nothing of a batch may have failed: what has, is said. */
export async function assertAllTaken(batch) {
  if (batch.numOfRowsFailed === 0) return;
  const failed = await plainReport(batch.batchId);
  assert.fail(`${batch.message}: ${JSON.stringify(failed).slice(0, 400)}`);
}

/** Expects a refusal with a message that matches. */
export async function refused(call, expected) {
  let answer;
  try {
    answer = await call;
  } catch (error) {
    const said = `${error.name} ${error.status ?? ''}: ${reason(error)}`;
    assert.match(said, expected);
    return said;
  }
  return assert.fail(`not refused, the answer was ${JSON.stringify(answer)}`);
}
