/** The OAuth server underneath: oidc-provider, configured for FAPI and the CDR. */
import type { X509Certificate } from 'node:crypto';
import { generateKeyPairSync } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import Provider, { type Configuration } from 'oidc-provider';
import type { FindToken } from './bearer.js';
import { asText, type JsonObject } from './json.js';
import { clientView, createAdapterFactory, inFlight } from './provider-adapter.js';
import type { Jwk } from './signature.js';
import type { Store } from './store.js';
import { bankingScopes } from './vocabulary.js';

export type ServerKeys = {
  /** Private keys of the holder: one for each signing algorithm. */
  readonly signing: readonly Jwk[];
  /** With this key the edge vouches for a client towards the provider. */
  readonly edge: Jwk;
};

export type AuthorisationServer = {
  readonly provider: Provider;
  readonly findToken: FindToken;
  /** Throws if the provider would not have a client with this registration. */
  readonly acceptable: (document: JsonObject) => void;
  readonly clear: () => void;
};

const generate = (kid: string, alg: 'PS256' | 'ES256'): Jwk => {
  const { privateKey } =
    alg === 'PS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...(privateKey.export({ format: 'jwk' }) as Jwk), kid, alg, use: 'sig' };
};

/** Makes the keys that a holder needs for one run. */
export const generateServerKeys = (): ServerKeys => ({
  signing: [generate('holder-ps256', 'PS256'), generate('holder-es256', 'ES256')],
  edge: generate('edge', 'ES256'),
});

const privateMembers: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi'];

/** The public part of a JWK. */
export const publicJwk = (jwk: Jwk): Jwk =>
  Object.fromEntries(Object.entries(jwk).filter(([name]) => !privateMembers.includes(name)));

/** Builds the provider for one issuer. */
export const createAuthorisationServer = (
  issuer: string,
  store: Store,
  keys: ServerKeys,
): AuthorisationServer => {
  const { factory, clear } = createAdapterFactory(store);
  const provider = new Provider(issuer, configuration(factory, keys));

  const findToken: FindToken = async (token) => {
    const found = await provider.ClientCredentials.find(token, { ignoreExpiration: true });
    if (found?.clientId === undefined) return undefined;
    const { clientId, scope = '', exp = 0, 'x5t#S256': thumbprint } = found;
    return { clientId, scope, thumbprint, expiresAt: exp };
  };

  const acceptable = (document: JsonObject): void => {
    const view = clientView(document, {
      key: publicJwk(keys.edge),
      alg: 'ES256',
      bound: true,
      tokenSeconds: 300,
    });
    Reflect.construct(provider.Client, [view]);
  };

  return { provider, findToken, acceptable, clear };
};

const algs = ['PS256', 'ES256'] as const;
const encryption = ['RSA-OAEP', 'RSA-OAEP-256'] as const;
const contentEncryption = ['A256GCM', 'A128CBC-HS256'] as const;

const configuration = (adapter: NonNullable<Configuration['adapter']>, keys: ServerKeys): Configuration => ({
  adapter,
  jwks: { keys: keys.signing.map((jwk) => ({ ...jwk })) },
  scopes: bankingScopes,
  responseTypes: ['code', 'code id_token'],
  clientAuthMethods: ['private_key_jwt'],
  enabledJWA: {
    clientAuthSigningAlgValues: algs,
    idTokenSigningAlgValues: algs,
    requestObjectSigningAlgValues: algs,
    authorizationSigningAlgValues: algs,
    authorizationEncryptionAlgValues: encryption,
    authorizationEncryptionEncValues: contentEncryption,
    idTokenEncryptionAlgValues: encryption,
    idTokenEncryptionEncValues: contentEncryption,
  },
  issueRefreshToken: () => Promise.resolve(true),
  clientDefaults: { id_token_signed_response_alg: 'PS256', authorization_signed_response_alg: 'PS256' },
  cookies: { keys: keys.signing.map(({ d }) => asText(d)) },
  ttl: { ClientCredentials: () => inFlight.getStore()?.tokenSeconds ?? 300 },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    encryption: { enabled: true },
    introspection: { enabled: true },
    jwtResponseModes: { enabled: true },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    requestObjects: { enabled: true, requireSignedRequestObject: true },
    revocation: { enabled: true },
    rpInitiatedLogout: { enabled: false },
    mTLS: {
      enabled: true,
      certificateBoundAccessTokens: true,
      getCertificate: ({ req: { socket } }) =>
        socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined,
    },
  },
});

/** base64url SHA-256 of a certificate (RFC 8705 section 3.1). */
export const thumbprintOf = (certificate: X509Certificate | undefined): string | undefined =>
  certificate && Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
