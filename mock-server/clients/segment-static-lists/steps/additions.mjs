// People come into lists: one by one, in batches, and not at all.

import assert from 'node:assert/strict';

import { email, lead, leads, plainExtract } from '../../common/marketo.mjs';
import { LIST_ID, addAll, assertAllTaken, many, one, refused, settle } from '../destination.mjs';
import { give, step } from '../harness.mjs';
import { made } from './audiences.mjs';

const NO_SUCH_LIST = '987654';

export default async function additions() {
  await step('add_one', async (name) => {
    const row = lead('one', { title: 'Zoë 🚀' });
    give(name, [row]);
    const batch = await settle(await one('addToList', row));
    assert.equal(batch.message, 'Import succeeded, 1 records imported (1 members)');
  });
  await step('add_many', (name) => add(name, leads('many', 10)));
  await step('add_to_created_list', (name) => add(name, leads('made', 3), { listId: made.id }));
  await step('add_again_changes', (name) => add(name, [lead('many-0', { title: 'changed' })]));
  await step('list_has_all_of_them', async () => {
    const rows = await plainExtract(['email'], { staticListId: +LIST_ID });
    const expected = ['one', ...leads('many', 10).map((_, n) => `many-${n}`)].map(email);
    assert.deepEqual(rows.map((row) => row.email).sort(), expected.sort());
    return 'seen by plain HTTP';
  });
  await step('add_one_to_unknown_list_refused', () =>
    refused(one('addToList', lead('x'), { listId: NO_SUCH_LIST }), /Static list not found/),
  );
  await step('add_many_to_unknown_list_refused', async () => {
    const answers = await many('addToList', leads('x', 2), { listId: NO_SUCH_LIST });
    const said = answers.map(({ status, errormessage }) => [status, errormessage]);
    assert.deepEqual(said, [0, 1].map(() => [400, 'Static list not found']));
  });
}

async function add(name, rows, options) {
  give(name, rows);
  const batch = await addAll(rows, options);
  await assertAllTaken(batch);
  return batch.message;
}
