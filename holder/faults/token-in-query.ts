import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts a bearer token in the query.',
  breaks: ['141'],
  rules: (rules) => ({
    ...rules,
    bearer: (ask) => rules.bearer(ask) ?? ask.query.get('access_token') ?? undefined,
  }),
} satisfies Fault;
