import type { Fault } from '../rules/types.js';

export default {
  description: 'Issues tokens without Cache-Control: no-store.',
  breaks: ['128'],
  rules: (rules) => ({
    ...rules,
    tokenReply: (reply) => ({ ...reply, headers: { 'content-type': 'application/json' } }),
  }),
} satisfies Fault;
