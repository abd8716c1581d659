import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers code when response_types is missing or empty.',
  breaks: ['078'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      response_types: (value, context) =>
        rules.fields.response_types?.(
          value === undefined || (Array.isArray(value) && value.length === 0) ? ['code'] : value,
          context,
        ),
    },
  }),
} satisfies Fault;
