import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not compare client_id of a token request with the assertion.',
  breaks: ['136'],
  rules: (rules) => ({ ...rules, clientIdAgrees: () => undefined }),
} satisfies Fault;
