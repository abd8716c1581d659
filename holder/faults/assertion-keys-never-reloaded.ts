import type { Fault } from '../rules/types.js';

export default {
  description: 'Keeps its first copy of the keys of a client for ever.',
  breaks: ['134'],
  rules: (rules) => ({
    ...rules,
    assertionKeys: { ...rules.assertionKeys, cacheSeconds: Infinity, reloadOnUnknownKid: false },
  }),
} satisfies Fault;
