import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 409 to a method that the registration endpoint does not have.',
  breaks: ['028', '114'],
  rules: (rules) => ({
    ...rules,
    methodNotAllowed: (ask, allowed) => ({ ...rules.methodNotAllowed(ask, allowed), status: 409 }),
  }),
} satisfies Fault;
