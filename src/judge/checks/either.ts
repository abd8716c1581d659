import { isJsonObject, type Json } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';

const alternatives = (args: Json): readonly (readonly (readonly [string, Json])[])[] =>
  Array.isArray(args) ? args.map((one: Json) => (isJsonObject(one) ? Object.entries(one) : [])) : [];

/** For rules that leave the holder a choice: each alternative is a map of checks that must all be met. */
export default defineCheck({
  summary:
    'At least one of several alternatives is met whole (the standard leaves a choice, or its sources differ)',
  schema: { type: 'array', items: { $ref: '#/$defs/checks' }, minItems: 2 },
  explain: (args, explainCheck) =>
    alternatives(args)
      .map((checks) => checks.map(([check, wanted]) => explainCheck(check, wanted)).join(' and '))
      .join('; or '),
  judge: (args, { judgeCheck }) => {
    const judged = alternatives(args).map((checks) =>
      checks.map(([check, wanted]) => judgeCheck(check, wanted)),
    );
    const expected = judged.map((all) => all.map((one) => one.expected).join(' and ')).join('; or ');
    const winner = judged.find((all) => all.every((one) => one.met === true));
    if (winner !== undefined)
      return { met: true, expected, actual: winner.map((one) => one.actual).join('; ') };
    const undecided = judged.flat().some((one) => one.met === 'unproven');
    const actual = [...new Set(judged.flat().map((one) => one.actual))].join('; ');
    return { met: undecided ? 'unproven' : false, expected, actual };
  },
});
