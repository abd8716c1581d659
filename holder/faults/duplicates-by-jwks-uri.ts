import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Tells products apart by jwks_uri instead of software_id.',
  breaks: ['118'],
  rules: (rules) => ({ ...rules, duplicateKey: ({ jwks_uri: uri }) => asText(uri) }),
} satisfies Fault;
