import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves authorization_signed_response_alg out of the registration.',
  breaks: ['101', '100'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => omit(document, 'authorization_signed_response_alg'),
  }),
} satisfies Fault;
