import { defineCheck } from '../../nouns/plugin.js';
import { onAnswer, show } from '../show.js';

const texts = (args: unknown): readonly string[] => (Array.isArray(args) ? args.map(String) : [String(args)]);

export default defineCheck({
  summary:
    'None of these texts stands anywhere in the answer, neither in a header field nor in the body (letter case ignored)',
  schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] },
  explain: (args) => `the answer nowhere contains ${texts(args).map(show).join(', ')}`,
  judge: (args, { step }) =>
    onAnswer(step, `none of ${texts(args).map(show).join(', ')}`, (answer) => {
      const whole = [...answer.headers.flat(), answer.body].join('\n').toLowerCase();
      const found = texts(args).filter((text) => whole.includes(text.toLowerCase()));
      if (found.length > 0) return { met: false, actual: `contains ${found.map(show).join(', ')}` };
      // What was not read may hold anything.
      return answer.truncated
        ? {
            met: 'unproven',
            actual: 'none of them in the part that was read; the body was longer than limits.bodyBytes',
          }
        : { met: true, actual: 'none of them' };
    }),
});
