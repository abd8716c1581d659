import type { Fault } from '../rules/types.js';

export default {
  description: 'Deletes the registration of a product that becomes inactive.',
  breaks: ['166'],
  rules: (rules) => ({
    ...rules,
    statusEnds: (status) => status === 'INACTIVE' || status === 'SUSPENDED' || rules.statusEnds(status),
  }),
} satisfies Fault;
