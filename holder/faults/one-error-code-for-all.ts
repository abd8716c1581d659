import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers every refused registration with invalid_client_metadata.',
  breaks: ['112'],
  rules: (rules) => ({
    ...rules,
    refusalCode: ({ code, subject }) =>
      subject === 'bearer' || subject === 'client' ? code : 'invalid_client_metadata',
  }),
} satisfies Fault;
