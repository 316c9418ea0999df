// The life of a job, call by call: info, reattach, abort, delete, list.

import assert from 'node:assert/strict';

import { claim, give, step } from '../harness.mjs';
import { POLL, connection, contacts, listJobs, newJob, refused } from '../org.mjs';

export async function jobs() {
  await step('job_info', showInfo);
  await step('reattach_by_id', async () => {
    const job = await openJob();
    const again = connection.bulk2.job('ingest', { id: job.id });
    assert.equal((await again.check()).state, 'Open');
  });
  await step('poll_of_open_job_refused', async () => {
    const job = await openJob();
    return refused(job.poll(), /Job is still open/);
  });
  await step('abort', abortUploaded);
  await step('abort_twice_refused', async () => {
    const job = await abortedJob();
    return refused(job.abort(), 'INVALIDJOBSTATE');
  });
  await step('delete_job', async () => {
    const job = await abortedJob();
    await job.delete();
    return refused(job.check(), 'NOT_FOUND');
  });
  await step('delete_of_open_job_refused', async () => {
    const job = await openJob();
    return refused(job.delete(), 'API_ERROR');
  });
  await step('list_jobs', async () => {
    const job = await openJob();
    const { done, records } = await listJobs(connection);
    assert.equal(done, true);
    assert.equal(records.find((record) => record.id === job.id)?.state, 'Open');
  });
}

async function showInfo(name) {
  const rows = contacts('info', 2);
  give(name, 'insert', 'Contact', rows);
  const job = await openJob();
  await job.uploadData(rows);
  await job.close();
  await job.poll(POLL.pollInterval, POLL.pollTimeout);
  claim(name, await job.getAllResults());
  const { state, numberRecordsProcessed, numberRecordsFailed } = await job.check();
  assert.deepEqual([state, numberRecordsProcessed, numberRecordsFailed], ['JobComplete', 2, 0]);
}

/** Aborted before it was closed, a job has all its rows in the unprocessed file. */
async function abortUploaded(name) {
  const rows = contacts('aborted', 3);
  give(name, 'insert', 'Contact', rows, 'unprocessed');
  const job = await openJob();
  await job.uploadData(rows);
  await job.abort();
  assert.equal((await job.check()).state, 'Aborted');
  claim(name, await job.getAllResults());
}

async function openJob() {
  const job = newJob();
  const { state } = await job.open();
  assert.equal(state, 'Open');
  return job;
}

async function abortedJob() {
  const job = await openJob();
  await job.abort();
  return job;
}
