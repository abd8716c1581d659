import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';

import { proofLine } from '../proof/page.js';

/** A figure of the table at the top of docs/proof.md. */
function figure(page: string, measure: string): number {
  const [, value] = new RegExp(`^\\| ${measure} +\\| +(\\d+) +\\|`, 'm').exec(page) ?? [];
  assert.ok(value !== undefined, `docs/proof.md has no '${measure}'`);
  return Number(value);
}

it("the README's line about the proof says what the proof's page says, and no variation raises an alarm", () => {
  const page = readFileSync('docs/proof.md', 'utf8');
  const figures = {
    faults: figure(page, 'faults'),
    found: figure(page, 'found'),
    exact: figure(page, 'exactly as listed'),
    variations: figure(page, 'conformant variations'),
    falseAlarms: figure(page, 'variations with a false alarm'),
  };
  const readme = readFileSync('README.md', 'utf8');
  assert.ok(readme.includes(proofLine(figures)), `README.md should hold:\n${proofLine(figures)}`);
  assert.equal(figures.falseAlarms, 0);
  assert.equal(figures.exact, figures.found);
});
