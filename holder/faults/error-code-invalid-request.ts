import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers refused registrations with invalid_request.',
  breaks: ['111'],
  rules: (rules) => ({
    ...rules,
    refusalCode: ({ code, subject }) =>
      subject === 'bearer' || subject === 'client' ? code : 'invalid_request',
  }),
} satisfies Fault;
