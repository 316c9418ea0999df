// jsforce, as its documentation uses it, behind the adapter protocol.
//
// - Rows are loaded by `bulk2.loadAndWaitForResults()`, which takes records, or a CSV file as a
//   stream, and hands over the results as records. It tells neither the job's id nor its counters.
// - Queries run by `bulk2.query()`, whose records are taken from its stream.
// - Abort and delete of a job that is there already: `bulk2.job(type, { id })`.
// - A connection begins with the token that is there. When that dies jsforce asks its option
//   `refreshFn` for another, which is where its users say how they log in; with a refresh token it
//   does so itself.
//
// jsforce throws some errors of its streams where no caller can catch them. They end this process.

import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';

import jsforce from 'jsforce';

import { asking, classOfCode, failed, ok, serve } from '../common/adapter.mjs';
import { loadTable, recordsOf, saveTable, tableOfRecords } from '../common/tables.mjs';

const { version } = createRequire(import.meta.url)('jsforce/package.json');

const DELIMITERS = ['BACKQUOTE', 'CARET', 'COMMA', 'PIPE', 'SEMICOLON', 'TAB'];

// --- the connection

async function connect({ base_url: base, token_url: tokenUrl, auth, token, api_version, proxy }) {
  const loginUrl = new URL(tokenUrl).origin;
  const options = {
    loginUrl,
    instanceUrl: base,
    oauth2: { loginUrl, clientId: auth.client_id, clientSecret: auth.client_secret },
    ...(api_version && { version: api_version }),
    ...(proxy && { httpProxy: proxy }),
  };
  const { kind, refresh_token: refreshToken } = auth;
  if (kind === 'refresh_token') {
    return new jsforce.Connection({ ...options, accessToken: token, refreshToken });
  }
  if (token) {
    return new jsforce.Connection({ ...options, accessToken: token, refreshFn: refreshBy(auth) });
  }
  const connection = new jsforce.Connection({ ...options, refreshFn: refreshBy(auth) });
  await logIn(connection, auth);
  return connection;
}

function logIn(connection, { kind, username, password }) {
  if (kind === 'password') return connection.login(username, password);
  return connection.authorize({ grant_type: 'client_credentials' });
}

function refreshBy(auth) {
  return (connection, done) =>
    logIn(connection, auth).then(() => done(null, connection.accessToken), done);
}

// --- operations

async function ingest(it, connection) {
  const { object, operation, externalIdFieldName } = it.args;
  const { columnDelimiter, lineEnding } = { ...it.args, ...it.input.dialect };
  const options = {
    object,
    operation,
    ...(externalIdFieldName && { externalIdFieldName }),
    ...(columnDelimiter && { columnDelimiter }),
    ...(lineEnding && { lineEnding }),
    ...polling(it),
  };
  const input = inputOf(it);
  const results = await asking(() => connection.bulk2.loadAndWaitForResults({ ...options, input }));
  const { successfulResults, failedResults, unprocessedRecords } = results;
  const rows = {
    success: save(it, 'success', successfulResults),
    failed: save(it, 'failed', failedResults),
    unprocessed: save(it, 'unprocessed', unprocessedRecords),
  };
  return ok({ rows, partial: failedResults.length > 0 || unprocessedRecords.length > 0 });
}

/** jsforce does not tell a file from a stream of bytes. */
function inputOf({ input: { records, file } }) {
  return file ? createReadStream(file) : recordsOf(loadTable(records));
}

function polling({ pollMs, limits: { timeout_ms: timeout } }) {
  return { pollInterval: pollMs, ...(timeout && { pollTimeout: timeout }) };
}

async function query(it, connection) {
  const { soql, operation, columnDelimiter, lineEnding } = it.args;
  const options = {
    ...(operation === 'queryAll' && { scanAll: true }),
    ...(columnDelimiter && { columnDelimiter }),
    ...(lineEnding && { lineEnding }),
    ...polling(it),
  };
  const records = await asking(async () => all(await connection.bulk2.query(soql, options)));
  return ok({ rows: { records: save(it, 'records', records) } });
}

