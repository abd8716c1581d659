import type { Fault } from '../rules/types.js';

export default {
  description: 'Takes the first of repeated member names.',
  breaks: ['190'],
  rules: (rules) => ({
    ...rules,
    requestJws: { ...rules.requestJws, json: { ...rules.requestJws.json, repeatedName: 'first-wins' } },
  }),
} satisfies Fault;
