import { isJsonObject } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';
import { onAnswer, show, showAlternatives } from '../show.js';

const wanted = (args: unknown): readonly string[] =>
  Array.isArray(args) ? args.map(String) : [String(args)];

export default defineCheck({
  summary:
    'The error code of the body is this one, or one of these (RFC 7591 section 3.2.2, RFC 6749 section 5.2)',
  schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] },
  explain: (args) => `the error code is ${showAlternatives(wanted(args))}`,
  judge: (args, { step }) =>
    onAnswer(step, `error ${showAlternatives(wanted(args))}`, (answer) => {
      const error = isJsonObject(answer.json) ? answer.json['error'] : undefined;
      return {
        met: typeof error === 'string' && wanted(args).includes(error),
        actual: `${String(answer.status)}, error ${show(error)}`,
      };
    }),
});
