import assert from 'node:assert/strict';
import { test } from 'node:test';

import { attemptAll } from './hostile/attempt-all.js';
import { behaviours, trials } from './hostile/catalogue.js';

/** One of each sort; `npm run hostile` attempts them all at every place. */
const sample = [
  'never-answers/registration',
  'drips-its-body/token',
  'endless-body/management',
  'resets-in-mid-body/registration',
  'many-fields/token',
  'gzip-bomb/registration',
  'deep-member/management',
  'prototype-members/registration',
  'script-everywhere/registration',
  'redirect-elsewhere/management',
  'dripping-handshake/discovery',
  'foreign-certificate/token',
  'client-id-of-half-a-character/registration',
  'rate-limit-of-a-year/registration',
];

test('the catalogue has at least forty behaviours, and most of them at every place', () => {
  assert.ok(Object.keys(behaviours).length >= 40, String(Object.keys(behaviours).length));
  assert.ok(trials().length >= 250, String(trials().length));
});

test('a sample of hostile holders: the run ends, the verdict is right, memory is bounded, what is left is told', async () => {
  const wanted = trials().filter(({ name, place }) => sample.includes(`${name}/${place}`));
  assert.equal(wanted.length, sample.length);
  const outcomes = await attemptAll(wanted, 3);
  const wrong = outcomes
    .filter((one) => one.wrong.length > 0)
    .map(({ trial, wrong: faults }) => `${trial.name} at ${trial.place}: ${faults.join('; ')}`);
  assert.deepEqual(wrong, []);
});
