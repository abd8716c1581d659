import type { Fault } from '../rules/types.js';

export default {
  description: 'Updates a registration with PATCH.',
  breaks: ['154'],
  rules: (rules) => ({
    ...rules,
    operation: (method, resource) =>
      method === 'PATCH' && resource === 'registration' ? 'update' : rules.operation(method, resource),
  }),
} satisfies Fault;
