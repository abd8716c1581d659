import type { Fault } from '../rules/types.js';

export default {
  description: 'Lets answers with client data be cached for a minute.',
  breaks: ['106'],
  rules: (rules) => ({
    ...rules,
    registrationReply: (reply) => ({
      ...reply,
      headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=60' },
    }),
  }),
} satisfies Fault;
