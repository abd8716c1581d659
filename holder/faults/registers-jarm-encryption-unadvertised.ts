import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers JARM encryption but does not offer it in the discovery document.',
  breaks: ['009', '017', '086'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) =>
      omit(
        rules.metadata(document),
        'authorization_encryption_alg_values_supported',
        'authorization_encryption_enc_values_supported',
      ),
  }),
} satisfies Fault;
