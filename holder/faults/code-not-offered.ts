import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not offer the authorization code flow in the discovery document.',
  breaks: ['012'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({ ...document, response_types_supported: ['code id_token'] }),
  }),
} satisfies Fault;
