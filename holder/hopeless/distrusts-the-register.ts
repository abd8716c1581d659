import { refuseStatement } from '../refusal.js';
import type { Hopeless } from '../rules/types.js';

export default {
  description: 'Trusts another Register: no software statement of ours verifies.',
  rules: (rules) => ({
    ...rules,
    statementVerified: () => refuseStatement('the software statement is not of the Register'),
  }),
} satisfies Hopeless;
