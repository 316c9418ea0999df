// One record a call over REST, and what describes it.

import assert from 'node:assert/strict';

import { nasty, step } from '../harness.mjs';
import { KEY, connection, contact, idOf, refused, written } from '../org.mjs';

const contactsApi = connection.sobject('Contact');

export async function singleRecords() {
  await step('create', async (name) => {
    const row = contact('single', 'created');
    written(name, 'insert', [row], [(await contactsApi.create(row)).id]);
  });
  await step('create_without_name_refused', () =>
    refused(contactsApi.create({ FirstName: 'x' }), 'REQUIRED_FIELD_MISSING'),
  );
  await step('retrieve', async () => {
    const { attributes, ...record } = await contactsApi.retrieve(idOf('single'));
    assert.equal(attributes.type, 'Contact');
    assert.deepEqual([record.Id, record.LastName], [idOf('single'), 'Last single']);
    assert.equal(record.MailingStreet, null);
  });
  await step('retrieve_some_fields', async () => {
    const options = { fields: ['Id', 'Description'] };
    const { attributes, ...record } = await contactsApi.retrieve(idOf('single'), options);
    assert.deepEqual(record, { Id: idOf('single'), Description: 'created' });
  });
  await step('retrieve_unknown_refused', () =>
    refused(contactsApi.retrieve('003000000000000AAA'), 'NOT_FOUND'),
  );
  await step('update', async (name) => {
    const row = { Id: idOf('single'), Description: 'updated "text"\n' };
    written(name, 'update', [row], [(await contactsApi.update(row)).id]);
  });
  await step('update_to_null', async (name) => {
    const row = { Id: idOf('single'), FirstName: null };
    const { id } = await contactsApi.update(row);
    written(name, 'update', [{ ...row, FirstName: '#N/A' }], [id]);
  });
  await step('upsert_creates', async (name) => {
    const row = contact('single upserted', 'created');
    const { id, created } = await contactsApi.upsert(row, KEY);
    written(name, 'upsert', [row], [id]);
    assert.equal(created, true);
  });
  await step('upsert_updates', async (name) => {
    const row = contact('single upserted', 'updated');
    const { id, created } = await contactsApi.upsert(row, KEY);
    written(name, 'upsert', [row], [id]);
    assert.deepEqual([id, created], [idOf('single upserted'), false]);
  });
  await step('upsert_of_key_with_slash', () => contactsApi.upsert(contact('a/b', 'new'), KEY));
  await step('destroy', async (name) => {
    const { id } = await contactsApi.destroy(idOf('single upserted'));
    written(name, 'delete', [{ Id: id }], [id]);
  });
  await step('destroy_again_refused', () =>
    refused(contactsApi.destroy(idOf('single upserted')), 'ENTITY_IS_DELETED'),
  );
  await step('nasty_values_over_rest', writeAndReadNasty);
  await step('describe', describe);
  await step('limits', async () => {
    const { DailyBulkV2QueryJobs } = await connection.limits();
    assert.ok(DailyBulkV2QueryJobs.Max >= DailyBulkV2QueryJobs.Remaining);
  });
  await step('identity', async () => {
    const { username, user_id } = await connection.identity();
    const { records } = await connection.query(`SELECT Username FROM User WHERE Id = '${user_id}'`);
    assert.equal(records[0].Username, username);
  });
}

/** JSON in both directions. In JSON `#N/A` is a text like others, but the books read it as null. */
async function writeAndReadNasty(name) {
  for (const cell of nasty.values.filter(({ value }) => value && value !== '#N/A')) {
    const row = { ...contact(`rest-${cell.name}`, ''), [cell.field]: cell.value };
    const { id } = await contactsApi.create(row);
    written(name, 'insert', [row], [id]);
    const stored = await contactsApi.retrieve(id, { fields: [cell.field] });
    assert.equal(stored[cell.field], cell.value, cell.name);
  }
}

async function describe() {
  const { sobjects } = await connection.describeGlobal();
  assert.equal(sobjects.find(({ name }) => name === 'Contact')?.keyPrefix, '003');
  const { fields } = await contactsApi.describe();
  const { type, externalId } = fields.find(({ name }) => name === KEY);
  assert.deepEqual([type, externalId], ['string', true]);
}
