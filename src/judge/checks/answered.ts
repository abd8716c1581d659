import { lastExchange } from '../../nouns/exchange.js';
import { defineCheck } from '../../nouns/plugin.js';
import { showOutcome } from '../show.js';

export default defineCheck({
  summary: 'There is an answer, and it is no server error (status below 500)',
  schema: { const: true },
  explain: () => 'the answer is no server error',
  judge: (_args, { step, confirmed }) => {
    const exchange = lastExchange(step);
    const expected = 'an answer with a status below 500';
    const actual = showOutcome(exchange);
    if (exchange?.outcome.kind === 'answer') return { met: exchange.outcome.status < 500, expected, actual };
    return confirmed ? { met: false, expected, actual } : { met: 'unproven', expected, actual };
  },
});
