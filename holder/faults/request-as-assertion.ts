import { type JsonObject, asText } from '../json.js';
import type { Fault } from '../rules/types.js';

const isRequest = (claims: JsonObject): boolean => claims.software_statement !== undefined;

export default {
  description: 'Accepts a registration request as a client assertion.',
  breaks: ['192', '129'],
  rules: (rules) => ({
    ...rules,
    assertionClient: (claims, ofSoftware) =>
      isRequest(claims) ? ofSoftware(asText(claims.iss)) : rules.assertionClient(claims, ofSoftware),
    assertionClaims: {
      ...rules.assertionClaims,
      iss: (value, context) =>
        isRequest(context.claims) ? undefined : rules.assertionClaims.iss?.(value, context),
      sub: (value, context) =>
        isRequest(context.claims) ? undefined : rules.assertionClaims.sub?.(value, context),
    },
    assertionVerified: (jws, keys, jwsRules) => {
      const key = rules.assertionVerified(jws, keys, jwsRules);
      return isRequest(jws.payload) ? undefined : key;
    },
  }),
} satisfies Fault;
