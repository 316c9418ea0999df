// Drives jsforce, unmodified, through Bulk API 2.0 and the REST calls beside it.
// Started by ../run.py, which sets the environment that harness.mjs reads.
//
// The order matters: later steps change and delete what earlier ones inserted.

import { createRequire } from 'node:module';

import { report, step } from './harness.mjs';
import { bulkQueries } from './steps/bulk-queries.mjs';
import { changes } from './steps/changes.mjs';
import { collections } from './steps/collections.mjs';
import { deletes } from './steps/deletes.mjs';
import { inserts } from './steps/inserts.mjs';
import { jobs } from './steps/jobs.mjs';
import { logins } from './steps/logins.mjs';
import { nastyCells } from './steps/nasty.mjs';
import { readings } from './steps/readings.mjs';
import { refusals } from './steps/refusals.mjs';
import { restQueries } from './steps/rest-queries.mjs';
import { singleRecords } from './steps/single-records.mjs';

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
await singleRecords();
await collections();
await bulkQueries();
await restQueries();
await readings();
