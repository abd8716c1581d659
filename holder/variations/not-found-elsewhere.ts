import { jsonReply } from '../exchange.js';
import type { Variation } from '../rules/types.js';

export default {
  description: 'Answers 404 instead of 405 to other methods on the registration endpoint.',
  allowedBy: 'CDR-DCR-REQ-028',
  rules: (rules) => ({ ...rules, methodNotAllowed: () => jsonReply(404, { error: 'not_found' }) }),
} satisfies Variation;
