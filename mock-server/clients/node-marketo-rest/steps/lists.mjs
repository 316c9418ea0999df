// A static list: leads come in, are found there, and leave.

import assert from 'node:assert/strict';

import { email } from '../../common/marketo.mjs';
import { step } from '../harness.mjs';
import { LIST_ID, idOf, marketo, refused } from '../instance.mjs';

/** Leads that stay in the list; `extracts` finds them there. */
export const MEMBERS = ['plain-0', 'plain-1'];
const LEAVING = ['plain-2', 'plain-3', 'plain-4'];

export default async function lists() {
  await step('list_add', async () => {
    const ids = await Promise.all([...MEMBERS, ...LEAVING].map(idOf));
    const { result } = await marketo.list.addLeadsToList(LIST_ID, ids);
    assert.deepEqual(new Set(result.map(({ status }) => status)), new Set(['added']));
  });
  await step('list_members', async () => {
    assert.deepEqual(await members(), [...MEMBERS, ...LEAVING].map(email));
  });
  await step('list_is_member', async () => {
    const { result } = await marketo.list.isMember(LIST_ID, [await idOf('plain-9')]);
    assert.equal(result[0].status, 'notmemberof');
  });
  await step('list_are_members', async () => {
    const ids = await Promise.all(MEMBERS.map(idOf));
    const { result } = await marketo.list.isMember(LIST_ID, ids);
    assert.deepEqual(result.map(({ status }) => status), ['memberof', 'memberof']);
  });
  await step('list_remove_one', async () => remove(LEAVING.slice(0, 1)));
  await step('list_remove_several', async () => remove(LEAVING.slice(1)));
  await step('list_add_to_unknown_refused', async () =>
    refused(marketo.list.addLeadsToList(987654, [await idOf('plain-0')]), '1013'),
  );
}

async function members() {
  const { result } = await marketo.list.getLeads(LIST_ID, { fields: ['email'] });
  return result.map((row) => row.email).sort();
}

async function remove(keys) {
  const ids = await Promise.all(keys.map(idOf));
  const { result } = await marketo.list.removeLeadsFromList(LIST_ID, ids);
  assert.deepEqual(result.map(({ status }) => status), keys.map(() => 'removed'));
}
