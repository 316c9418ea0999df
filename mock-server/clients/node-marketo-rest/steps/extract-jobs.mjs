// The life of an extract, call by call: cancelled, waited for, refused.

import assert from 'node:assert/strict';

import { step } from '../harness.mjs';
import { LIST_ID, extractLeads, first, marketo, refused } from '../instance.mjs';

const NO_SUCH_JOB = '00000000-0000-0000-0000-000000000000';

/** Extracts that may be in the queue, as ../../run.py sets it for this run's org. */
const QUEUE_MAX = 3;

const api = marketo.bulkLeadExtract;

export default async function extractJobs() {
  await step('extract_cancel', async () => {
    await cancelledJob();
  });
  await step('extract_cancel_in_queue', async () => {
    const id = await newJob();
    assert.equal(first(await api.enqueue(id)).status, 'Queued');
    assert.equal(first(await api.cancel(id)).status, 'Cancelled');
  });
  await step('extract_cancel_completed_refused', async () => {
    const { job } = await extractLeads(['id'], { staticListId: LIST_ID });
    return refused(api.cancel(job.exportId), '1029');
  });
  await step('extract_enqueue_twice_refused', async () => {
    const id = await newJob();
    await api.enqueue(id);
    const said = await refused(api.enqueue(id), '1029');
    await api.cancel(id);
    return said;
  });
  await step('extract_queue_full_refused', queueFull);
  await step('extract_wait_for_cancelled', async () => {
    const id = await cancelledJob();
    return refused(api.statusTilCompleted(id), /./);
  });
  await step('extract_wait_for_job_not_enqueued', async () => {
    const id = await newJob();
    return refused(api.statusTilCompleted(id), /./);
  });
  await step('extract_unknown_job_refused', () => refused(api.status(NO_SUCH_JOB), '1013'));
  await step('extract_unknown_field_refused', () =>
    refused(api.create(['noSuchField'], { staticListId: LIST_ID }), '1003'),
  );
  await step('extract_without_filter_refused', () => refused(api.create(['id'], {}), '1003'));
  await step('extract_of_too_long_a_range_refused', () => {
    const createdAt = { startAt: '2024-01-01T00:00:00Z', endAt: '2024-02-02T00:00:00Z' };
    return refused(api.create(['id'], { createdAt }), '1003');
  });
  await step('extract_file_of_job_not_over_refused', async () => {
    const error = await api.file(await newJob()).then(assert.fail, (thrown) => thrown);
    assert.deepEqual([error.name, error.code], ['HttpError', 404]);
  });
}

async function newJob() {
  const { exportId, status } = first(await api.create(['id'], { staticListId: LIST_ID }));
  assert.equal(status, 'Created');
  return exportId;
}

async function cancelledJob() {
  const id = await newJob();
  assert.equal(first(await api.cancel(id)).status, 'Cancelled');
  assert.equal(first(await api.status(id)).status, 'Cancelled');
  return id;
}

async function queueFull() {
  const ids = [];
  for (let n = 0; n <= QUEUE_MAX; n += 1) ids.push(await newJob());
  for (const id of ids.slice(0, QUEUE_MAX)) await api.enqueue(id);
  const said = await refused(api.enqueue(ids.at(-1)), '1029');
  for (const id of ids) await api.cancel(id);
  return said;
}
