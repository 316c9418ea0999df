// Leads that the client cannot import, imported by plain HTTP for it to read.

import assert from 'node:assert/strict';

import { lead, leads, plainImport } from '../../common/marketo.mjs';
import { give, nasty, step } from '../harness.mjs';

const PLAIN_ROWS = 25;

export default async function seeds() {
  await step('seed_by_plain_http', (name) => seed(name, leads('plain', PLAIN_ROWS)));
  await step('seed_nasty_values_by_plain_http', (name) => seed(name, rowsOf('values')));
  await step('seed_nasty_nul_by_plain_http', (name) => seed(name, rowsOf('nul')));
  await step('seed_nasty_long_cells_by_plain_http', (name) => seed(name, rowsOf('marketo_long')));
}

async function seed(name, rows) {
  give(name, rows);
  const batch = await plainImport(rows);
  assert.deepEqual([batch.status, batch.numOfLeadsProcessed], ['Complete', rows.length]);
  return batch.message;
}

/** Leads of one shape, each with its hostile cell in the field that can hold it. */
function rowsOf(group) {
  const blank = { title: '', myCustomText: '' };
  return nasty[group].map(({ name, field, value }) =>
    lead(`nasty-${name}`, { ...blank, [field]: value }),
  );
}
