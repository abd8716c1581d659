import type { Fault } from '../rules/types.js';

export default {
  description: 'Issues JWT access tokens that name no client certificate.',
  breaks: ['139'],
  rules: (rules) => ({ ...rules, tokenFormat: 'jwt', tokenBound: false }),
} satisfies Fault;
