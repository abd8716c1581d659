import { keysOf } from '../key-sets.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Verifies the request with keys that it brings along.',
  breaks: ['092'],
  rules: (rules) => ({
    ...rules,
    inlineKeys: ({ jwks }) => {
      try {
        return keysOf(jwks);
      } catch {
        return [];
      }
    },
  }),
} satisfies Fault;
