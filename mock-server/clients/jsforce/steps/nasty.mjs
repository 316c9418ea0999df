// The hostile cells of ../../nasty.json, sent as records: jsforce writes the CSV.

import assert from 'node:assert/strict';

import { give, nasty, step } from '../harness.mjs';
import { contact, load, settle } from '../org.mjs';

export async function nastyCells() {
  await step('nasty_values', (name) => insertGroup(name, 'values'));
  await step('nasty_nul', (name) => insertGroup(name, 'nul'));
  await step('nasty_long_cells', (name) => insertGroup(name, 'long'));
  await step('nasty_too_long_cells', async (name) => {
    give(name, 'insert', 'Contact', rows('too_long'), 'failed');
    const { failedResults } = await settle(name, 'insert', rows('too_long'));
    for (const row of failedResults) assert.match(row.sf__Error, /^STRING_TOO_LONG:/);
  });
}

export async function insertGroup(name, group) {
  await load(name, 'insert', rows(group));
  return `${nasty[group].length} cells`;
}

/** Contacts of one shape, each with its hostile cell in the field that can hold it. */
function rows(group) {
  const blank = Object.fromEntries(nasty[group].map(({ field }) => [field, '']));
  return nasty[group].map(({ name, field, value }) => ({
    ...contact(`nasty-${name}`, ''),
    ...blank,
    [field]: value,
  }));
}
