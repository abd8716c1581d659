import { asText, type JsonValue } from '../json.js';
import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-100, 104: redirect URIs, grant types and response types are sets; RFC 6749 section 3.3: so is scope. */
export default {
  description: 'Returns lists and scope values in another order than they were given in.',
  allowedBy: 'CDR-DCR-REQ-100, 103, 104; RFC 6749 section 3.3',
  rules: (rules) => ({
    ...rules,
    represent: (document, operation, request) => {
      const given = rules.represent(document, operation, request);
      return Object.fromEntries(
        Object.entries(given).map(([name, value]) => [
          name,
          Array.isArray(value)
            ? (value as readonly JsonValue[]).toReversed()
            : name === 'scope'
              ? asText(value).split(' ').toReversed().join(' ')
              : value,
        ]),
      );
    },
  }),
} satisfies Variation;
