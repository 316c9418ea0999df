// What clients ask of an instance beside its bulk jobs: fields, types, lists, campaigns, usage.

import assert from 'node:assert/strict';

import { LEAD_FIELDS } from '../../common/marketo.mjs';
import { step } from '../harness.mjs';
import { LIST_ID, first, marketo } from '../instance.mjs';

export default async function neighbours() {
  await step('describe', async () => {
    const { result } = await marketo.lead.describe();
    const names = result.flatMap(({ rest }) => (rest ? [rest.name] : []));
    assert.deepEqual(LEAD_FIELDS.filter((name) => !names.includes(name)), []);
    return `${result.length} fields, ${names.length} of them over REST`;
  });
  await step('partitions', async () => {
    assert.equal(first(await marketo.lead.partitions()).name, 'Default');
  });
  await step('activity_types', () => among(marketo.activities.getActivityTypes(), 13));
  await step('list_by_id', () => among(marketo.list.byId(LIST_ID), LIST_ID));
  await step('lists_by_names', async () => {
    const { name } = first(await marketo.list.byId(LIST_ID));
    await among(marketo.list.find({ name: [name, 'No Such List'] }), LIST_ID);
  });
  await step('smart_lists', async () => {
    const { id } = first(await marketo.smartList.find({ maxReturn: 5 }));
    await among(marketo.smartList.byId(id), id);
  });
  await step('campaigns', async () => {
    assert.ok(first(await marketo.campaign.getCampaigns({})).id);
  });
  await step('daily_usage', async () => {
    const { total } = first(await marketo.stats.usage());
    assert.ok(total > 0);
    return `${total} calls`;
  });
  await step('last_7_days_usage', async () => {
    assert.ok(first(await marketo.stats.usageLast7Days()).total > 0);
  });
  await step('daily_errors', async () => {
    const { success } = await marketo.stats.errors();
    assert.equal(success, true);
  });
}

/** A call whose answer must have an entry of that id. */
async function among(call, wanted) {
  const { result } = await call;
  assert.ok(result.some(({ id }) => id === wanted), `no ${wanted} in ${JSON.stringify(result)}`);
  return `${result.length} of them`;
}
