// Queries over REST: page by page, all at once, and as jsforce writes them itself.

import assert from 'node:assert/strict';

import jsforce from 'jsforce';

import { step } from '../harness.mjs';
import { KEY, PLAIN_ROWS, connection, contact, idOf, recordsOf, refused, written } from '../org.mjs';

const DELETED_ROWS = 5;

/** Rows of one page, as the run's org is declared. */
const PAGE_ROWS = 20;

const DAY_MS = 86_400_000;

const ALL = `SELECT Id, ${KEY} FROM Contact`;
const contactsApi = connection.sobject('Contact');

export async function restQueries() {
  await step('rest_query_one_page', async () => {
    const { done, totalSize, records, nextRecordsUrl } = await connection.query(`${ALL} LIMIT 3`);
    assert.deepEqual([done, totalSize, records.length], [true, 3, 3]);
    assert.equal(nextRecordsUrl, undefined);
    assert.equal(records[0].attributes.type, 'Contact');
  });
  await step('rest_query_more', queryMore);
  await step('rest_query_fetched_whole', async () => {
    const { done, totalSize, records } = await connection.query(ALL, { autoFetch: true });
    assert.deepEqual([done, totalSize, distinct(records)], [true, records.length, records.length]);
    assert.ok(totalSize > 2 * PAGE_ROWS);
    return `${totalSize} rows`;
  });
  await step('rest_query_as_stream', async () => {
    const { totalSize } = await connection.query(ALL);
    const query = connection.query(ALL);
    const [records] = await Promise.all([recordsOf(query), query.run({ autoFetch: true })]);
    assert.deepEqual([records.length, distinct(records)], [totalSize, totalSize]);
  });
  await step('rest_query_deleted_too', async () => {
    const soql = `SELECT Id, IsDeleted FROM Contact WHERE ${KEY} LIKE 'plain-%'`;
    const { records } = await connection.query(soql, { autoFetch: true, scanAll: true });
    const deleted = records.filter((record) => record.IsDeleted);
    assert.deepEqual([records.length, deleted.length], [PLAIN_ROWS, DELETED_ROWS]);
  });
  await step('rest_query_malformed_refused', () =>
    refused(connection.query('SELECT FROM Contact'), 'MALFORMED_QUERY'),
  );
  await step('rest_query_unknown_object_refused', () =>
    refused(connection.query('SELECT Id FROM Nope'), 'INVALID_TYPE'),
  );
  await step('count', async () => {
    const { totalSize } = await connection.query('SELECT COUNT() FROM Contact');
    assert.equal(await contactsApi.count(), totalSize);
    assert.equal(await contactsApi.count({ [KEY]: { $like: 'plain-%' } }), PLAIN_ROWS - DELETED_ROWS);
  });
  await step('find', async () => {
    const found = await contactsApi
      .find({ [KEY]: { $in: ['plain-5', 'plain-6', 'no-such'] } }, `Id, ${KEY}`)
      .sort({ [KEY]: -1 });
    assert.deepEqual(keys(found), ['plain-6', 'plain-5']);
  });
  await step('find_skip_and_limit', async () => {
    const found = await contactsApi
      .find({ [KEY]: { $like: 'plain-%' }, FirstName: 'First' }, [KEY])
      .sort(KEY)
      .skip(1)
      .limit(2);
    const all = await contactsApi
      .find({ [KEY]: { $like: 'plain-%' }, FirstName: 'First' }, [KEY])
      .sort(KEY);
    assert.deepEqual(keys(found), keys(all).slice(1, 3));
  });
  await step('find_one', async () => {
    const record = await contactsApi.findOne({ [KEY]: 'plain-5' });
    assert.equal(record.LastName, 'Last plain-5');
  });
  await step('find_text_with_quotes', async (name) => {
    const row = { ...contact('quoted', ''), LastName: `O'Brien's "x"` };
    written(name, 'insert', [row], [(await contactsApi.create(row)).id]);
    assert.deepEqual(keys(await contactsApi.find({ LastName: row.LastName }, [KEY])), ['quoted']);
  });
  await step('find_text_with_backslash', async () => {
    const found = await contactsApi.find({ LastName: 'ends in \\' }, [KEY]);
    assert.deepEqual(found, []);
  });
  await step('find_by_date', async () => {
    const since = jsforce.SfDate.toDateTimeLiteral(new Date(Date.now() - DAY_MS));
    const made = await contactsApi.find({ CreatedDate: { $gte: since }, [KEY]: 'plain-5' }, [KEY]);
    assert.deepEqual(keys(made), ['plain-5']);
  });
  await step('select', async () => {
    const records = await contactsApi.select('Id, Name, Account.Name').where(`${KEY} = 'plain-5'`);
    assert.deepEqual(records.map(({ Name, Account }) => [Name, Account]), [
      ['First Last plain-5', null],
    ]);
  });
  await step('parents_and_children', async (name) => {
    const { id: AccountId } = await connection.sobject('Account').create({ Name: 'Parent' });
    const { id: Id } = await contactsApi.update({ Id: idOf('plain-5'), AccountId });
    written(name, 'update', [{ Id, AccountId }], [Id]);
    const [child] = await contactsApi.find({ Id }, 'Account.Name');
    assert.equal(child.Account.Name, 'Parent');
    const [parent] = await connection
      .sobject('Account')
      .find({ Id: AccountId }, 'Name')
      .include('Contacts')
      .select(KEY)
      .end();
    assert.deepEqual(keys(parent.Contacts.records), ['plain-5']);
  });
  await step('updated_and_deleted', async () => {
    const span = [new Date(Date.now() - DAY_MS), new Date(Date.now() + DAY_MS)];
    const { ids } = await contactsApi.updated(...span);
    assert.ok(ids.includes(idOf('plain-5')));
    const { deletedRecords } = await contactsApi.deleted(...span);
    assert.ok(deletedRecords.some(({ id }) => id === idOf('single upserted')));
  });
}

async function queryMore() {
  let page = await connection.query(ALL);
  const { totalSize } = page;
  const records = [...page.records];
  while (!page.done) {
    assert.equal(page.records.length, PAGE_ROWS);
    page = await connection.queryMore(page.nextRecordsUrl);
    assert.equal(page.totalSize, totalSize);
    records.push(...page.records);
  }
  assert.deepEqual([records.length, distinct(records)], [totalSize, totalSize]);
  return `${totalSize} rows`;
}

function keys(records) {
  return records.map((record) => record[KEY]);
}

function distinct(records) {
  return new Set(records.map((record) => record.Id)).size;
}
