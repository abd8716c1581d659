import { lastExchange } from '../../nouns/exchange.js';
import { isJsonObject, type Json } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';
import { showAlternatives, showOutcome } from '../show.js';

const stepOf = (args: Json): string => (isJsonObject(args) ? String(args['step']) : '');
const statusesOf = (args: Json): readonly number[] =>
  isJsonObject(args) ? [args['status'] ?? []].flat().map(Number) : [];

/** For `either`: what is due now may hang on what the target did before. */
export default defineCheck({
  summary: 'An earlier step of the case was answered with one of these statuses',
  schema: {
    type: 'object',
    properties: {
      step: { type: 'string' },
      status: { type: 'array', items: { type: 'integer', minimum: 100, maximum: 599 }, minItems: 1 },
    },
    required: ['step', 'status'],
    additionalProperties: false,
  },
  explain: (args) => `'${stepOf(args)}' was answered ${showAlternatives(statusesOf(args))}`,
  judge: (args, { steps }) => {
    const earlier = steps.find(({ name }) => name === stepOf(args));
    const expected = `'${stepOf(args)}' answered ${showAlternatives(statusesOf(args))}`;
    const exchange = earlier === undefined ? undefined : lastExchange(earlier);
    const actual = `'${stepOf(args)}' gave ${showOutcome(exchange)}`;
    if (exchange?.outcome.kind !== 'answer') return { met: 'unproven', expected, actual };
    return { met: statusesOf(args).includes(exchange.outcome.status), expected, actual };
  },
});
