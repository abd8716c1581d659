import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 204 to a second deletion with the old token.',
  breaks: ['156'],
  rules: (rules) => ({
    ...rules,
    tokensEndWithClient: false,
    ownRegistration: (grant, clientId, exists, operation) => {
      rules.ownRegistration(grant, clientId, operation === 'delete' || exists, operation);
    },
  }),
} satisfies Fault;
