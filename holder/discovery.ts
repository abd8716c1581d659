/** The provider metadata as published, and the key set (CDR-DCR-REQ-001 to 017). */
import type { Context } from './context.js';
import type { JsonObject } from './json.js';
import { encryptionAlgs, encryptionEncs, grantTypes } from './vocabulary.js';

/** Endpoints that are served over mutual TLS, by their name in the metadata and their path. */
const mutualTls: Readonly<Record<string, string>> = {
  token_endpoint: '/token',
  registration_endpoint: '/register',
  introspection_endpoint: '/token/introspection',
  revocation_endpoint: '/token/revocation',
  pushed_authorization_request_endpoint: '/request',
  userinfo_endpoint: '/me',
};

const under = (base: string): JsonObject =>
  Object.fromEntries(Object.entries(mutualTls).map(([name, path]) => [name, `${base}${path}`]));

/** The metadata: the provider's own document, with the CDR's endpoints and limits. */
export const providerMetadata = (document: JsonObject, context: Context): JsonObject => {
  const { rules, edition, addresses } = context;
  const { tls, mtls, issuer } = addresses;
  const { algs } = rules;
  const hybrid = edition.flows.includes('hybrid');
  return rules.metadata({
    ...Object.fromEntries(
      Object.entries(document).filter(([name]) => !name.startsWith('id_token_encryption_')),
    ),
    issuer,
    authorization_endpoint: `${tls}/auth`,
    jwks_uri: `${tls}/jwks`,
    ...under(rules.aliases ? tls : mtls),
    ...(rules.aliases ? { mtls_endpoint_aliases: under(mtls) } : {}),
    response_types_supported: edition.responseTypes,
    response_modes_supported: hybrid ? ['jwt', 'fragment', 'form_post'] : ['jwt'],
    grant_types_supported: grantTypes,
    scopes_supported: rules.scopes,
    subject_types_supported: ['pairwise'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: algs,
    request_object_signing_alg_values_supported: algs,
    id_token_signing_alg_values_supported: algs,
    authorization_signing_alg_values_supported: algs,
    authorization_encryption_alg_values_supported: encryptionAlgs,
    authorization_encryption_enc_values_supported: encryptionEncs,
    ...(hybrid
      ? {
          id_token_encryption_alg_values_supported: encryptionAlgs,
          id_token_encryption_enc_values_supported: encryptionEncs,
        }
      : {}),
    tls_client_certificate_bound_access_tokens: true,
  });
};
