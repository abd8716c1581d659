import { ofRegistration } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers refused registrations with 200 and an error body.',
  breaks: ['114', '110'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) => (ofRegistration(refusal) ? { ...reply, status: 200 } : reply),
  }),
} satisfies Fault;
