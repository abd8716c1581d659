import type { Fault } from '../rules/types.js';

export default {
  description: 'Publishes a key set without keys.',
  breaks: ['006'],
  rules: (rules) => ({ ...rules, publishedKeys: () => [] }),
} satisfies Fault;
