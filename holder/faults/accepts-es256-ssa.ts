import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts SSAs signed with ES256 by a key of the Register.',
  breaks: ['055'],
  rules: (rules) => ({ ...rules, statementJws: { ...rules.statementJws, algs: ['PS256', 'ES256'] } }),
} satisfies Fault;
