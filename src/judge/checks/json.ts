import { bodyFault } from '../../nouns/exchange.js';
import { defineCheck } from '../../nouns/plugin.js';
import { checkPathConditions, pathConditionsInWords, pathConditionsSchema } from '../conditions-check.js';
import { onAnswer } from '../show.js';

export default defineCheck({
  summary: 'Members of the JSON body satisfy conditions, by path: `$.client_id: { type: string }`',
  schema: pathConditionsSchema,
  explain: (args) => `in the answer, ${pathConditionsInWords(args)}`,
  judge: (args, { step }) =>
    onAnswer(step, pathConditionsInWords(args), (answer) =>
      answer.json === undefined
        ? {
            met: false,
            actual: `${String(answer.status)}, with ${bodyFault(answer) ?? 'a body that is no JSON'}`,
          }
        : checkPathConditions(args, answer.json),
    ),
});
