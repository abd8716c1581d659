import type { Fault } from '../rules/types.js';

export default {
  description: 'Publishes two keys with one kid.',
  breaks: ['006'],
  rules: (rules) => ({ ...rules, publishedKeys: (keys) => keys.map((jwk) => ({ ...jwk, kid: 'holder' })) }),
} satisfies Fault;
