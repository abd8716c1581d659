import type { Fault } from '../rules/types.js';

export default {
  description: 'Labels the registration text/html.',
  breaks: ['095'],
  rules: (rules) => ({
    ...rules,
    registrationReply: (reply) => ({ ...reply, headers: { ...reply.headers, 'content-type': 'text/html' } }),
  }),
} satisfies Fault;
