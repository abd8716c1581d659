import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts an SSA signed with any key, whoever claims to be its issuer.',
  breaks: ['054', '191', '148', '058'],
  rules: (rules) => ({ ...rules, statementVerified: () => undefined }),
} satisfies Fault;
