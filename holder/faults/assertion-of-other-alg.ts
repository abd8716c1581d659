import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client assertions signed with the allowed algorithm that is not the registered one.',
  breaks: ['133', '200'],
  rules: (rules) => ({ ...rules, assertionAlg: () => undefined }),
} satisfies Fault;
