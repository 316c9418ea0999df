// Tokens: got, refused, renewed in the middle of work.

import assert from 'node:assert/strict';

import { settings } from '../../common/marketo.mjs';
import { step } from '../harness.mjs';
import { LIST_ID, marketo, newClient, refused } from '../instance.mjs';

export default async function identity() {
  await step('token', async () => {
    const { token_type: type, expires_in: seconds, scope } = await marketo.getOAuthToken();
    assert.equal(type, 'bearer');
    assert.ok(seconds > 0 && seconds <= 3600);
    return `for ${scope}, ${seconds} s`;
  });
  await step('token_refused', () =>
    refused(newClient('wrong').lead.describe(), /Authentication \(invalid_client\): Bad client/),
  );
  await step('token_renewed', async () => {
    const { success } = await (await staleClient()).lead.describe();
    assert.equal(success, true);
  });
  await step('token_renewed_for_a_form', async () => {
    const { success } = await (await staleClient()).list.byId(LIST_ID);
    assert.equal(success, true);
  });
}

/** A client whose token is refused. It has no public way to be given one that somebody kept. */
async function staleClient() {
  const stale = newClient(settings.clientSecret);
  await stale.getOAuthToken();
  stale._connection._tokenData = { access_token: 'no-such-token' };
  return stale;
}
