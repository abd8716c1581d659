import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts a request whose jti was used before.',
  breaks: ['048'],
  rules: (rules) => ({ ...rules, jtiRemembered: false }),
} satisfies Fault;
