import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers unverified when the keys of the recipient cannot be read.',
  breaks: ['070'],
  rules: (rules) => ({ ...rules, keysUnreadable: () => 'unverified' }),
} satisfies Fault;
