import { advertised, type Facts } from '../../../nouns/facts.js';
import type { Json, JsonObject } from '../../../nouns/json.js';
import type { Flow } from '../../../nouns/requirement.js';
import type { Product } from '../../../register/product.js';

/** The first of our preferences that the target advertises; our first choice when it advertises nothing. */
function choose(facts: Facts, member: string, preferences: readonly [string, ...string[]]): string {
  const offered = advertised(facts, member);
  return preferences.find((name) => offered.includes(name)) ?? preferences[0];
}

const signing = ['PS256', 'ES256'] as const;

/** The algorithm under which this target verifies our request and our client assertions. */
export function signingAlg(facts: Facts): 'PS256' | 'ES256' {
  return choose(facts, 'token_endpoint_auth_signing_alg_values_supported', signing) as 'PS256' | 'ES256';
}

/**
 * Client metadata of a valid registration in one flow, within what the target advertises
 * (CDS, Registration Request using JWT); without the JWT's own claims and the software statement.
 */
export function baselineMetadata(flow: Flow, product: Product, facts: Facts): JsonObject {
  const common: Record<string, Json> = {
    redirect_uris: product.redirectUris,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: signingAlg(facts),
    grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
    response_types: [flow === 'code' ? 'code' : 'code id_token'],
    application_type: 'web',
    id_token_signed_response_alg: choose(facts, 'id_token_signing_alg_values_supported', signing),
    request_object_signing_alg: choose(facts, 'request_object_signing_alg_values_supported', signing),
  };
  if (flow === 'code') {
    return {
      ...common,
      authorization_signed_response_alg: choose(facts, 'authorization_signing_alg_values_supported', signing),
    };
  }
  return {
    ...common,
    id_token_encrypted_response_alg: choose(facts, 'id_token_encryption_alg_values_supported', [
      'RSA-OAEP-256',
      'RSA-OAEP',
    ]),
    id_token_encrypted_response_enc: choose(facts, 'id_token_encryption_enc_values_supported', [
      'A256GCM',
      'A128CBC-HS256',
    ]),
  };
}

/** Claims of a valid registration request JWT (five minutes of life, audience = issuer). */
export function baselineClaims(
  flow: Flow,
  product: Product,
  facts: Facts,
  made: { readonly now: Date; readonly jti: string; readonly softwareStatement: string },
): JsonObject {
  const seconds = Math.floor(made.now.getTime() / 1000);
  return {
    iss: product.softwareId,
    iat: seconds,
    exp: seconds + 300,
    jti: made.jti,
    aud: facts.issuer,
    ...baselineMetadata(flow, product, facts),
    software_statement: made.softwareStatement,
  };
}

/** Claims of a valid client assertion (RFC 7523 section 3; one minute of life). */
export function baselineAssertion(
  clientId: string,
  audience: string,
  made: { readonly now: Date; readonly jti: string },
): JsonObject {
  const seconds = Math.floor(made.now.getTime() / 1000);
  return { iss: clientId, sub: clientId, aud: audience, iat: seconds, exp: seconds + 60, jti: made.jti };
}
