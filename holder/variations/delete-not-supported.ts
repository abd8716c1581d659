import type { Variation } from '../rules/types.js';

export default {
  description: 'Does not delete registrations: DELETE is answered with 405.',
  allowedBy: 'CDR-DCR-REQ-155; A37',
  rules: (rules) => ({
    ...rules,
    operation: (method, resource) => (method === 'DELETE' ? undefined : rules.operation(method, resource)),
  }),
} satisfies Variation;
