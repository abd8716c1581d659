import type { Fault } from '../rules/types.js';

export default {
  description: 'Takes jwks_uri of the request for the source of the keys.',
  breaks: ['091', '195'],
  rules: (rules) => ({
    ...rules,
    recipientKeysUri: (statement, request) =>
      typeof request.jwks_uri === 'string' ? request.jwks_uri : rules.recipientKeysUri(statement, request),
  }),
} satisfies Fault;
