// Delete of the last plain contacts, once and once too often.

import assert from 'node:assert/strict';

import { give, step } from '../harness.mjs';
import { PLAIN_ROWS, idOf, load, loadNothing, settle } from '../org.mjs';

const ROWS = 5;
const ALREADY_DELETED = 'ENTITY_IS_DELETED:entity is deleted:--';

export async function deletes() {
  await step('delete_rows', async (name) => {
    await load(name, 'delete', doomed());
  });
  await step('delete_rows_again', async (name) => {
    give(name, 'delete', 'Contact', doomed(), 'failed');
    const { failedResults } = await settle(name, 'delete', doomed());
    for (const row of failedResults) assert.equal(row.sf__Error, ALREADY_DELETED);
  });
  await step('delete_no_rows', (name) => loadNothing(name, 'delete'));
}

function doomed() {
  return Array.from({ length: ROWS }, (_, n) => ({ Id: idOf(`plain-${PLAIN_ROWS - 1 - n}`) }));
}
