// What the steps of run.mjs stand on: the driver's means for leads.
// It knows nothing of node-marketo-rest.

import * as driver from '../common/driver.mjs';
import { NULL } from '../common/marketo.mjs';

export { report, step } from '../common/driver.mjs';

export const nasty = driver.nastyCells('myCustomText');

/** Enters leads that are upserted into the book of rows given. */
export function give(stepName, rows, fate = 'success') {
  driver.give(stepName, 'upsert', 'leads', rows, fate);
}

/** Enters all leads as an extract has them. */
export function readExtract(stepName, reading, rows) {
  driver.read(stepName, reading, 'leads', rows, NULL);
}

/** Enters all leads as REST has them, where no value is a null. */
export function readJson(stepName, reading, records) {
  const text = ([name, cell]) => [name, cell === null ? '' : `${cell}`];
  const rows = records.map((record) => Object.fromEntries(Object.entries(record).map(text)));
  driver.read(stepName, reading, 'leads', rows);
}
