import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-096: the standard gives client_id no form; RFC 6749 section 2.2 leaves its size undefined. */
export default {
  description: 'Gives client_ids of 200 characters.',
  allowedBy: 'CDR-DCR-REQ-096; RFC 6749 section 2.2',
  rules: (rules) => ({
    ...rules,
    clientId: (_statement, _request, random) => random().padEnd(200, '0123456789abcdef'),
  }),
} satisfies Variation;