function all(stream) {
  const records = [];
  return new Promise((resolve, reject) => {
    stream.on('record', (record) => records.push(record));
    stream.on('error', reject);
    stream.on('end', () => resolve(records));
  });
}

async function abort(it, connection) {
  const { type = 'ingest', job_id: id } = it.args;
  const job = connection.bulk2.job(type, { id });
  await asking(() => job.abort());
  return ok({ jobs: [{ id, state: job.getInfo().state }] });
}

async function remove(it, connection) {
  const { type = 'ingest', job_id: id } = it.args;
  await asking(() => connection.bulk2.job(type, { id }).delete());
  return ok({ jobs: [{ id }] });
}

/** Where jsforce could not read what came, it hands over one text in place of records. */
function save(it, name, records) {
  const list = typeof records === 'string' ? [{ '(one text)': records }] : records;
  return saveTable(it.path(`${name}.ndjson`), tableOfRecords(list));
}

// --- errors

/** What a caller can tell by the error's name, code and text. */
function classify(error) {
  const { name, message, errorCode, code, jobId } = error;
  if (name === 'JobPollingTimeout') return failed('timeout', message, { job_id: jobId });
  if (/^Unable to refresh session/.test(message)) return failed('auth', message);
  if (message === 'Job has been aborted') return failed('job_aborted', message);
  if (/job failed to complete/i.test(message)) return failed('job_failed', message);
  if (errorCode) {
    const unread = /^ERROR_HTTP_(\d+)$/.exec(errorCode);
    const className = unread ? classOfStatus(+unread[1]) : classOfCode('salesforce', errorCode);
    // Of an empty answer the error has no text, only its name.
    return failed(className, message || name, { code: errorCode });
  }
  // A login that is refused is an error whose name (OAuth) or first word (SOAP) is the code.
  const login = /\b(INVALID_LOGIN|invalid_grant|invalid_client\w*)\b/.exec(`${name} ${message}`);
  if (login) return failed('auth', message, { code: login[1] });
  if (name === 'FetchError' || name === 'AbortError' || /^E[A-Z]+$/.test(code ?? '')) {
    return failed('transport', message, code && { code });
  }
  if (/^CSV_/.test(code ?? '')) return failed('data', message, { code });
  return failed('other', `${name}: ${message}`);
}

/** Where the body is none of Salesforce's, jsforce shows the status in place of a code. */
function classOfStatus(status) {
  if (status === 401) return 'auth';
  if (status === 420 || status === 429) return 'rate_limited';
  return status >= 500 ? 'transport' : 'rejected';
}

await serve({
  client: {
    name: 'jsforce',
    version,
    homepage: 'https://jsforce.github.io',
    issues: 'https://github.com/jsforce/jsforce/issues',
  },
  features: {
    'input.records': true,
    'input.file': true,
    'input.stream': true,
    'null.explicit': true,
    'dialect.delimiters': DELIMITERS,
    'dialect.line_endings': ['LF', 'CRLF'],
    split: { no: true, why: 'one call is one job, whatever its size' },
    'auth.refresh': true,
    'auth.refresh_token': true,
    cancel: { no: true, why: 'loadAndWaitForResults and query cannot be stopped' },
    resume: { no: true, why: 'it asks for each page once' },
    'results.unprocessed': true,
    retry_failed: { no: true, why: 'it has no such call' },
    'poll.configurable': true,
    'timeout.configurable': true,
    typed: true,
    'session.shared': true,
    'results.columns': { no: true, why: 'its results are records: no record, no column' },
  },
  connect,
  ops: { 'sf.ingest': ingest, 'sf.query': query, 'sf.abort': abort, 'sf.delete': remove },
  classify,
});
