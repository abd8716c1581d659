import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-150: a foreign client_id in an update is refused, or ignored without any effect (A15). */
export default {
  description: 'Ignores client_id in the request of an update.',
  allowedBy: 'CDR-DCR-REQ-150; A15',
  rules: (rules) => ({ ...rules, updatedClient: (_request, clientId) => clientId }),
} satisfies Variation;
