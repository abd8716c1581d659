import { defineCheck } from '../../nouns/plugin.js';
import { lastExchange } from '../../nouns/exchange.js';
import { onAnswer, showAlternatives, showOutcome } from '../show.js';

/** Where the requirement leaves no room for another status, the status decides; elsewhere `due-answer` advises. */
export default defineCheck({
  summary: 'The refusal has the status that the requirement lists, where it is exact about that',
  schema: { const: true },
  explain: () => 'the status is one that the requirement lists, where it is exact',
  judge: (_args, { step, requirement }) => {
    const { refusal } = requirement;
    if (refusal === undefined || (refusal.strictness !== 'exact' && refusal.strictness !== 'status-only')) {
      return { met: true, expected: 'any refusal', actual: showOutcome(lastExchange(step)) };
    }
    return onAnswer(step, `${showAlternatives(refusal.status)}, when refused`, (answer) => ({
      met: answer.status < 400 || refusal.status.includes(answer.status),
      actual: showOutcome(lastExchange(step)),
    }));
  },
});
