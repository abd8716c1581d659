import { lastExchange } from '../../nouns/exchange.js';
import { defineCheck } from '../../nouns/plugin.js';
import { showOutcome } from '../show.js';

/** A refusal is any answer but success or redirection; no answer counts when the unbroken request still gets through. */
export default defineCheck({
  summary:
    'The request is refused: neither success nor redirection, by an answer or by the connection being closed',
  schema: { const: true },
  explain: () => 'the request is refused',
  judge: (_args, { step, confirmed }) => {
    const exchange = lastExchange(step);
    const expected = 'a refusal';
    const actual = showOutcome(exchange);
    if (exchange?.outcome.kind === 'answer') return { met: exchange.outcome.status >= 400, expected, actual };
    return confirmed ? { met: true, expected, actual } : { met: 'unproven', expected, actual };
  },
});
