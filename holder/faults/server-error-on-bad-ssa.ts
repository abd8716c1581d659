import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 500 to an SSA that it cannot read or verify.',
  breaks: ['115'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) => (refusal.subject === 'statement' ? { ...reply, status: 500 } : reply),
  }),
} satisfies Fault;
