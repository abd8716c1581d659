import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns client_id_issued_at in milliseconds.',
  breaks: ['097'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({
      ...document,
      client_id_issued_at: Number(document.client_id_issued_at) * 1000,
    }),
  }),
} satisfies Fault;
