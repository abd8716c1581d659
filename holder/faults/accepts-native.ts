import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers native applications.',
  breaks: ['081'],
  rules: (rules) => ({ ...rules, fields: { ...rules.fields, application_type: (value) => value ?? 'web' } }),
} satisfies Fault;
