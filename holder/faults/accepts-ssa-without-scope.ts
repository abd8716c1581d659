import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts an SSA without scope and registers openid.',
  breaks: ['063'],
  rules: (rules) => ({
    ...rules,
    statementShape: (claims) => {
      rules.statementShape({ scope: 'openid', ...claims });
    },
    scope: (value, supported) => rules.scope(value ?? 'openid', supported),
  }),
} satisfies Fault;
