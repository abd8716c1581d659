import type { Fault } from '../rules/types.js';
import { grantTypes } from '../vocabulary.js';

export default {
  description: 'Registers all grant types when grant_types is missing or empty.',
  breaks: ['077'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      grant_types: (value, context) =>
        rules.fields.grant_types?.(
          value === undefined || (Array.isArray(value) && value.length === 0) ? grantTypes : value,
          context,
        ),
    },
  }),
} satisfies Fault;
