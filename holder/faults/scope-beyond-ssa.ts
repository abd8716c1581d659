import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers every scope it supports, beyond those of the SSA.',
  breaks: ['103'],
  rules: (rules) => ({ ...rules, scope: (_value, supported) => supported.join(' ') }),
} satisfies Fault;
