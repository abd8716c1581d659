import { isDeepStrictEqual } from 'node:util';

import { bodyFault, lastExchange, type StepRecord } from '../../nouns/exchange.js';
import { isJsonObject, type Json, type JsonObject } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';
import { namesIn, option } from '../options.js';
import { onAnswer, show } from '../show.js';

function bodyOf(step: StepRecord | undefined): JsonObject | undefined {
  const exchange = step === undefined ? undefined : (lastExchange(step) ?? step.exchanges.at(-1));
  return exchange?.outcome.kind === 'answer' && isJsonObject(exchange.outcome.json)
    ? exchange.outcome.json
    : undefined;
}

/** Values in a comparable form: null is absence, and neither scopes nor the entries of a list have an order. */
function comparable(name: string, value: Json | undefined): Json | undefined {
  if (value === null) return undefined;
  if (name === 'scope' && typeof value === 'string') return value.split(' ').filter(Boolean).sort();
  if (Array.isArray(value)) return [...(value as readonly Json[])].map((item) => JSON.stringify(item)).sort();
  return value;
}

export default defineCheck({
  summary:
    "The body's members are the same as in the answer of an earlier step (null is absence; lists and scopes have no order)",
  schema: {
    type: 'object',
    properties: {
      since: { type: 'string' },
      only: { type: 'array', items: { type: 'string' } },
      except: { type: 'array', items: { type: 'string' } },
    },
    required: ['since'],
    additionalProperties: false,
  },
  explain: (args) => `the registration is the same as in '${String(option(args, 'since'))}'`,
  judge: (args, { step, steps }) => {
    const since = String(option(args, 'since'));
    const expected = `the same members as in '${since}'`;
    const wanted = since === 'given' ? 'given-register' : since;
    const before = bodyOf(steps.find((other) => other.name === wanted));
    if (before === undefined) return { met: 'unproven', expected, actual: `'${since}' gave no JSON object` };
    return onAnswer(step, expected, (answer) => {
      const fault = bodyFault(answer);
      if (fault !== undefined) return { met: false, actual: `${String(answer.status)}, with ${fault}` };
      const after = isJsonObject(answer.json) ? answer.json : {};
      const except = namesIn(args, 'except') ?? [];
      const compared = (namesIn(args, 'only') ?? Object.keys(before)).filter(
        (name) => !except.includes(name),
      );
      const wrong = compared.filter(
        (name) => !isDeepStrictEqual(comparable(name, before[name]), comparable(name, after[name])),
      );
      return {
        met: wrong.length === 0,
        actual:
          wrong.length === 0
            ? 'they are the same'
            : wrong.map((name) => `${name}: was ${show(before[name])}, is ${show(after[name])}`).join('; '),
      };
    });
  },
});
