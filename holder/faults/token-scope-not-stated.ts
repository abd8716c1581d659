import type { Fault } from '../rules/types.js';

export default {
  description: 'Grants another scope than the one stated in the token response.',
  breaks: ['126'],
  rules: (rules) => ({
    ...rules,
    tokenAnswer: (body) => ({ ...body, scope: 'cdr:registration bank:accounts.basic:read' }),
  }),
} satisfies Fault;
