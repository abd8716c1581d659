import { omit } from '../json.js';
import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-097: client_id_issued_at is optional (RFC 7591 section 3.2.1). */
export default {
  description: 'Leaves client_id_issued_at out.',
  allowedBy: 'CDR-DCR-REQ-097',
  rules: (rules) => ({
    ...rules,
    represent: (document, operation, request) =>
      omit(rules.represent(document, operation, request), 'client_id_issued_at'),
  }),
} satisfies Variation;
