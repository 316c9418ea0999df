// Rows that fail alone, jobs that fail whole, jobs that are refused at their creation.

import assert from 'node:assert/strict';

import { give, step } from '../harness.mjs';
import { bulkLoad, contact, newJob, refused, settle } from '../org.mjs';

const NO_LAST_NAME = 'REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --';
const NO_SUCH_ID = 'INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--';

export async function refusals() {
  await step('partial_failure', async (name) => {
    const good = [contact('half-0', 'good'), contact('half-2', 'good\n"too"')];
    const bad = [contact('half-1', 'bad'), contact('half-3', 'bad\n"too"')].map(nameless);
    give(name, 'insert', 'Contact', good);
    give(name, 'insert', 'Contact', bad, 'failed');
    const results = await settle(name, 'insert', [good[0], bad[0], good[1], bad[1]]);
    assert.deepEqual(errors(results), [NO_LAST_NAME, NO_LAST_NAME]);
  });
  await step('every_row_fails', async (name) => {
    const bad = [contact('none-0', 'bad'), contact('none-1', 'bad')].map(nameless);
    give(name, 'insert', 'Contact', bad, 'failed');
    assert.deepEqual(errors(await settle(name, 'insert', bad)), [NO_LAST_NAME, NO_LAST_NAME]);
  });
  await step('unknown_id', async (name) => {
    const rows = [{ Id: '003000000000000AAA', Description: 'nobody' }];
    give(name, 'update', 'Contact', rows, 'failed');
    assert.deepEqual(errors(await settle(name, 'update', rows)), [NO_SUCH_ID]);
  });
  await step('unknown_field', () => {
    const rows = [{ LastName: 'x', Nope__c: 'y' }];
    return refused(bulkLoad('insert', rows), /InvalidBatch : Field name not found : Nope__c/);
  });
  await step('unknown_object', () =>
    refused(newJob({ operation: 'insert', object: 'Nope' }).open(), 'INVALIDJOB'),
  );
  await step('unknown_external_id_field', () =>
    refused(newJob({ operation: 'upsert', externalIdFieldName: 'Nope__c' }).open(), 'INVALIDJOB'),
  );
}

function nameless(row) {
  return { ...row, LastName: '' };
}

function errors({ failedResults }) {
  return failedResults.map((row) => row.sf__Error);
}
