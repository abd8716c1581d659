import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves grant_types_supported out of the discovery document.',
  breaks: ['011'],
  rules: (rules) => ({ ...rules, metadata: ({ grant_types_supported: _left, ...document }) => document }),
} satisfies Fault;
