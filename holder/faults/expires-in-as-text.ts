import type { Fault } from '../rules/types.js';

export default {
  description: 'States expires_in as a string.',
  breaks: ['124'],
  rules: (rules) => ({
    ...rules,
    tokenAnswer: (body) => ({ ...body, expires_in: JSON.stringify(body.expires_in) }),
  }),
} satisfies Fault;
