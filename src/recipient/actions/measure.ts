import { Unproven } from '../../nouns/errors.js';
import type { Exchange } from '../../nouns/exchange.js';
import type { JsonObject } from '../../nouns/json.js';
import { defineAction, type Action, type Doing } from '../action.js';
import { clientOf } from '../client.js';
import deleteRegistration from './delete.js';
import discover from './discover.js';
import jwks from './jwks.js';
import read from './read.js';
import register from './register.js';
import token from './token.js';
import update from './update.js';

const measurable: Readonly<Record<string, Action>> = {
  discover,
  jwks,
  register,
  token,
  read,
  update,
  delete: deleteRegistration,
};

/** One round: the calls in their order, one after the other, with a product of its own. */
async function round(doing: Doing, calls: readonly string[], number: number): Promise<readonly Exchange[]> {
  const client = await clientOf(doing.scene, `measured ${String(number)}`);
  const exchanges: Exchange[] = [];
  for (const call of calls) {
    const action = measurable[call];
    if (action === undefined) throw new Unproven(`'${call}' cannot be measured`);
    const deed = await action.perform({ ...doing, client, edits: {}, args: {} });
    exchanges.push(...deed.exchanges);
  }
  return exchanges;
}

/** The nearest-rank percentile of durations, in whole milliseconds. */
export function percentile(durations: readonly number[], percent: number): number {
  const sorted = [...durations].sort((a, b) => a - b);
  return Math.ceil(sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0);
}

function figures(exchanges: readonly Exchange[]): JsonObject {
  const durations = exchanges.map(({ durationMs }) => durationMs);
  return {
    calls: durations.length,
    p50_ms: percentile(durations, 50),
    p95_ms: percentile(durations, 95),
    slowest_ms: percentile(durations, 100),
  };
}

export default defineAction({
  summary:
    'Do a few calls several times over, one after the other, and take the time. Yields calls, p50_ms, p95_ms and ' +
    'slowest_ms of all of them, and the same of each call under its name',
  prose: 'do these calls several times and take the time',
  needs: ['fresh-products'],
  schema: {
    type: 'object',
    properties: {
      calls: { type: 'array', items: { enum: Object.keys(measurable) }, minItems: 1 },
      // A measurement, never a load test (recipient-within-traffic-thresholds).
      times: { type: 'integer', minimum: 1, maximum: 20 },
    },
    required: ['calls', 'times'],
    additionalProperties: false,
  },
  stations: [],
  perform: async (doing) => {
    const calls = doing.args['calls'] as readonly string[];
    const exchanges: Exchange[] = [];
    for (let number = 1; number <= Number(doing.args['times']); number += 1) {
      exchanges.push(...(await round(doing, calls, number)));
    }
    const each = calls.map(
      (call) => [call, figures(exchanges.filter(({ action }) => action === call))] as const,
    );
    return { exchanges, values: { ...figures(exchanges), ...Object.fromEntries(each) }, deviations: [] };
  },
});
