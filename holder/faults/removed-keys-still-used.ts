import type { Fault } from '../rules/types.js';

export default {
  description: 'Uses keys of a client that were removed from its key set.',
  breaks: ['134'],
  rules: (rules) => ({ ...rules, assertionKeys: { ...rules.assertionKeys, cacheSeconds: Infinity } }),
} satisfies Fault;
