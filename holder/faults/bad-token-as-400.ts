import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 400 to a bad token.',
  breaks: ['142'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) => (refusal.subject === 'bearer' ? { ...reply, status: 400 } : reply),
  }),
} satisfies Fault;
