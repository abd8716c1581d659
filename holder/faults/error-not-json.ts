import { ofRegistration } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers refused registrations with an HTML page.',
  breaks: ['110', '197'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) =>
      ofRegistration(refusal)
        ? { ...reply, headers: { 'content-type': 'text/html' }, body: '<h1>Bad Request</h1>' }
        : reply,
  }),
} satisfies Fault;
