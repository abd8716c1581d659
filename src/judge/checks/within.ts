import { lastExchange } from '../../nouns/exchange.js';
import { defineCheck } from '../../nouns/plugin.js';

export default defineCheck({
  summary: 'The answer comes within so many milliseconds',
  schema: { type: 'integer', minimum: 1 },
  explain: (args) => `the answer comes within ${String(args)} ms`,
  judge: (args, { step }) => {
    const duration = lastExchange(step)?.durationMs ?? Number.POSITIVE_INFINITY;
    return {
      met: duration <= Number(args),
      expected: `at most ${String(args)} ms`,
      actual: `${String(duration)} ms`,
    };
  },
});
