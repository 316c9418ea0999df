// The hostile cells of ../../nasty.json. The destination joins cells with commas and rows with newlines,
// and quotes none; each kind of cell that cannot live so is a step of its own.

import { lead } from '../../common/marketo.mjs';
import { addAll, assertAllTaken } from '../destination.mjs';
import { give, nasty, step } from '../harness.mjs';

const unfit = {
  commas: ({ value }) => value.includes(',') && !/["\r\n]/.test(value),
  quotes: ({ value }) => value.includes('"') && !/[\r\n]/.test(value),
  newlines: ({ value }) => /[\r\n]/.test(value),
};

export default async function values() {
  await step('nasty_values', (name) => add(name, nasty.values.filter(isFit)));
  await step('nasty_nul', (name) => add(name, nasty.nul.filter(isFit)));
  await step('nasty_long_cells', (name) => add(name, nasty.marketo_long.filter(isFit)));
  await step('value_with_comma', (name) => addRow(name, { firstName: 'one, two' }));
  await step('value_in_quotes', (name) => addRow(name, { title: '"quoted"' }));
  // What follows the newline must not look like a lead that nobody gave.
  await step('value_with_newline', (name) => addRow(name, { title: 'one\n,two' }));
  await step('value_zero', (name) => addRow(name, { leadScore: 0 }));
  await step('value_false', (name) => addRow(name, { unsubscribed: false }));
}

function isFit(cell) {
  return !Object.values(unfit).some((is) => is(cell));
}

async function add(name, cells) {
  const blank = { title: '', myCustomText: '' };
  const rows = cells.map((cell) =>
    lead(`nasty-${cell.name}`, { ...blank, [cell.field]: cell.value }),
  );
  give(name, rows);
  await assertAllTaken(await addAll(rows));
  return `${rows.length} cells`;
}

/** A lead of one more or one other value, all others harmless. */
async function addRow(name, others) {
  const row = lead(name, others);
  give(name, [row]);
  await assertAllTaken(await addAll([row]));
}
