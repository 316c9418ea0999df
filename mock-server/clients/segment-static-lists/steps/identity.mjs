// Tokens: got, refused, and refused in the middle of work.

import assert from 'node:assert/strict';

import { lead } from '../../common/marketo.mjs';
import { authorise, one, refused } from '../destination.mjs';
import { step } from '../harness.mjs';

export default async function identity() {
  await step('token_refused', () => refused(authorise({ client_secret: 'wrong' }), /Unauthorized/));
  await step('token', async () => assert.ok(await authorise()));
  await step('token_that_the_server_refuses', () =>
    refused(one('addToList', lead('stale'), { token: 'no-such-token' }), /Access token invalid/),
  );
}
