// All contacts read back, deleted ones too: as one page of a query job, and over REST.
// The runner holds each reading against the rows given and the rows in the org.

import { read, step } from '../harness.mjs';
import { KEY, POLL, connection, recordsOf } from '../org.mjs';

const NAMES = ['Id', 'IsDeleted', KEY, 'AccountId', 'LastName', 'FirstName'];
const TEXTS = ['Description', 'MailingStreet', 'Long_Text__c'];
export const EVERYTHING = `SELECT ${[...NAMES, ...TEXTS].join(', ')} FROM Contact`;

export async function readings() {
  await step('read_all_by_bulk_query', async (name) => {
    const options = { ...POLL, scanAll: true };
    const records = await recordsOf(await connection.bulk2.query(EVERYTHING, options));
    read(name, 'rows in the query job', 'Contact', records);
  });
  await step('read_all_over_rest', (name) => readOverRest(name, 'rows over REST'));
}

export async function readOverRest(stepName, reading) {
  const options = { autoFetch: true, scanAll: true };
  const { records } = await connection.query(EVERYTHING, options);
  read(stepName, reading, 'Contact', records.map(asText));
}

/** A record of JSON in the way of the books, where every cell is a text. */
function asText({ attributes, ...record }) {
  const cells = Object.entries(record).map(([name, cell]) => [name, cell === null ? '' : `${cell}`]);
  return Object.fromEntries(cells);
}
