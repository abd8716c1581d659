import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts a request JWT with segments after the signature.',
  breaks: ['034'],
  rules: (rules) => ({
    ...rules,
    requestToken: (body, headers) => rules.requestToken(body, headers).split('.').slice(0, 3).join('.'),
  }),
} satisfies Fault;
