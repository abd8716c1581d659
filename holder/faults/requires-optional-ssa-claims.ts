import { refuseStatement } from '../refusal.js';
import type { Fault } from '../rules/types.js';
import { optionalSsaClaims } from '../vocabulary.js';

export default {
  description: 'Refuses an SSA without the optional claims.',
  breaks: ['064'],
  rules: (rules) => ({
    ...rules,
    statementShape: (claims) => {
      rules.statementShape(claims);
      for (const name of optionalSsaClaims)
        if (claims[name] === undefined) refuseStatement(`${name} of the SSA is missing`);
    },
  }),
} satisfies Fault;
