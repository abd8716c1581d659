import type { Fault } from '../rules/types.js';

export default {
  description: 'Processes a JWT whatever the Content-Type says.',
  breaks: ['030'],
  rules: (rules) => ({ ...rules, mediaType: () => undefined }),
} satisfies Fault;
