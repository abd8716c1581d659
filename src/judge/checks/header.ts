import { headerValues } from '../../nouns/exchange.js';
import { isJsonObject, type Json } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';
import { conditionInWords, conditionSchema, satisfies } from '../matchers.js';
import { onAnswer, show } from '../show.js';

const entries = (args: Json): readonly (readonly [string, Json])[] =>
  isJsonObject(args) ? Object.entries(args) : [];
const inWords = (args: Json): string =>
  entries(args)
    .map(([name, condition]) => `${name} ${conditionInWords(condition)}`)
    .join(', and ');

export default defineCheck({
  summary: 'Header fields of the answer satisfy conditions; several fields of one name are joined by a comma',
  schema: { type: 'object', additionalProperties: conditionSchema, minProperties: 1 },
  explain: (args) => `the header field ${inWords(args)}`,
  judge: (args, { step }) =>
    onAnswer(step, inWords(args), (answer) => {
      const found = entries(args).map(([name, condition]) => {
        const values = headerValues(answer.headers, name);
        const value = values.length === 0 ? undefined : values.join(', ');
        return { text: `${name}: ${show(value)}`, met: satisfies(condition, value) };
      });
      return { met: found.every((one) => one.met), actual: found.map((one) => one.text).join('; ') };
    }),
});
