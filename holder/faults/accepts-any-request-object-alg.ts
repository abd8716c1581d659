import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers any request_object_signing_alg.',
  breaks: ['088'],
  rules: (rules) => ({
    ...rules,
    fields: { ...rules.fields, request_object_signing_alg: (value) => value ?? 'PS256' },
  }),
} satisfies Fault;
