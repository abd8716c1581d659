import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers RS256 when authorization_signed_response_alg is missing.',
  breaks: ['085', '102'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      authorization_signed_response_alg: (value, context) =>
        value === undefined ? 'RS256' : rules.fields.authorization_signed_response_alg?.(value, context),
    },
  }),
} satisfies Fault;
