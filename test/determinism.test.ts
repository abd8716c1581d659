import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openLab, type Lab } from '../proof/lab.js';
import { voicesOf } from '../proof/voices.js';
import type { Exchange } from '../src/nouns/exchange.js';
import type { CaseRecord } from '../src/nouns/finding.js';
import { isJsonObject, type Json } from '../src/nouns/json.js';

/** Every ninth case: one of nearly each chapter. */
const EVERY = 9;

/** Set by the clock, not by the seed: times, and certificates, which hold some. */
const TIMES = new Set(['iat', 'exp', 'nbf', 'x5c']);

describe('the same seed', () => {
  const runs: (readonly CaseRecord[])[] = [];
  before(async () => {
    runs.push(await measure('one seed', 1), await measure('one seed', 6), await measure('another', 3));
  });
  after(() => {
    runs.length = 0;
  });

  it('gives the same requests, in any order and however many at once', () => {
    const [first = [], second = [], other = []] = runs.map((records) =>
      records.map((record) => `${record.address} ${JSON.stringify(firstRequest(record) ?? 'nothing sent')}`),
    );
    assert.ok(first.filter((request) => !request.endsWith('"nothing sent"')).length > 60);
    for (const [index, request] of first.entries()) assert.equal(second[index], request);
    // Red when the seed counts for nothing: then the other one would agree too.
    assert.notDeepEqual(other, first);
  });

  it('gives the same verdicts, finding by finding; so does another seed', () => {
    const verdicts = runs.map((records) =>
      records.map((record) => [record.address, record.verdict, ...voicesOf(record)]),
    );
    assert.deepEqual(verdicts[1], verdicts[0]);
    assert.deepEqual(verdicts[2], verdicts[0]);
  });
});

async function measure(seed: string, parallel: number): Promise<readonly CaseRecord[]> {
  const lab: Lab = await openLab({ root: process.cwd(), target: 'targets/reference.yaml', seed, parallel });
  try {
    // A fault, so that there are failures to agree about.
    return await lab.measure(
      { faults: ['accepts-duplicates'] },
      lab.cases.filter((_case, index) => index % EVERY === 0),
    );
  } finally {
    await lab.close();
  }
}

/** The first request of a case: later ones hold what the holder chose. Ports and times are left out. */
function firstRequest(record: CaseRecord): Json | undefined {
  const exchange = record.steps.flatMap(({ exchanges }) => exchanges).find(({ made }) => made.length > 0);
  return exchange === undefined ? undefined : timeless(asJson(exchange));
}

function asJson({ request, made }: Exchange): Json {
  const { method, url } = request;
  const text = JSON.stringify({
    method,
    url,
    made: made.map(({ header, payload }) => ({ header, payload })),
  });
  // A statement inside a request holds the time too; it is among what was made, decoded.
  const steady = text.replace(/localhost:\d+/g, 'localhost').replace(/eyJ[\w-]+\.[\w-]+\.[^"]*/g, 'a JWT');
  return JSON.parse(steady) as Json;
}

function timeless(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(timeless);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      TIMES.has(name) || inner === undefined ? [] : [[name, timeless(inner)] as const],
    ),
  );
}
