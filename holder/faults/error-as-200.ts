import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers refused registrations with 200 and an error body.',
  breaks: ['114', '110'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) =>
      refusal.subject === 'bearer' || refusal.subject === 'client' ? reply : { ...reply, status: 200 },
  }),
} satisfies Fault;
