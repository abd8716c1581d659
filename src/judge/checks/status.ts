import { defineCheck } from '../../nouns/plugin.js';
import { onAnswer, showAlternatives, showOutcome } from '../show.js';
import { lastExchange } from '../../nouns/exchange.js';

const wanted = (args: unknown): readonly number[] =>
  Array.isArray(args) ? args.map(Number) : [Number(args)];

export default defineCheck({
  summary: 'The HTTP status is this one, or one of these',
  schema: {
    anyOf: [
      { type: 'integer', minimum: 100, maximum: 599 },
      { type: 'array', items: { type: 'integer', minimum: 100, maximum: 599 }, minItems: 1 },
    ],
  },
  explain: (args) => `the status is ${showAlternatives(wanted(args))}`,
  judge: (args, { step }) =>
    onAnswer(step, showAlternatives(wanted(args)), (answer) => ({
      met: wanted(args).includes(answer.status),
      actual: showOutcome(lastExchange(step)),
    })),
});
