import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at issuer and times of the SSA of an update.',
  breaks: ['148'],
  rules: (rules) => ({ ...rules, updateRules: (current) => ({ ...current, statementClaims: {} }) }),
} satisfies Fault;
