import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Compares iss of the request with software_id without regard to letter case.',
  breaks: ['041'],
  rules: (rules) => ({
    ...rules,
    requestClaims: {
      ...rules.requestClaims,
      iss: (value, context) =>
        rules.requestClaims.iss?.(
          asText(value).toLowerCase() === context.party.toLowerCase() ? context.party : value,
          context,
        ),
    },
  }),
} satisfies Fault;
