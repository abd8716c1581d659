import type { Fault } from '../rules/types.js';

export default {
  description: 'Lets a client update the registration of another.',
  breaks: ['160'],
  rules: (rules) => ({
    ...rules,
    ownRegistration: (grant, clientId, exists, operation) => {
      rules.ownRegistration(
        operation === 'update' ? { ...grant, clientId } : grant,
        clientId,
        exists,
        operation,
      );
    },
  }),
} satisfies Fault;
