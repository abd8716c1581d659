import { ofRegistration } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers refused registrations without the error member.',
  breaks: ['110'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) =>
      ofRegistration(refusal) ? { ...reply, body: JSON.stringify({ message: refusal.message }) } : reply,
  }),
} satisfies Fault;
