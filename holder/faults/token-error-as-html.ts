import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers refused token requests with an HTML page.',
  breaks: ['138', '197'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) =>
      refusal.subject === 'client'
        ? { ...reply, headers: { 'content-type': 'text/html' }, body: '<h1>Error</h1>' }
        : reply,
  }),
} satisfies Fault;
