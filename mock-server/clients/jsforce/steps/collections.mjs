// Several records a call over REST: jsforce makes sObject collections of them.

import assert from 'node:assert/strict';

import { step } from '../harness.mjs';
import { KEY, connection, contact, contacts, idOf, written } from '../org.mjs';

const contactsApi = connection.sobject('Contact');

export async function collections() {
  await step('create_many', async (name) => {
    const rows = contacts('many', 3);
    const saved = await contactsApi.create(rows);
    assert.ok(saved.every(({ success }) => success));
    written(name, 'insert', rows, ids(saved));
  });
  await step('create_many_partly_refused', async (name) => {
    const good = contact('many-good', 'good');
    const [saved, refused] = await contactsApi.create([good, { FirstName: 'x' }]);
    written(name, 'insert', [good], [saved.id]);
    assert.deepEqual([refused.success, refused.errors[0].statusCode], [
      false,
      'REQUIRED_FIELD_MISSING',
    ]);
  });
  await step('create_many_all_or_none', async () => {
    const rows = [contact('none-of-these', 'good'), { FirstName: 'x' }];
    const saved = await contactsApi.create(rows, { allOrNone: true });
    assert.deepEqual(saved.map(({ success }) => success), [false, false]);
    assert.equal(await contactsApi.count({ [KEY]: 'none-of-these' }), 0);
  });
  await step('retrieve_many', async () => {
    const wanted = ['many-2', 'many-0'].map(idOf);
    const records = await contactsApi.retrieve(wanted, { fields: ['Id', KEY] });
    assert.deepEqual(records.map((record) => record[KEY]), ['many-2', 'many-0']);
  });
  await step('update_many', async (name) => {
    const rows = ['many-0', 'many-1'].map((key) => ({ Id: idOf(key), Description: 'updated' }));
    const saved = await contactsApi.update(rows);
    assert.ok(saved.every(({ success }) => success));
    written(name, 'update', rows, ids(saved));
  });
  await step('upsert_many', async (name) => {
    const rows = [contact('many-0', 'upserted'), contact('many-upserted', 'created')];
    const saved = await contactsApi.upsert(rows, KEY);
    assert.deepEqual(saved.map(({ created }) => created), [false, true]);
    written(name, 'upsert', rows, ids(saved));
  });
  await step('destroy_many', async (name) => {
    const saved = await contactsApi.destroy(['many-1', 'many-2'].map(idOf));
    assert.ok(saved.every(({ success }) => success));
    written(name, 'delete', ids(saved).map((Id) => ({ Id })), ids(saved));
  });
}

function ids(saved) {
  return saved.map(({ id }) => id);
}
