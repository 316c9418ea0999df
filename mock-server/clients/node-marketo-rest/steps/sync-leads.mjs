// Leads over REST: made, changed, cleared, refused, found.

import assert from 'node:assert/strict';

import { email, lead } from '../../common/marketo.mjs';
import { give, nasty, step } from '../harness.mjs';
import { first, idOf, marketo, refused } from '../instance.mjs';

const TITLE = 'a "q", b\nc 🚀';

export default async function syncLeads() {
  await step('sync_creates', (name) =>
    sync(name, 'created', [lead('sync-0', { title: TITLE }), lead('sync-1', { title: 'plain' })]),
  );
  await step('sync_updates', (name) =>
    sync(name, 'updated', [{ email: email('sync-1'), lastName: 'Other', leadScore: 7 }]),
  );
  await step('sync_clears_with_null', (name) =>
    sync(name, 'updated', [{ email: email('sync-1'), title: null }]),
  );
  await step('sync_nasty_values', (name) => sync(name, 'created', nastyLeads()));
  await step('sync_of_existing_lead_skipped', () => skipped('sync-0', 'createOnly', '1005'));
  await step('sync_of_unknown_lead_skipped', () => skipped('sync-nobody', 'updateOnly', '1004'));
  await step('sync_by_unknown_field_refused', () =>
    refused(marketo.lead.createOrUpdate([lead('x')], { lookupField: 'noSuchField' }), '1006'),
  );
  await step('find_by_email', findByEmail);
  await step('find_by_id', async () => {
    const found = first(await marketo.lead.byId(await idOf('sync-0')));
    assert.equal(found.email, email('sync-0'));
  });
  await step('find_nothing', async () => {
    const { result } = await marketo.lead.find('email', [email('nobody')]);
    assert.deepEqual(result, []);
  });
  await step('find_by_unknown_filter_refused', () =>
    refused(marketo.lead.find('noSuchField', ['x']), '1003'),
  );
}

/** Sends records that are all meant to be taken, and books them as texts. */
export async function sync(name, status, records) {
  const text = ([field, cell]) => [field, cell === null ? '' : `${cell}`];
  give(name, records.map((record) => Object.fromEntries(Object.entries(record).map(text))));
  const { result } = await marketo.lead.createOrUpdate(records, { lookupField: 'email' });
  assert.deepEqual(new Set(result.map((answer) => answer.status)), new Set([status]));
  assert.equal(result.length, records.length);
  return `${records.length} records`;
}

function nastyLeads() {
  return nasty.values.map(({ name, value }) =>
    lead(`json-${name}`, { title: value, myCustomText: value }),
  );
}

async function skipped(key, action, code) {
  const answer = first(await marketo.lead.createOrUpdate([lead(key)], { action }));
  assert.deepEqual([answer.status, `${answer.reasons[0].code}`], ['skipped', code]);
}

async function findByEmail() {
  const fields = ['email', 'title', 'leadScore'];
  const { result } = await marketo.lead.find('email', [email('sync-0'), email('sync-1')], { fields });
  const found = Object.fromEntries(result.map((row) => [row.email, [row.title, row.leadScore]]));
  assert.deepEqual(found, { [email('sync-0')]: [TITLE, null], [email('sync-1')]: [null, 7] });
}
