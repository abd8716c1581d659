import { isText } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Visits addresses that stand in the request only.',
  breaks: ['195'],
  rules: (rules) => ({
    ...rules,
    visited: (request) =>
      ['jwks_uri', 'sector_identifier_uri', 'logo_uri', 'policy_uri', 'tos_uri']
        .flatMap((name) => {
          const uri = request[name];
          return typeof uri === 'string' ? [uri] : [];
        })
        .concat(Array.isArray(request.request_uris) ? request.request_uris.filter(isText) : []),
  }),
} satisfies Fault;
