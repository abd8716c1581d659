import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers unverified when jwks_uri has another scheme than https.',
  breaks: ['195', '070'],
  rules: (rules) => ({
    ...rules,
    keysUnreadable: (reason) =>
      reason === 'the address is not an https URL' ? 'unverified' : rules.keysUnreadable(reason),
  }),
} satisfies Fault;
