import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 500 to invalid UTF-8, NUL, half surrogate pairs and numbers out of range.',
  breaks: ['199', '115'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) =>
      /UTF-8|NUL|out of range|NumericDate/u.test(refusal.message) ? { ...reply, status: 500 } : reply,
  }),
} satisfies Fault;
