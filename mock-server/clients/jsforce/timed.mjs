// What jsforce does with jobs that take minutes: it polls them as it always does.
// Started by ../five-minutes/run.py, with the rows to load and the seconds that a job takes at least.

import assert from 'node:assert/strict';

import { claim, give, step } from './harness.mjs';
import { contacts, newJob, queryJob } from './org.mjs';
import { EVERYTHING } from './steps/readings.mjs';

const [rows, secondsMin] = process.argv.slice(2).map(Number);

/** Polls this often, and stops polling after this long; both in milliseconds here. */
const POLL = [10, 30_000];

await step('jsforce_ingests', async (name) => {
  const given = contacts('timed', rows);
  give(name, 'insert', 'Contact', given);
  const began = performance.now();
  const job = newJob();
  await job.open();
  await job.uploadData(given);
  await job.close();
  const said = await polled(job, began);
  claim(name, await job.getAllResults());
  return said;
});

await step('jsforce_queries', async () => {
  const began = performance.now();
  return polled(await queryJob(EVERYTHING), began);
});

/** Polls a job to its end: its states, its time in the org, and how long that took here. */
async function polled(job, began) {
  const states = [];
  const saw = ({ state }) => state === states.at(-1) || states.push(state);
  job.on('inProgress', saw);
  job.on('jobComplete', saw);
  await job.poll(...POLL);
  const here = Math.round(performance.now() - began);
  assert.deepEqual(states.slice(-2), ['InProgress', 'JobComplete']);
  const { createdDate, systemModstamp } = await job.check();
  const seconds = (new Date(systemModstamp) - new Date(createdDate)) / 1000;
  assert.ok(seconds >= secondsMin, `${seconds} s on the org's clock, ${secondsMin} expected`);
  return `${seconds.toFixed(0)} s on the org's clock, ${states.length} states, ${here} ms here`;
}
