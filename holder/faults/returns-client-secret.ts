import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns a client_secret.',
  breaks: ['105'],
  rules: (rules) => ({ ...rules, represent: (document) => ({ ...document, client_secret: 'do-not-tell' }) }),
} satisfies Fault;
