import type { Fault } from '../rules/types.js';

export default {
  description: 'Issues a refresh token for client credentials.',
  breaks: ['125'],
  rules: (rules) => ({ ...rules, tokenAnswer: (body) => ({ ...body, refresh_token: 'refresh' }) }),
} satisfies Fault;
