import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers any response type.',
  breaks: ['080'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      response_types: (value, context) =>
        Array.isArray(value) && value.length > 0 ? value : rules.fields.response_types?.(value, context),
    },
  }),
} satisfies Fault;
