import type { Fault } from '../rules/types.js';

export default {
  description: 'Deletes the registration of a product whose status is missing.',
  breaks: ['168'],
  rules: (rules) => ({ ...rules, statusEnds: (status) => status === undefined || rules.statusEnds(status) }),
} satisfies Fault;
