import { defineCheck } from '../../nouns/plugin.js';
import { checkPathConditions, pathConditionsInWords, pathConditionsSchema } from '../conditions-check.js';

export default defineCheck({
  summary: "Values that the step's action yields satisfy conditions (for example `$.granted` of a race)",
  schema: pathConditionsSchema,
  explain: (args) => `of the step's values, ${pathConditionsInWords(args)}`,
  judge: (args, { step }) => ({
    expected: pathConditionsInWords(args),
    ...checkPathConditions(args, step.values),
  }),
});
