import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not verify the signature of a client assertion.',
  breaks: ['133', '161'],
  rules: (rules) => ({ ...rules, assertionVerified: () => undefined }),
} satisfies Fault;
