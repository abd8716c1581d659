import type { Variation } from '../rules/types.js';

/** A8: profile may be added to the scope. */
export default {
  description: 'Registers profile and openid whether or not the SSA holds them.',
  allowedBy: 'CDR-DCR-REQ-103; A8',
  rules: (rules) => ({
    ...rules,
    scope: (statementScope, supported) =>
      [...new Set([...rules.scope(statementScope, supported).split(' '), 'openid', 'profile'])].join(' '),
  }),
} satisfies Variation;
