import { ofRegistration } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers refused registrations with 422.',
  breaks: ['110', '114'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) => (ofRegistration(refusal) ? { ...reply, status: 422 } : reply),
  }),
} satisfies Fault;
