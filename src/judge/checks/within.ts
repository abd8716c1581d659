import { lastExchange } from '../../nouns/exchange.js';
import { defineCheck } from '../../nouns/plugin.js';

export default defineCheck({
  summary: 'The answer comes within so many milliseconds',
  schema: { type: 'integer', minimum: 1 },
  explain: (args) => `the answer comes within ${String(args)} ms`,
  judge: (args, { step }) => {
    const exchange = lastExchange(step);
    const expected = `an answer within ${String(args)} ms`;
    // The harness gives up at some time of its own: that is no answer in time, however the two times compare.
    if (exchange?.outcome.kind !== 'answer') return { met: false, expected, actual: 'no answer' };
    return {
      met: exchange.durationMs <= Number(args),
      expected,
      actual: `an answer after ${String(exchange.durationMs)} ms`,
    };
  },
});
