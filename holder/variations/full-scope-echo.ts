import { asText } from '../json.js';
import type { Variation } from '../rules/types.js';

export default {
  description: 'Returns the scope of the SSA in full.',
  allowedBy: 'CDR-DCR-REQ-066, 103; A8',
  rules: (rules) => ({ ...rules, scope: (value) => [...new Set(asText(value).split(/ +/u))].join(' ') }),
} satisfies Variation;
