import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Unproven } from '../src/nouns/errors.js';
import type { Outcome } from '../src/nouns/exchange.js';
import { withBreaker } from '../src/recipient/breaker.js';
import type { Wire, WireRequest } from '../src/recipient/wire.js';

const facts = {
  discoveryUrl: 'https://bank.example/.well-known/openid-configuration',
  endpoints: {
    registration: 'https://bank.example/register',
    token: 'https://bank.example/token',
    jwks: 'https://bank.example/jwks',
  },
};

const to = (url: string): WireRequest => ({
  method: 'GET',
  url,
  headers: [],
  body: '',
  tls: { certificate: 'recipient' },
});
const silent: Outcome = { kind: 'no-answer', phase: 'time-out', code: 'TIMEOUT', message: '' };
const refused: Outcome = { kind: 'no-answer', phase: 'connect', code: 'ECONNREFUSED', message: '' };
const answered: Outcome = { kind: 'answer', status: 400, headers: [], body: '', truncated: false };

interface Line {
  readonly wire: Wire;
  /** URLs of what really left. */
  readonly left: string[];
}

/** A wire whose outcomes the test decides, behind the breaker. */
function line(answer: (request: WireRequest) => Outcome | Promise<Outcome>, durationMs = 1): Line {
  const left: string[] = [];
  const wire: Wire = {
    send: async (request) => {
      left.push(request.url);
      return { outcome: await answer(request), started: '2026-01-01T00:00:00.000Z', durationMs };
    },
    close: () => Promise.resolve(),
  };
  return { wire: withBreaker(wire, facts), left };
}

/** Sends one after the other; whether each left. */
async function sendAll({ wire }: Line, url: string, times: number): Promise<readonly boolean[]> {
  const sent: boolean[] = [];
  for (let count = 0; count < times; count += 1) {
    sent.push(
      await wire.send(to(url)).then(
        () => true,
        (error: unknown) => {
          assert.ok(error instanceof Unproven);
          return false;
        },
      ),
    );
  }
  return sent;
}

describe('the breaker', () => {
  const { token, registration } = facts.endpoints;

  it('leaves a silent endpoint alone after three requests, names it, and tries it ever more rarely', async () => {
    const one = line(() => silent);
    const sent = await sendAll(one, token, 1000);
    assert.deepEqual(sent.slice(0, 5), [true, true, true, false, false]);
    // 3, and one after 8, 16, 32 ... more.
    assert.equal(one.left.length, 3 + 6);
    await assert.rejects(one.wire.send(to(token)), {
      name: 'Unproven',
      message: /^https:\/\/bank\.example\/token gave no answer to 3 requests in a row.*limits\.requestMs/,
    });
  });

  it('takes all clients of an endpoint for one, and other endpoints for others', async () => {
    const one = line(({ url }) => (url.startsWith(registration) ? silent : answered));
    await sendAll(one, `${registration}/a`, 2);
    await sendAll(one, registration, 1);
    assert.deepEqual(await sendAll(one, `${registration}/b`, 1), [false]);
    assert.deepEqual(await sendAll(one, token, 1), [true]);
    assert.deepEqual(await sendAll(one, 'https://bank.example/registered', 1), [true]);
  });

  it('any answer counts as one: two silences, an answer, two silences hold nothing back', async () => {
    const outcomes = [silent, silent, answered, silent, silent, answered, silent, silent];
    const one = line(() => outcomes.shift() ?? answered);
    assert.ok((await sendAll(one, token, 12)).every(Boolean));
  });

  it('a target that recovers is asked as before', async () => {
    let recovered = false;
    const one = line(() => (recovered ? answered : silent));
    await sendAll(one, token, 5);
    recovered = true;
    const after = await sendAll(one, token, 30);
    assert.equal(after.filter((left) => !left).length, 6, '8 held back in all, then none');
    assert.ok(after.slice(7).every(Boolean));
  });

  it('requests that wait side by side wait for one silence', async () => {
    const one = line(() => new Promise<Outcome>((resolve) => setImmediate(resolve, silent)));
    await Promise.all(Array.from({ length: 16 }, () => one.wire.send(to(token))));
    assert.deepEqual(await sendAll(one, token, 3), [true, true, false]);
  });

  it('what fails at once is not silence, what fails slowly is', async () => {
    assert.ok(
      (
        await sendAll(
          line(() => refused),
          token,
          20,
        )
      ).every(Boolean),
    );
    const slow = await sendAll(
      line(() => refused, 3000),
      token,
      4,
    );
    assert.deepEqual(slow, [true, true, true, false]);
  });

  it('a 429 that is not waited for is a sign of life', async () => {
    let times = 0;
    const one = line(() => {
      times += 1;
      if (times % 3 === 0) throw new Unproven('429');
      return silent;
    });
    await sendAll(one, token, 12);
    assert.equal(one.left.length, 12);
  });
});
