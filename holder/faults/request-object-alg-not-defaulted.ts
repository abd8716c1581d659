import { optional, signingAlg } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers no request_object_signing_alg when none is asked for.',
  breaks: ['088', '100'],
  rules: (rules) => ({
    ...rules,
    fields: { ...rules.fields, request_object_signing_alg: optional(signingAlg) },
  }),
} satisfies Fault;
