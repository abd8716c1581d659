import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers the implicit flow in the discovery document.',
  breaks: ['012'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({ ...document, response_types_supported: ['code', 'token', 'id_token token'] }),
  }),
} satisfies Fault;
