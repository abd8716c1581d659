import { omit } from '../json.js';
import type { Variation } from '../rules/types.js';

/** RFC 6749 section 5.1: scope is optional if it is the one that was asked for. */
export default {
  description: 'Leaves scope out of the token response where it is the one that was asked for.',
  allowedBy: 'CDR-DCR-REQ-126; RFC 6749 section 5.1',
  rules: (rules) => ({ ...rules, tokenAnswer: (body) => omit(rules.tokenAnswer(body), 'scope') }),
} satisfies Variation;
