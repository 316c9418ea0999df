// Query jobs, their results on one page: what more pages do to jsforce is in ../../paging.

import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import { step } from '../harness.mjs';
import { KEY, PLAIN_ROWS, POLL, connection, queryJob, recordsOf, refused } from '../org.mjs';

const DELETED_ROWS = 5;
const PLAIN = `SELECT Id, ${KEY}, FirstName, IsDeleted FROM Contact WHERE ${KEY} LIKE 'plain-%'`;

export async function bulkQueries() {
  await step('bulk_query', async () => {
    const records = await bulkQuery(PLAIN);
    assert.equal(records.length, PLAIN_ROWS - DELETED_ROWS);
    assert.deepEqual(Object.keys(records[0]), ['Id', KEY, 'FirstName', 'IsDeleted']);
  });
  await step('bulk_query_deleted_too', async () => {
    const records = await bulkQuery(PLAIN, { scanAll: true });
    const deleted = records.filter((record) => record.IsDeleted === 'true');
    assert.deepEqual([records.length, deleted.length], [PLAIN_ROWS, DELETED_ROWS]);
  });
  await step('bulk_query_nothing', async () => {
    assert.deepEqual(await bulkQuery(`SELECT Id FROM Contact WHERE ${KEY} = 'no-such'`), []);
  });
  await step('bulk_query_ordered_and_limited', async () => {
    const soql = `SELECT ${KEY} FROM Contact WHERE ${KEY} LIKE 'plain-1%' ORDER BY ${KEY} LIMIT 3`;
    const keys = (await bulkQuery(soql)).map((record) => record[KEY]);
    assert.deepEqual(keys, ['plain-1', 'plain-10', 'plain-11']);
  });
  await step('bulk_query_piped', async () => {
    const [record] = await bulkQuery(`${PLAIN} LIMIT 1`, { columnDelimiter: 'PIPE' });
    assert.deepEqual(Object.keys(record), ['Id', KEY, 'FirstName', 'IsDeleted']);
  });
  await step('bulk_query_refused', async () =>
    refused(bulkQuery('SELECT Nope FROM Contact'), 'INVALID_FIELD'),
  );
  await step('bulk_query_refused_is_cleaned_up', cleanUpAfterRefusal);
  await step('query_job_info', showInfo);
  await step('query_job_aborted', async () => {
    const job = await queryJob(PLAIN);
    assert.equal((await job.abort()).state, 'Aborted');
    return refused(poll(job), /Job has been aborted/);
  });
  await step('query_job_deleted', async () => {
    const job = await queryJob(PLAIN);
    await poll(job);
    await job.delete();
    return refused(job.check(), 'NOT_FOUND');
  });
  await step('delete_of_query_job_under_way_refused', async () => {
    const job = await queryJob(PLAIN);
    return refused(job.delete(), 'API_ERROR');
  });
  await step('list_query_jobs', async () => {
    const job = await queryJob(PLAIN);
    const { records } = await connection.request(`/services/data/v${connection.version}/jobs/query`);
    assert.equal(records.find((record) => record.id === job.id)?.jobType, 'V2Query');
  });
}

export async function bulkQuery(soql, options = {}) {
  return recordsOf(await connection.bulk2.query(soql, { ...POLL, ...options }));
}

function poll(job) {
  return job.poll(POLL.pollInterval, POLL.pollTimeout);
}

async function showInfo() {
  const job = await queryJob(PLAIN);
  const states = [];
  job.on('inProgress', ({ state }) => states.push(state));
  await poll(job);
  const { state, object, numberRecordsProcessed } = job.getInfo();
  const found = [state, object, numberRecordsProcessed];
  assert.deepEqual(found, ['JobComplete', 'Contact', PLAIN_ROWS - DELETED_ROWS]);
  assert.ok(states.includes('InProgress'), `seen under way: ${states}`);
}

/** After a job that could not be made jsforce deletes the job `undefined`, and tells nobody. */
async function cleanUpAfterRefusal() {
  const answered = answerTo('DELETE', /\/jobs\/query\/undefined$/);
  await refused(bulkQuery('SELECT Nope FROM Contact'), 'INVALID_FIELD');
  assert.equal(await answered, 404);
}

/** The status of the next answer to such a request, seen by node and not by the client. */
function answerTo(method, path) {
  const channel = 'http.client.response.finish';
  return new Promise((resolve) => {
    const look = ({ request, response }) => {
      if (request.method !== method || !path.test(request.path)) return;
      unsubscribe(channel, look);
      resolve(response.statusCode);
    };
    subscribe(channel, look);
  });
}
