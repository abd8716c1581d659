import { ofRegistration } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers refused registrations with invalid_request.',
  breaks: ['111'],
  rules: (rules) => ({
    ...rules,
    refusalCode: (refusal) => (ofRegistration(refusal) ? 'invalid_request' : refusal.code),
  }),
} satisfies Fault;
