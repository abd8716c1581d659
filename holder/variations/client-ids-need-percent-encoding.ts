import type { Variation } from '../rules/types.js';

/** RFC 6749 appendix A.1: a client_id is made of VSCHAR, all that ASCII can show, blank included. */
export default {
  description: 'Gives client_ids that have to be percent-encoded in a path.',
  allowedBy: 'CDR-DCR-REQ-096; RFC 6749 appendix A.1',
  rules: (rules) => ({
    ...rules,
    clientId: (_statement, _request, random) => `cdr/${random()} ?#%&=+;:@"<>[]{}|^~`,
  }),
} satisfies Variation;
