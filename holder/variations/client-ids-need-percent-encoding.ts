import type { Variation } from '../rules/types.js';

export default {
  description: 'Gives client_ids that have to be percent-encoded in a path.',
  allowedBy: 'CDR-DCR-REQ-096',
  rules: (rules) => ({ ...rules, clientId: (_statement, _request, random) => `cdr/${random()} é?#%` }),
} satisfies Variation;
