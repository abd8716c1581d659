import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses request JWTs signed with ES256, which it offers.',
  breaks: ['036'],
  rules: (rules) => ({ ...rules, requestJws: { ...rules.requestJws, algs: ['PS256'] } }),
} satisfies Fault;
