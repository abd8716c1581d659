import type { Fault } from '../rules/types.js';

export default {
  description: 'Calls its bearer tokens something else.',
  breaks: ['123'],
  rules: (rules) => ({
    ...rules,
    tokenAnswer: (body) => ({ ...rules.tokenAnswer(body), token_type: 'mac' }),
  }),
} satisfies Fault;
