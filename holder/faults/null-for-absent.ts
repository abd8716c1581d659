import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns null for members that are not registered.',
  breaks: ['102'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({ authorization_encrypted_response_alg: null, policy_uri: null, ...document }),
  }),
} satisfies Fault;
