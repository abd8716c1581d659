import type { Fault } from '../rules/types.js';

export default {
  description: 'Names itself by an issuer with a query.',
  breaks: ['004'],
  rules: (rules) => ({ ...rules, issuer: (base) => `${base}?brand=1` }),
} satisfies Fault;
