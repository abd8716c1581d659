import { defineCheck } from '../../nouns/plugin.js';
import { lastExchange } from '../../nouns/exchange.js';
import { onAnswer, showAlternatives, showOutcome } from '../show.js';

/** Where the requirement leaves no room for another status, the status decides; elsewhere `due-answer` advises. */
export default defineCheck({
  summary: 'The refusal has the status that the requirement lists, where it is exact about that',
  schema: { const: true },
  explain: () => 'the status is one that the requirement lists, where it is exact',
  due: ({ refusal }) => refusal?.strictness === 'exact' || refusal?.strictness === 'status-only',
  judge: (_args, { step, requirement }) => {
    const { status = [] } = requirement.refusal ?? {};
    return onAnswer(step, `${showAlternatives(status)}, when refused`, (answer) => ({
      met: answer.status < 400 || status.includes(answer.status),
      actual: showOutcome(lastExchange(step)),
    }));
  },
});
