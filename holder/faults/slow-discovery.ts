import type { Fault } from '../rules/types.js';

export default {
  description: 'Takes two seconds for discovery and keys.',
  breaks: ['182'],
  rules: (rules) => ({ ...rules, delay: ({ listener }) => (listener === 'tls' ? 2000 : 0) }),
} satisfies Fault;
