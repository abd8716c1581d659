import { signingAlg } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers PS256 when id_token_signed_response_alg is missing.',
  breaks: ['082'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      id_token_signed_response_alg: (value, context) => signingAlg(value ?? 'PS256', context),
    },
  }),
} satisfies Fault;
