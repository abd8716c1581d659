import { ofRegistration } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers every refused registration with invalid_client_metadata.',
  breaks: ['112'],
  rules: (rules) => ({
    ...rules,
    refusalCode: (refusal) => (ofRegistration(refusal) ? 'invalid_client_metadata' : refusal.code),
  }),
} satisfies Fault;
