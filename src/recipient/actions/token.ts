import { decodeJwt } from 'jose';

import { Unproven } from '../../nouns/errors.js';
import type { Json, JsonObject } from '../../nouns/json.js';
import { defineAction, sendBuilt } from '../action.js';
import { buildTokenRequest } from '../build-request.js';
import { bodyOf, currentRegistration, noRegistration } from '../scene.js';

/** Claims of a JWT access token; nothing for an opaque one. Seen here, since evidence carries no usable token. */
function claimsOf(token: string): JsonObject | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

export default defineAction({
  summary:
    'Ask for a certificate-bound access token of scope cdr:registration (RFC 6749 section 4.4, RFC 7523, RFC 8705)',
  prose: 'ask the token endpoint for a cdr:registration token with a client assertion',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['host', 'assertion', 'form', 'http', 'tls', 'client'],
  control: 'token',
  perform: async (doing) => {
    const { client, scene, edits } = doing;
    const clientId = edits.client?.id ?? currentRegistration(client)?.clientId;
    if (clientId === undefined) throw new Unproven(noRegistration(client, 'to ask a token for'));
    const built = await buildTokenRequest(scene, client, edits, clientId);
    const exchange = await sendBuilt(doing, 'token', built);
    const body = bodyOf(exchange);
    const token = body['access_token'];
    if (typeof token !== 'string') {
      return {
        exchanges: [exchange],
        values: { ...body, sent: sentValues(built.made[0]) },
        deviations: built.deviations,
      };
    }
    client.token = token;
    scene.secrets.add(token);
    const claims = claimsOf(token);
    return {
      exchanges: [exchange],
      values: { ...body, ...(claims && { token_claims: claims }), sent: sentValues(built.made[0]) },
      deviations: built.deviations,
    };
  },
});

function sentValues(assertion: { readonly compact: string; readonly payload: Json } | undefined): JsonObject {
  return { assertion: assertion?.compact ?? null, claims: assertion?.payload ?? null };
}
