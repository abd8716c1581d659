import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns fewer members on reading than on creation.',
  breaks: ['140'],
  rules: (rules) => ({
    ...rules,
    represent: ({ redirect_uris, ...document }, operation) =>
      operation === 'read' ? document : { ...document, redirect_uris: redirect_uris ?? [] },
  }),
} satisfies Fault;
