import { signingAlg } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses requests without request_object_signing_alg.',
  breaks: ['088'],
  rules: (rules) => ({ ...rules, fields: { ...rules.fields, request_object_signing_alg: signingAlg } }),
} satisfies Fault;
