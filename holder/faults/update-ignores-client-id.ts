import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not compare client_id of an update with the registration.',
  breaks: ['150'],
  rules: (rules) => ({ ...rules, sameClient: () => undefined }),
} satisfies Fault;
