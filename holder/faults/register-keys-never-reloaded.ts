import type { Fault } from '../rules/types.js';

export default {
  description: 'Keeps its first copy of the keys of the Register for ever.',
  breaks: ['056'],
  rules: (rules) => ({
    ...rules,
    registerKeys: { ...rules.registerKeys, cacheSeconds: Infinity, reloadOnUnknownKid: false },
  }),
} satisfies Fault;
