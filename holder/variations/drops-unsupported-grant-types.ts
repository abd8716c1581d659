import { asText } from '../json.js';
import type { Variation } from '../rules/types.js';
import { grantTypes } from '../vocabulary.js';

export default {
  description: 'Leaves unsupported grant types out instead of refusing them.',
  allowedBy: 'CDR-DCR-REQ-077',
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      grant_types: (value, context) =>
        rules.fields.grant_types?.(
          Array.isArray(value) && value.some((one) => grantTypes.includes(asText(one)))
            ? value.filter((one) => grantTypes.includes(asText(one)))
            : value,
          context,
        ),
    },
  }),
} satisfies Variation;
