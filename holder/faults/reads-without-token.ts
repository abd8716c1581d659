import type { Fault } from '../rules/types.js';
import { registrationScope } from '../vocabulary.js';

export default {
  description: 'Serves management calls without a token.',
  breaks: ['141', '022', '157'],
  rules: (rules) => ({
    ...rules,
    unknownToken: (token, clientId, thumbprint) =>
      token === undefined
        ? { clientId, scope: registrationScope, thumbprint, expiresAt: Infinity }
        : rules.unknownToken(token, clientId),
  }),
} satisfies Fault;
