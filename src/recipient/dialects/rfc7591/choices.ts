import { advertised, type Facts } from '../../../nouns/facts.js';
import type { Json, JsonObject } from '../../../nouns/json.js';
import type { Product } from '../../../register/product.js';
import type { RegistrationSettings } from '../../settings.js';

/** Ways in which our clients can show themselves to a token endpoint, the preferred first. */
export const authMethods = ['client_secret_basic', 'client_secret_post', 'none', 'private_key_jwt'] as const;
export type AuthMethod = (typeof authMethods)[number];

const signingAlgs = ['PS256', 'ES256', 'RS256'] as const;

/** What every valid registration asks for: the target file's word, else the first that the server advertises. */
export interface Choices {
  readonly authMethod: AuthMethod;
  readonly grantTypes: readonly string[];
  readonly responseTypes: readonly string[];
  readonly redirectUris: readonly string[];
}

type Settled = Pick<RegistrationSettings, 'authMethod' | 'grantTypes' | 'redirectUris'>;

/** Reserved for documentation (RFC 2606), so that no browser is ever sent to somebody. */
const usualRedirectUris = [
  'https://client.example/dcr-conformance/{id}/one',
  'https://client.example/dcr-conformance/{id}/two',
];

/** `redirectUris` are still patterns. */
export function choose(facts: Pick<Facts, 'discovery'>, settings: Settled): Choices {
  const grantTypes = settings.grantTypes ?? [usualGrant(facts)];
  const needsRedirect = grantTypes.includes('authorization_code') || grantTypes.includes('implicit');
  return {
    authMethod: (settings.authMethod as AuthMethod | undefined) ?? usualAuthMethod(facts),
    grantTypes,
    responseTypes: grantTypes.includes('authorization_code') ? ['code'] : [],
    redirectUris: needsRedirect ? (settings.redirectUris ?? usualRedirectUris) : [],
  };
}

/** RFC 8414 section 2: a server that lists no methods supports client_secret_basic. */
function usualAuthMethod(facts: Pick<Facts, 'discovery'>): AuthMethod {
  const offered = advertised(facts, 'token_endpoint_auth_methods_supported');
  return authMethods.find((method) => offered.includes(method)) ?? 'client_secret_basic';
}

/** RFC 8414 section 2: a server that lists no grants supports authorization_code and implicit. */
function usualGrant(facts: Pick<Facts, 'discovery'>): string {
  const offered = advertised(facts, 'grant_types_supported');
  return offered.length === 0 || offered.includes('authorization_code')
    ? 'authorization_code'
    : offered.includes('client_credentials')
      ? 'client_credentials'
      : 'authorization_code';
}

/** The algorithm of client assertions, among those that the server verifies. */
export function assertionAlg(facts: Pick<Facts, 'discovery'>): string {
  const offered = advertised(facts, 'token_endpoint_auth_signing_alg_values_supported');
  return signingAlgs.find((alg) => offered.includes(alg)) ?? 'RS256';
}

/** The redirect URIs of one client. */
export function redirectUrisOf(patterns: readonly string[], product: Product): readonly string[] {
  return patterns.map((pattern) => pattern.replaceAll('{id}', product.softwareId));
}

/** Metadata of a valid registration (RFC 7591 section 2); `keys` are the client's public keys. */
export function baseMetadata(
  facts: Pick<Facts, 'discovery'>,
  settings: RegistrationSettings,
  product: Product,
  keys: readonly JsonObject[],
): JsonObject {
  const chosen = choose(facts, settings);
  const byKey: JsonObject = chosen.authMethod === 'private_key_jwt' ? { jwks: { keys: keys as Json } } : {};
  const redirects = redirectUrisOf(chosen.redirectUris, product);
  return {
    ...(redirects.length === 0 ? {} : { redirect_uris: redirects }),
    grant_types: chosen.grantTypes,
    response_types: chosen.responseTypes,
    token_endpoint_auth_method: chosen.authMethod,
    client_name: product.clientName,
    ...(settings.scope === undefined ? {} : { scope: settings.scope }),
    ...byKey,
    ...settings.metadata,
  };
}
