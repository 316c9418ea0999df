// Drives jsforce, unmodified, through the ingest side of Bulk API 2.0.
// Started by ../run.py, which sets the environment that harness.mjs reads.
//
// The order matters: later steps change and delete what earlier ones inserted.

import { createRequire } from 'node:module';

import { report, step } from './harness.mjs';
import { changes } from './steps/changes.mjs';
import { deletes } from './steps/deletes.mjs';
import { inserts } from './steps/inserts.mjs';
import { jobs } from './steps/jobs.mjs';
import { logins } from './steps/logins.mjs';
import { nastyCells } from './steps/nasty.mjs';
import { refusals } from './steps/refusals.mjs';

// jsforce lets some errors escape its promises; they must not pass unseen.
process.on('uncaughtException', (error) => report('uncaught_exception', false, error.message));

await step('installed_version', () => {
  const require = createRequire(import.meta.url);
  return `jsforce ${require('jsforce/package.json').version}`;
});
await logins();
await inserts();
await nastyCells();
await changes();
await refusals();
await jobs();
await deletes();
