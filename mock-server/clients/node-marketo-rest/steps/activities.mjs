// What happened to leads: extracted with its attributes, and read over REST.

import assert from 'node:assert/strict';

import { email, lastDays, parseCsv } from '../../common/marketo.mjs';
import { step } from '../harness.mjs';
import { extract, idOf, marketo } from '../instance.mjs';
import { sync } from './sync-leads.mjs';

const CHANGE_DATA_VALUE = 13;

const VALUE = 'a "q", b\nc \\ 🚀';

export default async function activities() {
  await step('activities_change_a_lead', (name) =>
    sync(name, 'updated', [{ email: email('sync-0'), lastName: VALUE }]),
  );
  await step('extract_activities', async () => {
    const { text } = await extract(marketo.bulkActivityExtract, { createdAt: lastDays() });
    const rows = parseCsv(text);
    for (const { attributes } of rows) assert.equal(typeof JSON.parse(attributes), 'object');
    return `${rows.length} activities`;
  });
  await step('extract_activities_attributes', async () => {
    const filter = { createdAt: lastDays(), activityTypeIds: [CHANGE_DATA_VALUE] };
    const { text } = await extract(marketo.bulkActivityExtract, filter);
    const leadId = `${await idOf('sync-0')}`;
    const changes = parseCsv(text).filter((row) => row.leadId === leadId);
    const values = changes.map(({ attributes }) => JSON.parse(attributes)['New Value']);
    assert.ok(values.includes(VALUE), JSON.stringify(values));
  });
  await step('activities_over_rest', async () => {
    const since = new Date(Date.now() - 86_400_000).toISOString();
    const { nextPageToken } = await marketo.lead.getPageToken(since);
    const ids = [await idOf('sync-0')];
    const found = await marketo.lead.getActivities(ids, [CHANGE_DATA_VALUE], nextPageToken, {});
    const values = found.result.flatMap(({ attributes }) => attributes.map(({ value }) => value));
    assert.ok(values.includes(VALUE), JSON.stringify(values));
    return `${found.result.length} activities`;
  });
}
