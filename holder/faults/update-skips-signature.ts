import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not verify the request JWT of an update.',
  breaks: ['148'],
  rules: (rules) => ({
    ...rules,
    updateRules: (current) => ({ ...current, requestVerified: () => undefined }),
  }),
} satisfies Fault;
