import type { Fault } from '../rules/types.js';

export default {
  description: 'Keeps the registration of a product that was removed.',
  breaks: ['167'],
  rules: (rules) => ({ ...rules, statusEnds: () => false }),
} satisfies Fault;
