// Extracts of leads by each filter.

import assert from 'node:assert/strict';

import { email, lastDays, parseCsv } from '../../common/marketo.mjs';
import { step } from '../harness.mjs';
import { LIST_ID, extractLeads, first, marketo } from '../instance.mjs';
import { MEMBERS } from './lists.mjs';

export default async function extracts() {
  await step('extract_shows_every_state', async () => {
    const { job, states, text } = await extractLeads(['id'], { createdAt: lastDays() });
    assert.deepEqual(states, ['Created', 'Queued', 'Processing', 'Completed']);
    assert.equal(parseCsv(text).length, job.numberOfRecords);
    return `${job.numberOfRecords} leads, ${job.fileSize} bytes`;
  });
  await step('extract_by_updated_at', async () => {
    const { job } = await extractLeads(['id'], { updatedAt: lastDays() }, { format: 'CSV' });
    return `${job.numberOfRecords} leads`;
  });
  await step('extract_by_static_list', async () => {
    const { text } = await extractLeads(['email'], { staticListId: LIST_ID });
    const found = parseCsv(text).map((row) => row.email);
    for (const key of MEMBERS) assert.ok(found.includes(email(key)), `${key} is not there`);
  });
  await step('extract_with_renamed_columns', async () => {
    const columnHeaderNames = { email: 'E-mail, "addr"' };
    const filter = { staticListId: LIST_ID };
    const { text } = await extractLeads(['id', 'email'], filter, { columnHeaderNames });
    assert.equal(text.split('\n')[0], 'id,"E-mail, ""addr"""');
  });
  await step('extract_nothing', async () => {
    const second = { startAt: '2020-01-01T00:00:00Z', endAt: '2020-01-01T00:00:01Z' };
    const { job, text } = await extractLeads(['id'], { createdAt: second });
    assert.deepEqual([job.numberOfRecords, text], [0, '']);
  });
  await step('extract_waited_for', async () => {
    const { job } = await extractLeads(['id'], { staticListId: LIST_ID });
    const { status } = first(await marketo.bulkLeadExtract.statusTilCompleted(job.exportId));
    assert.equal(status, 'Completed');
  });
  await step('extract_as_stream', async () => {
    const { job, text } = await extractLeads(['id', 'email'], { staticListId: LIST_ID });
    const parts = [];
    for await (const part of marketo.bulkLeadExtract.fileStream(job.exportId)) parts.push(part);
    assert.equal(parts.join(''), text);
  });
}
