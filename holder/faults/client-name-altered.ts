import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns client_name in capitals.',
  breaks: ['099', '109'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({ ...document, client_name: String(document.client_name).toUpperCase() }),
  }),
} satisfies Fault;
