import type { Fault } from '../rules/types.js';

export default {
  description: 'Parses JSON of any depth.',
  breaks: ['196'],
  rules: (rules) => ({
    ...rules,
    requestJws: { ...rules.requestJws, json: { ...rules.requestJws.json, maxDepth: Infinity } },
  }),
} satisfies Fault;
