import type { Variation } from '../rules/types.js';

/** A38: no period is given for copies of key sets; an unknown kid makes the holder read them again. */
export default {
  description: 'Uses copies of the keys of the Register for an hour.',
  allowedBy: 'CDR-DCR-REQ-056; A38',
  rules: (rules) => ({
    ...rules,
    registerKeys: { ...rules.registerKeys, cacheSeconds: 3600 },
  }),
} satisfies Variation;
