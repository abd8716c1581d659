import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at issuer, audience, times and jti of the request of an update.',
  breaks: ['148', '048'],
  rules: (rules) => ({ ...rules, updateRules: (current) => ({ ...current, requestClaims: {} }) }),
} satisfies Fault;
