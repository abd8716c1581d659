import type { Fault } from '../rules/types.js';

export default {
  description: 'Serves the discovery document as text/plain.',
  breaks: ['001'],
  rules: (rules) => ({
    ...rules,
    plainReply: (reply) => ({ ...reply, headers: { ...reply.headers, 'content-type': 'text/plain' } }),
  }),
} satisfies Fault;
