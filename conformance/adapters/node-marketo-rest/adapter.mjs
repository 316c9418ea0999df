// node-marketo-rest, as its README uses it, behind the adapter protocol.
//
// - The README extracts by `get()`, which creates, enqueues, and waits by `statusTilCompleted()`,
//   and then by `file()`. That wait pauses 90 seconds and more between two looks, and cannot be
//   told otherwise. So the adapter makes the calls of `get()` one by one: while the status is
//   Queued or Processing, as in there, it pauses as the kit says and looks again by `status()`;
//   then `statusTilCompleted()` has the last word, as in there. Only where the status is Created
//   it is not asked: it takes that for an end too, but would pause if the extract were queued by
//   now. An extract that cannot be enqueued is cancelled, as in there.
// - It imports nothing, and extracts leads and activities.
// - The file is handed over as text, which the adapter reads as CSV, whatever it is.
// - The client's waits before it tries again are made for Marketo's window of 20 seconds; where
//   the kit says that the window is another, its option `retry` has them in proportion.

import { createRequire } from 'node:module';

import { Unsupported, asking, classOfCode, failed, ok, serve } from '../common/adapter.mjs';
import { saveTable, tableOfCsv } from '../common/tables.mjs';

const require = createRequire(import.meta.url);
const Marketo = require('node-marketo-rest');
const { version } = require('node-marketo-rest/package.json');

const DELIMITERS = { csv: ',', tsv: '\t', ssv: ';' };

/** What an extract writes, bare, where there is no value. */
const NULL = 'null';

function connect({ base_url: base, auth }, { rate_window_ms: window }) {
  return new Marketo({
    endpoint: `${base}/rest`,
    identity: `${base}/identity`,
    clientId: auth.client_id,
    clientSecret: auth.client_secret,
    ...(window && { retry: { initialDelay: Math.ceil(window / 20), maxDelay: window } }),
  });
}

// --- extracts

async function exportRows(it, marketo) {
  const { api, create } = extractOf(it, marketo);
  const { exportId } = (await asking(create)).result[0];
  it.note('job', { id: exportId });
  const enqueue = () => api.enqueue(exportId).catch((error) => cancelAfter(api, exportId, error));
  let job = (await asking(enqueue)).result[0];
  while (job.status === 'Queued' || job.status === 'Processing') {
    await it.pause();
    job = (await asking(() => api.status(exportId))).result[0];
  }
  if (job.status !== 'Created') {
    job = (await asking(() => api.statusTilCompleted(exportId))).result[0];
  }
  const file = await asking(() => api.file(exportId));
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  const delimiter = DELIMITERS[(it.args.format ?? 'CSV').toLowerCase()];
  const table = tableOfCsv(text, { delimiter, nullWord: NULL });
  const records = saveTable(it.path('records.ndjson'), table);
  const { status: state, numberOfRecords: processed } = job;
  return ok({ jobs: [{ id: exportId, state, processed }], rows: { records } });
}

function extractOf({ args }, marketo) {
  const { object = 'leads', filter, fields, format, columnHeaderNames } = args;
  const options = { ...(format && { format }), ...(columnHeaderNames && { columnHeaderNames }) };
  if (object === 'leads') {
    const api = marketo.bulkLeadExtract;
    return { api, create: () => api.create(fields, filter, options) };
  }
  if (object === 'activities') {
    const api = marketo.bulkActivityExtract;
    return { api, create: () => api.create(filter, { ...options, ...(fields && { fields }) }) };
  }
  throw new Unsupported(`extract of ${object}`);
}

async function cancelAfter(api, exportId, error) {
  await api.cancel(exportId);
  throw error;
}

async function cancel(it, marketo) {
  const { api } = extractOf(it, marketo);
  const id = it.args.export_id;
  const { status: state } = (await asking(() => api.cancel(id))).result[0];
  return ok({ jobs: [{ id, state }] });
}

// --- errors

/** What a caller can tell: by Marketo's code, by the HTTP status, or by the network's code. */
function classify(error) {
  if (typeof error === 'string') return failed('other', error);
  const { name, message, code, errors } = error;
  const first = errors?.[0];
  if (first) {
    const told = first.message ?? message;
    return failed(classOfCode('marketo', first.code, told), told, { code: `${first.code}` });
  }
  if (/^Authentication \(/.test(message)) return failed('auth', message);
  if (name === 'HttpError') return failed(classOfStatus(code), `HTTP ${code}: ${message}`);
  if (/^E[A-Z]+$/.test(code ?? '')) return failed('transport', message, { code });
  if (/Timed out|timeout/i.test(`${message}`)) return failed('timeout', message);
  // Its parser of JSON throws the parser's own errors.
  if (error instanceof SyntaxError || /^Failed to parse/.test(message)) {
    return failed('transport', message);
  }
  return failed('other', `${name}: ${message}`);
}

function classOfStatus(status) {
  if (status === 401 || status === 403) return 'auth';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'transport' : 'rejected';
}

const NO_IMPORT = { no: true, why: 'it imports nothing' };

await serve({
  client: {
    name: 'node-marketo-rest',
    version,
    homepage: 'https://github.com/MadKudu/node-marketo',
    issues: 'https://github.com/MadKudu/node-marketo/issues',
  },
  features: {
    'input.records': NO_IMPORT,
    'input.file': NO_IMPORT,
    'input.stream': NO_IMPORT,
    'null.explicit': NO_IMPORT,
    'dialect.delimiters': ['COMMA', 'TAB', 'SEMICOLON'],
    'dialect.line_endings': ['LF'],
    split: NO_IMPORT,
    'auth.refresh': true,
    'auth.refresh_token': { no: true, why: 'Marketo has no refresh tokens' },
    cancel: { no: true, why: 'a wait of its own cannot be stopped' },
    resume: { no: true, why: 'it fetches the whole file' },
    'results.unprocessed': NO_IMPORT,
    retry_failed: NO_IMPORT,
    'export.split': { no: true, why: 'one call is one extract' },
    'poll.configurable': true,
    'timeout.configurable': { no: true, why: 'statusTilCompleted has fixed pauses and tries' },
    typed: NO_IMPORT,
    'session.shared': true,
    'results.columns': true,
  },
  connect,
  ops: { 'mk.export': exportRows, 'mk.cancel': cancel },
  classify,
});
