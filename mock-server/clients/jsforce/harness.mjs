// What the steps of run.mjs stand on: how to get in, and the driver's means for Salesforce.
// It knows nothing of jsforce.

import { claimFile, nastyCells } from '../common/driver.mjs';

export { give, read, report, step } from '../common/driver.mjs';

const env = process.env;

export const settings = {
  baseUrl: env.BASE_URL,
  accessToken: env.SF_ACCESS_TOKEN,
  username: env.SF_USERNAME,
  password: env.SF_PASSWORD,
  clientId: env.SF_CLIENT_ID,
  clientSecret: env.SF_CLIENT_SECRET,
  jobFile: env.JOB_FILE,
};

export const nasty = nastyCells('Description');

/** Enters what the client made of the three result files into the book of results. */
export function claim(stepName, { successfulResults, failedResults, unprocessedRecords }) {
  claimFile(stepName, 'success', successfulResults);
  claimFile(stepName, 'failed', failedResults);
  claimFile(stepName, 'unprocessed', unprocessedRecords);
}
