import type { Variation } from '../rules/types.js';

export default {
  description: 'Issues access tokens in the form of a signed JWT.',
  allowedBy: 'CDR-DCR-REQ-139',
  rules: (rules) => ({ ...rules, tokenFormat: 'jwt' }),
} satisfies Variation;
