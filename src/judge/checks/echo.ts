import { isDeepStrictEqual } from 'node:util';

import { isJsonObject, type Json } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';
import { namesIn, option } from '../options.js';
import { onAnswer, show } from '../show.js';

/** Where an action keeps what it sent. */
const sources: Readonly<Record<string, string>> = { ssa: 'ssa_claims', metadata: 'metadata' };
const jwtClaims = new Set(['iss', 'aud', 'iat', 'exp', 'nbf', 'jti', 'software_statement']);

/** Claims that this check compares, as they were sent in the request or in the SSA. */
function sentClaims(args: Json, sent: Json | undefined): ReadonlyMap<string, Json> {
  const from = sources[String(option(args, 'of'))] ?? 'claims';
  const claims = isJsonObject(sent) && isJsonObject(sent[from]) ? sent[from] : {};
  const only = namesIn(args, 'only');
  const except = namesIn(args, 'except') ?? [];
  return new Map(
    Object.entries(claims).filter(
      ([name]) => (only === undefined ? !jwtClaims.has(name) : only.includes(name)) && !except.includes(name),
    ),
  );
}

const same = (sent: Json, found: Json | undefined): boolean =>
  Array.isArray(sent) && Array.isArray(found)
    ? sent.length === found.length &&
      sent.every((item: Json) => found.some((other: Json) => isDeepStrictEqual(item, other)))
    : isDeepStrictEqual(sent, found);

export default defineCheck({
  summary:
    'What was sent comes back unchanged: claims of the request or of the SSA, or the metadata of a plain one; lists in any order',
  schema: {
    type: 'object',
    properties: {
      of: { enum: ['request', 'ssa', 'metadata'] },
      only: { type: 'array', items: { type: 'string' } },
      except: { type: 'array', items: { type: 'string' } },
      whenPresent: { type: 'boolean' },
    },
    required: ['of'],
    additionalProperties: false,
  },
  explain: (args) => {
    const only = namesIn(args, 'only');
    const what = only === undefined ? 'the metadata' : only.join(', ');
    return `${what} of the ${option(args, 'of') === 'ssa' ? 'SSA' : 'request'} comes back unchanged`;
  },
  judge: (args, { step }) =>
    onAnswer(step, 'the same values as were sent', (answer) => {
      const body = isJsonObject(answer.json) ? answer.json : {};
      const tolerant = option(args, 'whenPresent') === true;
      const wrong = [...sentClaims(args, step.values['sent'])].filter(
        ([name, value]) => !(tolerant && body[name] === undefined) && !same(value, body[name]),
      );
      return {
        met: wrong.length === 0,
        actual:
          wrong.length === 0
            ? 'all came back'
            : wrong
                .map(([name, value]) => `${name}: sent ${show(value)}, returned ${show(body[name])}`)
                .join('; '),
      };
    }),
});
