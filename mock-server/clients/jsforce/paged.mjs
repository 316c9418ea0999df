// What jsforce does in an org whose query results come in pages of a few rows: one act a
// process, named as the argument. Started by ../paging/run.py, which can outlive a crash.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

import { settings, step } from './harness.mjs';
import { POLL, connection, contacts, load, queryJob, recordsOf } from './org.mjs';
import { insertGroup } from './steps/nasty.mjs';
import { EVERYTHING, readOverRest } from './steps/readings.mjs';

const PLAIN_ROWS = 40;

const ACTS = {
  async jsforce_ingests(name) {
    await load(name, 'insert', contacts('plain', PLAIN_ROWS));
  },
  jsforce_ingests_nasty_values: (name) => insertGroup(name, 'values'),
  jsforce_ingests_long_cells: (name) => insertGroup(name, 'long'),

  /** Leaves a finished job behind, for both clients to read. */
  async jsforce_makes_query_job() {
    const job = await queryJob(EVERYTHING, 'queryAll');
    await job.poll(POLL.pollInterval, POLL.pollTimeout);
    writeFileSync(settings.jobFile, job.id);
    return `${job.getInfo().numberRecordsProcessed} rows`;
  },
  async jsforce_reads_query_job() {
    const job = connection.bulk2.job('query', { id: readFileSync(settings.jobFile, 'utf8') });
    await complete(await recordsOf(await job.result()));
  },
  async jsforce_bulk_query() {
    const options = { ...POLL, scanAll: true };
    await complete(await recordsOf(await connection.bulk2.query(EVERYTHING, options)));
  },
  jsforce_reads_over_rest: (name) => readOverRest(name, 'rows over REST, jsforce'),
};

async function complete(records) {
  const { totalSize } = await connection.query(EVERYTHING, { scanAll: true });
  assert.equal(new Set(records.map(({ Id }) => Id)).size, totalSize);
}

const act = process.argv[2];
await step(act, ACTS[act]);
