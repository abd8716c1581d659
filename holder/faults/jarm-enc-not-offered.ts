import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers algorithms for JARM encryption without content encryptions.',
  breaks: ['009'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => omit(document, 'authorization_encryption_enc_values_supported'),
  }),
} satisfies Fault;
