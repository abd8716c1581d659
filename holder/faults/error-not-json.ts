import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers refused registrations with an HTML page.',
  breaks: ['110', '197'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) =>
      refusal.subject === 'bearer' || refusal.subject === 'client'
        ? reply
        : { ...reply, headers: { 'content-type': 'text/html' }, body: '<h1>Bad Request</h1>' },
  }),
} satisfies Fault;
