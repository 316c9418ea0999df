// What the adapters in JavaScript share: the lines of the adapter protocol, version 1.
//
// `serve` reads what the kit says on standard in, runs each case, and answers on standard out. An
// operation is an async function that takes a `Case` and a client, and resolves to an outcome. It
// asks its client through `asking()`: what is thrown in there is the client's own error, which the
// adapter classifies; what is thrown elsewhere is the adapter's fault, and told as `broken`. What
// the client throws where nobody can catch it ends the process, as it would end its user's.
//
// It knows no client, no provider's calls, no requirement, and no fake. It never asks twice.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const PROTOCOL = 1;

/** Longer texts of errors are cut: a client may show a whole page, and a line has its limit. */
const MESSAGE_CHARS_MAX = 20_000;

const CLASSES = JSON.parse(readFileSync(new URL('classes.json', import.meta.url), 'utf8'));

/** The client has no such operation, option or value. */
export class Unsupported extends Error {}

/** The kit asked for an end while the adapter waited. */
class Cancelled extends Error {}

/** What the client threw, as its `cause`. */
class ClientError extends Error {}

/** Awaits what the client does. */
export async function asking(call) {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof Unsupported) throw cause;
    throw new ClientError('the client failed', { cause });
  }
}

/** The class of a provider's error code; a full quota of Marketo shows only in its text. */
export function classOfCode(provider, code, text = '') {
  if (provider === 'marketo' && code === '1029' && /quota/i.test(text)) return 'quota';
  return CLASSES[provider][code] ?? 'rejected';
}

/** The client says that it did what it was asked: `jobs`, files of `rows`, `partial`. */
export function ok({ jobs = [], rows = {}, partial = false }) {
  return { kind: 'ok', jobs, rows, partial };
}

/** The client says that it failed; `more` has `code` and `job_id` where it tells. */
export function failed(className, message, more = {}) {
  const text = String(message).slice(0, MESSAGE_CHARS_MAX);
  return { kind: 'error', class: className, message: text, ...more };
}

/** A case under way: what the kit said, and how to talk to the kit meanwhile. */
class Case {
  #say;
  #stop = new AbortController();

  constructor(said, say) {
    this.said = said;
    this.#say = say;
    this.id = said.id;
    this.target = said.target;
    this.args = said.args ?? {};
    this.input = said.input ?? {};
    this.limits = said.limits ?? {};
    this.pollMs = said.poll_ms;
  }

  /** A file in the case's own folder. */
  path(name) {
    return join(this.said.dir, name);
  }

  /** Tells the kit something on the way. */
  note(kind, data) {
    this.#say({ t: 'note', id: this.id, kind, data });
  }

  cancel() {
    this.#stop.abort();
  }

  /** Waits for one pause between two polls, where the client leaves that to its user. */
  async pause() {
    const { signal } = this.#stop;
    try {
      await sleep(this.pollMs, undefined, { signal });
    } catch {
      throw new Cancelled('cancelled while the adapter waited between two looks');
    }
  }
}

/**
 * Answers the kit until it says `bye` or goes away.
 *
 * @param adapter `client` (name, version, homepage, issues), `features` and `parallel` as the
 * protocol has them; `connect` makes a client for a target and limits, as its user would; `ops` by
 * name; `classify` says what a caller can tell of an error that the client threw.
 */
export async function serve(adapter) {
  printToStderr();
  const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
  const underWay = new Map();
  const sessions = new Map();
  const take = {
    hello: ({ protocol }) => {
      if (!protocol.includes(PROTOCOL)) {
        throw new Error(`this adapter speaks version ${PROTOCOL} of the protocol only`);
      }
      say(greeting(adapter));
    },
    case: (said) => {
      const it = new Case(said, say);
      underWay.set(said.id, it);
      outcomeOf(adapter, sessions, it).then((outcome) => {
        underWay.delete(said.id);
        say({ t: 'done', id: said.id, outcome });
      });
    },
    cancel: ({ id }) => underWay.get(id)?.cancel(),
  };
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    const said = JSON.parse(line);
    if (said.t === 'bye') break;
    if (take[said.t]) take[said.t](said);
    else if (said.id) {
      say({ t: 'done', id: said.id, outcome: { kind: 'unsupported', what: said.t } });
    }
  }
  process.exit(0);
}

/** Standard out is for messages: what the client prints goes to standard error. */
function printToStderr() {
  for (const name of ['log', 'info', 'debug']) console[name] = console.error;
}

function greeting({ client, ops, features, parallel = 4 }) {
  const runtime = { language: 'JavaScript', runtime: `node ${process.versions.node}` };
  return {
    t: 'ready',
    protocol: PROTOCOL,
    client: { ...client, ...runtime },
    ops: Object.keys(ops),
    features,
    parallel,
  };
}

async function outcomeOf(adapter, sessions, it) {
  const op = adapter.ops[it.said.op];
  if (!op) return { kind: 'unsupported', what: it.said.op };
  try {
    mkdirSync(it.said.dir, { recursive: true });
    return await op(it, await clientOf(adapter, sessions, it));
  } catch (error) {
    if (error instanceof Unsupported) return { kind: 'unsupported', what: error.message };
    if (error instanceof Cancelled) return failed('cancelled', error.message);
    if (error instanceof ClientError) return adapter.classify(error.cause);
    return { kind: 'broken', message: error.stack };
  }
}

/**
 * One client for all cases of a session with one target; one of its own for a case without. A
 * client object belongs to the tenant that it was made for, so its user has one for each.
 */
function clientOf(adapter, sessions, it) {
  const make = () => asking(async () => adapter.connect(it.target, it.limits));
  if (it.said.session === undefined) return make();
  const key = JSON.stringify([it.said.session, it.target]);
  if (!sessions.has(key)) sessions.set(key, make());
  return sessions.get(key);
}
