import type { Fault } from '../rules/types.js';

export default {
  description: 'Still offers the hybrid flow in the discovery document after its retirement.',
  breaks: ['012'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({ ...document, response_types_supported: ['code', 'code id_token'] }),
  }),
} satisfies Fault;
