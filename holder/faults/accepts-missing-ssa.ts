import { redirectUris } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers a request without a software statement.',
  breaks: ['053'],
  rules: (rules) => ({
    ...rules,
    statementToken: (request) =>
      request.software_statement === undefined ? undefined : rules.statementToken(request),
    requestVerified: (jws, keys, jwsRules) => {
      if (jws.payload.software_statement !== undefined) rules.requestVerified(jws, keys, jwsRules);
    },
    recipientKeysUri: (statement, request) =>
      request.software_statement === undefined ? '' : rules.recipientKeysUri(statement, request),
    keysUnreadable: (reason) =>
      reason === 'the address is not an https URL' ? 'unverified' : rules.keysUnreadable(reason),
    scope: (value, supported) => rules.scope(value ?? 'openid', supported),
    fields: {
      ...rules.fields,
      redirect_uris: (value, context) =>
        context.request.software_statement === undefined ? (value ?? []) : redirectUris(value, context),
    },
  }),
} satisfies Fault;
