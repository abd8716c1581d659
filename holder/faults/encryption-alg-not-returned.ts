import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns the content encryption of authorisation responses without its algorithm.',
  breaks: ['101'],
  rules: (rules) => ({
    ...rules,
    represent: (document, operation, request) =>
      omit(rules.represent(document, operation, request), 'authorization_encrypted_response_alg'),
  }),
} satisfies Fault;
