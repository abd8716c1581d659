import { asText } from '../json.js';
import { refuseStatement } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses an SSA of an older generation, without scopes of the energy sector.',
  breaks: ['067'],
  rules: (rules) => ({
    ...rules,
    statementShape: (claims) => {
      rules.statementShape(claims);
      if (!asText(claims.scope).includes('energy:')) refuseStatement('the scope of the SSA is outdated');
    },
  }),
} satisfies Fault;
