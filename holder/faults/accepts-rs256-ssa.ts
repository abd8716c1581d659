import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts SSAs signed with RS256 or PS512.',
  breaks: ['055'],
  rules: (rules) => ({
    ...rules,
    statementJws: {
      ...rules.statementJws,
      algs: ['PS256', 'RS256', 'PS512'],
      keyUsable: (jwk) => rules.statementJws.keyUsable(jwk, 'PS256'),
    },
  }),
} satisfies Fault;
