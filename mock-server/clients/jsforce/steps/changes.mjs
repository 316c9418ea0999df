// Upsert and update of the plain contacts.

import assert from 'node:assert/strict';

import { give, step } from '../harness.mjs';
import { KEY, contact, idOf, load, settle } from '../org.mjs';

export async function changes() {
  await step('upsert_by_external_id', async (name) => {
    const rows = [contact('plain-0', 'matched'), contact('upserted', 'created')];
    give(name, 'upsert', 'Contact', rows);
    const { successfulResults } = await settle(name, 'upsert', rows, { externalIdFieldName: KEY });
    const created = successfulResults.map((row) => [row[KEY], row.sf__Created]);
    assert.deepEqual(new Map(created), new Map([['plain-0', 'false'], ['upserted', 'true']]));
  });
  await step('update_by_id', async (name) => {
    const row = { Id: idOf('plain-1'), FirstName: 'Changed', Description: 'new "text"\n' };
    const { successfulResults } = await load(name, 'update', [row]);
    assert.equal(successfulResults[0].sf__Created, 'false');
  });
  await step('update_ignores_blank_cells', async (name) => {
    const row = { Id: idOf('plain-2'), FirstName: '', Description: 'first name untouched' };
    await load(name, 'update', [row]);
  });
  await step('update_null_clears', async (name) => {
    const row = { Id: idOf('plain-3'), FirstName: null, Description: 'no first name' };
    give(name, 'update', 'Contact', [{ ...row, FirstName: '#N/A' }]);
    await settle(name, 'update', [row]);
  });
}
