import { asText } from '../json.js';
import type { Variation } from '../rules/types.js';

/** All that a b64token is made of. */
const tail = `.${'Aa0-._~+/'.repeat(120)}==`;

/** RFC 6750 section 2.1: a token is any b64token; RFC 6749 section 1.4: it is opaque to the client. */
export default {
  description:
    'Issues access tokens of more than a thousand characters, with every character that a token may have.',
  allowedBy: 'CDR-DCR-REQ-123; RFC 6750 section 2.1',
  rules: (rules) => ({
    ...rules,
    tokenAnswer: (body) => {
      const answer = rules.tokenAnswer(body);
      return { ...answer, access_token: `${asText(answer.access_token)}${tail}` };
    },
    bearer: (ask) => {
      const token = rules.bearer(ask);
      return token?.endsWith(tail) === true ? token.slice(0, -tail.length) : token;
    },
  }),
} satisfies Variation;
