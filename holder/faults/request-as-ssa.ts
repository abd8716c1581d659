import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts a JWT of the recipient as software statement, claims and all.',
  breaks: ['192', '053'],
  rules: (rules) => ({
    ...rules,
    extraStatementKeys: async ({ statement, read }) =>
      typeof statement.payload.jwks_uri === 'string' ? read(statement.payload.jwks_uri) : [],
    statementClaims: {},
  }),
} satisfies Fault;
