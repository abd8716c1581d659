import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not look at client_assertion_type.',
  breaks: ['135'],
  rules: (rules) => ({ ...rules, assertionType: () => undefined }),
} satisfies Fault;
