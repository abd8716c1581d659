import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts a bearer token with the Basic scheme.',
  breaks: ['141'],
  rules: (rules) => ({
    ...rules,
    bearer: (ask) =>
      rules.bearer({
        ...ask,
        authorization: ask.authorization.map((one) => one.replace(/^Basic /iu, 'Bearer ')),
      }),
  }),
} satisfies Fault;
