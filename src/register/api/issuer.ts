import { jsonAnswer, type Answer } from '../reply.js';

/** Where the Register answers: anyone over TLS, recipients over mutual TLS. Base URLs without a slash at the end. */
export interface ApiUrls {
  readonly open: string;
  readonly secure: string;
}

/** Scope of the Register's resources. */
export const registerScope = 'cdr-register:read';

export function issuerOf({ open }: ApiUrls): string {
  return `${open}/idp`;
}

export function tokenEndpointOf({ secure }: ApiUrls): string {
  return `${secure}/idp/connect/token`;
}

/** The Register's OpenID Provider metadata: one grant, one way to authenticate (CDS, Register InfoSec profile). */
export function configurationReply(urls: ApiUrls): Answer {
  return jsonAnswer({
    issuer: issuerOf(urls),
    jwks_uri: `${issuerOf(urls)}/.well-known/openid-configuration/jwks`,
    token_endpoint: tokenEndpointOf(urls),
    claims_supported: ['sub'],
    id_token_signing_alg_values_supported: ['PS256'],
    subject_types_supported: ['public'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: [registerScope],
    response_types_supported: ['token'],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    tls_client_certificate_bound_access_tokens: true,
    token_endpoint_auth_signing_alg_values_supported: ['PS256', 'ES256'],
  });
}
