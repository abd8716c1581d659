import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts an assertion together with other credentials.',
  breaks: ['137'],
  rules: (rules) => ({ ...rules, otherCredentials: () => undefined }),
} satisfies Fault;
