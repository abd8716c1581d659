import type { Fault } from '../rules/types.js';
import { registrationScope } from '../vocabulary.js';

export default {
  description: 'Accepts a JWT with alg none as a bearer token.',
  breaks: ['184', '142'],
  rules: (rules) => ({
    ...rules,
    unknownToken: (token, clientId, thumbprint) => {
      const header = Buffer.from(token?.split('.')[0] ?? '', 'base64url').toString();
      return /"alg"\s*:\s*"none"/iu.test(header)
        ? { clientId, scope: registrationScope, thumbprint, expiresAt: Infinity }
        : rules.unknownToken(token, clientId);
    },
  }),
} satisfies Fault;
