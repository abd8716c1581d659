import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers a second registration with 409.',
  breaks: ['118', '114'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) => (refusal.subject === 'duplicate' ? { ...reply, status: 409 } : reply),
  }),
} satisfies Fault;
