// What the steps of run.mjs stand on: the driver's means for leads.
// It knows nothing of Segment's destination.

import * as driver from '../common/driver.mjs';
import { NULL } from '../common/marketo.mjs';

export { reason, report, step } from '../common/driver.mjs';

export const nasty = driver.nastyCells('myCustomText');

/** Enters leads that are upserted into the book of rows given, each cell as a text. */
export function give(stepName, rows, fate = 'success') {
  const text = ([name, cell]) => [name, `${cell}`];
  const texts = rows.map((row) => Object.fromEntries(Object.entries(row).map(text)));
  driver.give(stepName, 'upsert', 'leads', texts, fate);
}

/** Enters all leads as an extract has them. */
export function readExtract(stepName, reading, rows) {
  driver.read(stepName, reading, 'leads', rows, NULL);
}
