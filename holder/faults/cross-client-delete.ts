import type { Fault } from '../rules/types.js';

export default {
  description: 'Lets a client delete the registration of another.',
  breaks: ['160', '157'],
  rules: (rules) => ({
    ...rules,
    ownRegistration: (grant, clientId, exists, operation) => {
      rules.ownRegistration(
        operation === 'delete' ? { ...grant, clientId } : grant,
        clientId,
        exists,
        operation,
      );
    },
  }),
} satisfies Fault;
