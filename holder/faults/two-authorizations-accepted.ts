import type { Fault } from '../rules/types.js';

export default {
  description: 'Takes the first of two Authorization headers.',
  breaks: ['141'],
  rules: (rules) => ({
    ...rules,
    bearer: (ask) => rules.bearer({ ...ask, authorization: ask.authorization.slice(0, 1) }),
  }),
} satisfies Fault;
