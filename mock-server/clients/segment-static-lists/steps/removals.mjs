// People leave a list: the destination finds them by mail address, and removes them by id.

import assert from 'node:assert/strict';

import { email, lead, plainExtract } from '../../common/marketo.mjs';
import { LIST_ID, many, one, refused } from '../destination.mjs';
import { step } from '../harness.mjs';

export default async function removals() {
  await step('remove_one', async () => {
    const { success, result } = await one('removeFromList', lead('many-0'));
    assert.deepEqual([success, result.map(({ status }) => status)], [true, ['removed']]);
  });
  await step('remove_many', async () => {
    const answers = await many('removeFromList', [lead('many-1'), lead('many-2')]);
    assert.deepEqual(answers.map(({ status }) => status), [200, 200]);
  });
  await step('list_has_the_others', async () => {
    const rows = await plainExtract(['email'], { staticListId: +LIST_ID });
    const found = new Set(rows.map((row) => row.email));
    const here = ['many-0', 'many-1', 'many-2', 'many-3'].map((key) => found.has(email(key)));
    assert.deepEqual(here, [false, false, false, true]);
    return 'seen by plain HTTP';
  });
  await step('remove_unknown_lead', () => refused(one('removeFromList', lead('nobody')), /./));
  await step('remove_many_with_unknown_lead', async () => {
    const answers = await many('removeFromList', [lead('many-3'), lead('nobody')]);
    assert.equal(answers[0].status, 200);
  });
}
