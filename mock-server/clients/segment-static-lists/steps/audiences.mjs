// Audiences: each is a static list in a folder, found and made by the destination.

import assert from 'node:assert/strict';

import { destination, refused, setUp } from '../destination.mjs';
import { step } from '../harness.mjs';

/** The list that `create_audience` makes; `additions` fills it. */
export const made = { id: '' };

export default async function audiences() {
  await step('create_audience', async () => {
    const { externalId } = await destination.createAudience({
      settings: setUp,
      audienceName: 'Müde & "quoted", 100 %',
    });
    assert.match(externalId, /^\d+$/);
    made.id = externalId;
    return `list ${externalId}`;
  });
  await step('create_audience_in_unknown_folder_refused', () => {
    const settings = { ...setUp, folder_name: 'No Such Folder' };
    return refused(destination.createAudience({ settings, audienceName: 'x' }), /No Such Folder/);
  });
  await step('create_audience_of_known_name_refused', () => {
    const audienceName = 'Bulk Import Targets';
    return refused(destination.createAudience({ settings: setUp, audienceName }), /./);
  });
  await step('get_audience', async () => {
    const { externalId } = await destination.getAudience({ settings: setUp, externalId: made.id });
    assert.equal(externalId, made.id);
  });
  await step('get_unknown_audience', () =>
    refused(destination.getAudience({ settings: setUp, externalId: '987654' }), /./),
  );
}
