import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not verify the SSA of an update.',
  breaks: ['148'],
  rules: (rules) => ({
    ...rules,
    updateRules: (current) => ({ ...current, statementVerified: () => undefined }),
  }),
} satisfies Fault;
