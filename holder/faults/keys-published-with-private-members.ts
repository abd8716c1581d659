import type { Fault } from '../rules/types.js';

export default {
  description: 'Publishes a private key in its key set.',
  breaks: ['006'],
  rules: (rules) => ({ ...rules, publishedKeys: (_keys, own) => [own] }),
} satisfies Fault;
