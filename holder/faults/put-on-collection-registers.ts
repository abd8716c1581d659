import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers a client with PUT on the registration endpoint too.',
  breaks: ['028'],
  rules: (rules) => ({
    ...rules,
    operation: (method, resource) =>
      method === 'PUT' && resource === 'collection' ? 'create' : rules.operation(method, resource),
  }),
} satisfies Fault;
