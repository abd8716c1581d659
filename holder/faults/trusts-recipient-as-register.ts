import type { Fault } from '../rules/types.js';

export default {
  description: 'Verifies SSAs with the keys at the jwks_uri inside them.',
  breaks: ['191', '054'],
  rules: (rules) => ({
    ...rules,
    extraStatementKeys: ({ statement, read }) =>
      typeof statement.payload.jwks_uri === 'string' ? read(statement.payload.jwks_uri) : Promise.resolve([]),
  }),
} satisfies Fault;
