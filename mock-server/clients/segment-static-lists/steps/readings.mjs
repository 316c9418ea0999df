// All leads read back, by plain HTTP: the destination reads none.
// The runner holds the reading against the rows given and the rows in the org.

import { LEAD_FIELDS, lastDays, plainExtract } from '../../common/marketo.mjs';
import { readExtract, step } from '../harness.mjs';

const FIELDS = [...LEAD_FIELDS, 'unsubscribed'];

export default async function readings() {
  await step('read_all_by_extract_over_plain_http', async (name) => {
    const rows = await plainExtract(FIELDS, { createdAt: lastDays() });
    readExtract(name, 'rows in the extract', rows);
    return `${rows.length} leads`;
  });
}
