import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-096: the standard gives client_id no form; RFC 6749 appendix A.1 allows every VSCHAR. */
export default {
  description: 'Gives client_ids in the form of a URL.',
  allowedBy: 'CDR-DCR-REQ-096; RFC 6749 appendix A.1',
  rules: (rules) => ({
    ...rules,
    clientId: (_statement, _request, random) => `https://holder.example/clients?id=${random()}`,
  }),
} satisfies Variation;
