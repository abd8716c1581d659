import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts request JWTs signed with ES384, ES512 or EdDSA.',
  breaks: ['037'],
  rules: (rules) => ({
    ...rules,
    requestJws: { ...rules.requestJws, algs: [...rules.requestJws.algs, 'ES384', 'ES512', 'EdDSA'] },
  }),
} satisfies Fault;
