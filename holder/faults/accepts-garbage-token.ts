import type { Fault } from '../rules/types.js';
import { registrationScope } from '../vocabulary.js';

export default {
  description: 'Accepts any bearer token.',
  breaks: ['142'],
  rules: (rules) => ({
    ...rules,
    unknownToken: (token, clientId, thumbprint) =>
      token === undefined
        ? rules.unknownToken(token, clientId)
        : { clientId, scope: registrationScope, thumbprint, expiresAt: Infinity },
  }),
} satisfies Fault;
