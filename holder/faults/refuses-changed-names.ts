import { refuseStatement } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses an update whose SSA has another client_name or org_name.',
  breaks: ['074'],
  rules: (rules) => ({
    ...rules,
    sameProduct: (before, statement) => {
      rules.sameProduct(before, statement);
      if (before.client_name !== statement.client_name || before.org_name !== statement.org_name)
        refuseStatement('the names of the SSA have changed');
    },
  }),
} satisfies Fault;
