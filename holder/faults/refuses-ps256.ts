import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses request JWTs signed with PS256.',
  breaks: ['035'],
  rules: (rules) => ({ ...rules, requestJws: { ...rules.requestJws, algs: ['ES256'] } }),
} satisfies Fault;
