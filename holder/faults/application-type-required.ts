import { oneOf } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses requests without application_type.',
  breaks: ['081'],
  rules: (rules) => ({ ...rules, fields: { ...rules.fields, application_type: oneOf(['web']) } }),
} satisfies Fault;
