import { defineCheck } from '../../nouns/plugin.js';
import { checkPathConditions, pathConditionsInWords, pathConditionsSchema } from '../conditions-check.js';

/** Mostly an alternative of `either`: what a target need not do when it does not offer it. */
export default defineCheck({
  summary:
    "Members of the target's discovery document, as it was when the run began, satisfy conditions, by path",
  schema: pathConditionsSchema,
  explain: (args) => `the discovery document has ${pathConditionsInWords(args)}`,
  judge: (args, { facts }) => {
    const { met, actual } = checkPathConditions(args, facts['discovery']);
    return {
      met,
      expected: `in the discovery document, ${pathConditionsInWords(args)}`,
      actual: `discovery: ${actual}`,
    };
  },
});
