import { signingAlg } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers PS256 when token_endpoint_auth_signing_alg is missing.',
  breaks: ['076'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      token_endpoint_auth_signing_alg: (value, context) => signingAlg(value ?? 'PS256', context),
    },
  }),
} satisfies Fault;
