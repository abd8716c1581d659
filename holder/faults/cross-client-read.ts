import type { Fault } from '../rules/types.js';

export default {
  description: 'Lets a client read the registration of another.',
  breaks: ['159'],
  rules: (rules) => ({
    ...rules,
    ownRegistration: (grant, clientId, exists, operation) => {
      rules.ownRegistration(
        operation === 'read' ? { ...grant, clientId } : grant,
        clientId,
        exists,
        operation,
      );
    },
  }),
} satisfies Fault;
