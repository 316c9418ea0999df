// Token, SOAP and OAuth, each right and each refused.

import assert from 'node:assert/strict';

import jsforce from 'jsforce';

import { settings, step } from '../harness.mjs';
import { connection, listJobs, refused } from '../org.mjs';

export async function logins() {
  await step('login_token', () => provesLogin(connection));
  await step('login_token_refused', () => refused(listJobs(stranger()), 'INVALID_SESSION_ID'));

  await step('login_soap', () => logIn(soap(), settings.password));
  await step('login_soap_refused', () => refused(logIn(soap(), 'wrong'), /^INVALID_LOGIN: /));

  await step('login_oauth_password', () => logIn(oauth(), settings.password));
  await step('login_oauth_password_refused', () =>
    refused(logIn(oauth(), 'wrong'), /authentication failure/),
  );
  await step('login_oauth_client_credentials', () => authorize(oauth()));
  await step('login_oauth_client_credentials_refused', () =>
    refused(authorize(oauth('wrong')), /invalid client credentials/),
  );
}

/** A token of the right shape that no org has. */
function stranger() {
  const accessToken = `00D000000000000!${'x'.repeat(64)}`;
  return new jsforce.Connection({ instanceUrl: settings.baseUrl, accessToken });
}

function soap() {
  return new jsforce.Connection({ loginUrl: settings.baseUrl });
}

function oauth(clientSecret = settings.clientSecret) {
  return new jsforce.Connection({
    instanceUrl: settings.baseUrl,
    oauth2: { loginUrl: settings.baseUrl, clientId: settings.clientId, clientSecret },
  });
}

async function logIn(client, password) {
  await client.login(settings.username, password);
  return provesLogin(client);
}

async function authorize(client) {
  await client.authorize({ grant_type: 'client_credentials' });
  return provesLogin(client);
}

/** A login counts once the org answers to it. */
async function provesLogin(client) {
  assert.equal(client.instanceUrl, settings.baseUrl);
  const { records } = await listJobs(client);
  assert.ok(Array.isArray(records));
}
