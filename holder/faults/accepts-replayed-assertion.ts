import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client assertions that were used before.',
  breaks: ['132'],
  rules: (rules) => ({ ...rules, assertionJtiRemembered: false }),
} satisfies Fault;
