// All leads read back: from an extract, and over REST.
// The runner holds each reading against the rows given and the rows in the org.

import { LEAD_FIELDS, lastDays, parseCsv } from '../../common/marketo.mjs';
import { readExtract, readJson, step } from '../harness.mjs';
import { extractLeads, marketo } from '../instance.mjs';

/** Filter values that one call takes. */
const VALUES_MAX = 300;

export default async function readings() {
  let ids = [];
  await step('read_all_by_extract', async (name) => {
    const { text } = await extractLeads(LEAD_FIELDS, { createdAt: lastDays() });
    const rows = parseCsv(text);
    readExtract(name, 'rows in the extract', rows);
    ids = rows.map(({ id }) => id);
    return `${rows.length} leads`;
  });
  await step('read_all_over_rest', async (name) => {
    const records = [];
    for (let start = 0; start < ids.length; start += VALUES_MAX) {
      const part = ids.slice(start, start + VALUES_MAX);
      const { result } = await marketo.lead.find('id', part, { fields: LEAD_FIELDS });
      records.push(...result);
    }
    readJson(name, 'rows over REST', records);
    return `${records.length} leads`;
  });
}
