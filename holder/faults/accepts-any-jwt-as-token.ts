import type { Fault } from '../rules/types.js';
import { registrationScope } from '../vocabulary.js';

export default {
  description: 'Accepts any JWT as a bearer token.',
  breaks: ['142', '192'],
  rules: (rules) => ({
    ...rules,
    unknownToken: (token, clientId, thumbprint) =>
      token?.split('.').length === 3
        ? { clientId, scope: registrationScope, thumbprint, expiresAt: Infinity }
        : rules.unknownToken(token, clientId),
  }),
} satisfies Fault;
