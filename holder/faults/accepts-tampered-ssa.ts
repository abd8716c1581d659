import type { Fault } from '../rules/types.js';

export default {
  description: 'Verifies only that the key of the SSA is known, not its signature.',
  breaks: ['054'],
  rules: (rules) => ({ ...rules, statementJws: { ...rules.statementJws, verify: () => true } }),
} satisfies Fault;
