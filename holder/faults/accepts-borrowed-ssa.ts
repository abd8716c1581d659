import { anything } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts an SSA that another product has brought along.',
  breaks: ['073', '040'],
  rules: (rules) => ({
    ...rules,
    requestClaims: { ...rules.requestClaims, iss: anything },
    requestVerified: () => undefined,
  }),
} satisfies Fault;
