import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Unwraps an SSA that is nested in another JWS.',
  breaks: ['193'],
  rules: (rules) => ({
    ...rules,
    statementToken: (request) => {
      const text = rules.statementToken(request);
      const inner = Buffer.from(asText(text).split('.')[1] ?? '', 'base64url').toString('latin1');
      return /^[\w-]+\.[\w-]+\.[\w-]+$/u.test(inner) ? inner : text;
    },
  }),
} satisfies Fault;
